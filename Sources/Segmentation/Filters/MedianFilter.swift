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

  /// The values of one square.
  public func scratchCount(wanted: PixelSize) -> Int { size * size }

  /// Takes the medians of one plane.
  public func apply(
    to sources: [PlaneView], wanted: PixelWindow, of mosaic: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    let source = sources[0]
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: size * size) { buffer in
      guard let keys = buffer.baseAddress else { return }
      var output = targets[0]
      for row in wanted.rows {
        for column in wanted.columns {
          let isMissing = source.address(row: row, column: column).pointee.isNaN
          output.pointee = isMissing ? .nan : median(source, row: row, column: column, keys: keys)
          output += 1
        }
      }
    }
  }

  /// The median around a pixel that has a value.
  @inline(__always)
  private func median(
    _ source: PlaneView, row: Int, column: Int, keys: UnsafeMutablePointer<Int32>
  ) -> Float {
    let rows = (row - reach..<row + reach + 1).clamped(to: source.window.rows)
    let columns = (column - reach..<column + reach + 1).clamped(to: source.window.columns)
    var count = 0
    for y in rows {
      let line = source.address(row: y, column: columns.lowerBound)
      for x in 0..<columns.count {
        keys[count] = orderedKey(line[x])
        count += line[x] == line[x] ? 1 : 0
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
