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
    /// The blurred value's slope per sigma, whatever its direction.
    case gradient
    /// The blurred value's curvature per squared sigma, both axes together.
    case laplacian
    /// The greater curvature of the blurred value per squared sigma.
    case hessianHigh = "hessian_high"
    /// The lesser curvature of the blurred value per squared sigma.
    case hessianLow = "hessian_low"
    /// The standard deviation under a Gaussian bell; the size is sigma.
    case deviation
    /// How much the slopes under a Gaussian bell share one direction, 0 to 1.
    case coherence
    /// The greater eigenvalue of the structure tensor; the size is sigma.
    case structureHigh = "structure_high"
    /// The lesser eigenvalue of the structure tensor; the size is sigma.
    case structureLow = "structure_low"
    /// The greatest value of a square; the size is the half side.
    case maximum
    /// The least value of a square; the size is the half side.
    case minimum
    /// How far the nearest pixel is where the condition is false; the size is
    /// the greatest distance told.
    case distance
    /// The greatest mean along a straight segment of any direction; the size
    /// is the segment's length.
    case line
    /// The pixels of the object that a pixel belongs to; the size of this and
    /// of the other objects' filters is the margin around a cell.
    case objectArea = "object_area"
    /// The sides of the object's pixels that no other of them shares.
    case objectPerimeter = "object_perimeter"
    /// The length of the ellipse with the object's second moments.
    case objectLength = "object_length"
    /// The width of the ellipse with the object's second moments.
    case objectWidth = "object_width"
    /// Length over width.
    case objectElongation = "object_elongation"
    /// The object's share of its convex hull.
    case objectSolidity = "object_solidity"
    /// The object's share of its bounding box.
    case objectExtent = "object_extent"
    /// The greatest distance of the object's pixels from what is no object.
    case objectThickness = "object_thickness"
    /// The mean of a value over the object.
    case objectMean = "object_mean"
    /// The standard deviation of a value over the object.
    case objectDeviation = "object_deviation"
    /// The greatest value over the object.
    case objectMaximum = "object_maximum"
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
  /// What `Kind.sizeMeaning` says, above 0, in `unit`.
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
  /// - Returns: What `Kind.sizeMeaning` says; not rounded.
  public func sizeInPixels(pixelSideMetres: Double) -> Double {
    switch unit {
    case .pixels: size
    case .metres: size / pixelSideMetres
    case .centimetres: size / 100 / pixelSideMetres
    }
  }
}
