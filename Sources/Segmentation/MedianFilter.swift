public import Grid

/// Replaces each value by the median of a square around it.
///
/// Pixels without a value, and those beyond the mosaic, are left out; of an
/// even number of values the median is the mean of the middle two. A pixel
/// without a value stays so.
public struct MedianFilter: PlaneFilter, Hashable {
  /// The side of the square in pixels.
  public let size: Int

  /// Makes a filter; `size` must be odd, 1 to 255.
  public init(size: Int) {
    precondition(isFilterSize(size), "the side of a filter is odd, 1 to 255 pixels")
    self.size = size
  }

  /// Half of the square's side, rounded down.
  public var reach: Int { size / 2 }

  /// Takes the medians of one plane into another of the same size.
  public func apply(
    to source: UnsafeBufferPointer<Float>, size: PixelSize,
    into target: UnsafeMutableBufferPointer<Float>
  ) {
    let count = size.pixelCount
    precondition(source.count >= count && target.count >= count, "a plane is smaller than its size")
    guard count > 0, let input = source.baseAddress, let output = target.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: self.size * self.size) { buffer in
      guard let keys = buffer.baseAddress else { return }
      for row in 0..<size.height {
        for column in 0..<size.width {
          let index = row * size.width + column
          output[index] =
            input[index].isNaN ? .nan : median(input, row: row, column: column, of: size, keys: keys)
        }
      }
    }
  }

  /// The median around a pixel that has a value.
  @inline(__always)
  private func median(
    _ input: UnsafePointer<Float>, row: Int, column: Int, of size: PixelSize,
    keys: UnsafeMutablePointer<Int32>
  ) -> Float {
    var count = 0
    for y in max(0, row - reach)...min(size.height - 1, row + reach) {
      for x in max(0, column - reach)...min(size.width - 1, column + reach) {
        let sample = input[y * size.width + x]
        keys[count] = orderedKey(sample)
        count += sample == sample ? 1 : 0
      }
    }
    if count % 2 == 1 {
      select(rank: count / 2, in: keys, count: count)
      return value(ofKey: keys[count / 2])
    }
    let (lower, upper) = neighbours(rank: count / 2 - 1, in: keys, count: count)
    return value(ofKey: lower) * 0.5 + value(ofKey: upper) * 0.5
  }
}
