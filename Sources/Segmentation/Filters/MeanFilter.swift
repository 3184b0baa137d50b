public import Grid

/// Replaces each value by the mean of a square around it.
///
/// Pixels without a value, and those beyond the mosaic, are left out; a pixel
/// without a value stays so.
public struct MeanFilter: PlaneFilter, Hashable {
  /// The side of the square in pixels.
  public let size: Int

  private let kernel: SeparableKernel

  /// The largest side of this and of other square filters, in pixels.
  public static let largestSize = 255

  /// Makes a filter; `size` must be odd, 1 to 255.
  public init(size: Int) {
    precondition(isFilterSize(size), "the side of a filter is odd, 1 to 255 pixels")
    self.size = size
    kernel = SeparableKernel(taps: [Float](repeating: 1, count: size / 2 + 1))
  }

  /// Half of the square's side, rounded down.
  public var reach: Int { kernel.reach }

  /// The sums along the rows.
  public func scratchCount(wanted: PixelSize) -> Int { kernel.scratchCount(wanted: wanted) }

  /// Takes the means of one plane.
  public func apply(
    to sources: [PlaneView], wanted: PixelWindow, of mosaic: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    kernel.apply(to: sources[0], wanted: wanted, into: targets[0])
  }
}

/// True for the sides that a square filter can have.
func isFilterSize(_ size: Int) -> Bool { size % 2 == 1 && (1...MeanFilter.largestSize).contains(size) }
