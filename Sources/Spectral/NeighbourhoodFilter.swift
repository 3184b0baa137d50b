/// A function of the pixels around a pixel, such as `gaussian(exg, 2)`.
public struct NeighbourhoodFilter: Hashable, Sendable {
  /// What is computed from the neighbourhood.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A Gaussian blur; the size is sigma.
    case gaussian
    /// The median of a square window; the size is the window's side.
    case median
    /// The mean of a square window; the size is the window's side.
    case mean
  }

  /// The unit that a size is given in.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// The mosaic's own pixels.
    case pixels = "px"
    /// Metres on the ground.
    case metres = "m"
    /// Hundredths of a metre on the ground.
    case centimetres = "cm"
  }

  /// What is computed.
  public var kind: Kind
  /// Sigma or the window's side, above 0, in `unit`.
  public var size: Double
  /// The unit of `size`.
  public var unit: Unit

  /// Makes a filter.
  ///
  /// `size` must be positive and finite.
  public init(_ kind: Kind, size: Double, unit: Unit = .pixels) {
    precondition(size > 0 && size.isFinite, "a filter's size is positive")
    self.kind = kind
    self.size = size
    self.unit = unit
  }

  /// The size in pixels on a mosaic whose pixels have this side.
  ///
  /// - Parameter pixelSideMetres: The side of a pixel on the ground, above 0.
  /// - Returns: Sigma or the window's side; not rounded.
  public func sizeInPixels(pixelSideMetres: Double) -> Double {
    switch unit {
    case .pixels: size
    case .metres: size / pixelSideMetres
    case .centimetres: size / 100 / pixelSideMetres
    }
  }
}
