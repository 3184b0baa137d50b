import Foundation
public import Grid

/// The greatest mean of the values along a straight segment through each
/// pixel, over twelve directions 15 degrees apart.
///
/// A segment of length L, odd, is centred at the pixel. Along its longer axis
/// it takes every pixel up to (L - 1) / 2 * max(|cos|, |sin|), rounded, to each
/// side, and of these columns or rows the pixel nearest to the segment. Pixels
/// without a value, and those beyond the mosaic, are left out; a pixel without
/// a value stays so.
public struct LineFilter: PlaneFilter, Hashable {
  /// The segment's length in pixels.
  public let length: Int

  /// Each direction's pixels without the centre.
  private let offsets: [[Offset]]

  private struct Offset: Hashable {
    var columns: Int
    var rows: Int
  }

  /// Makes a filter; `length` must be odd, 1 to 255.
  public init(length: Int) {
    precondition(isFilterSize(length), "a segment is odd, 1 to 255 pixels")
    self.length = length
    offsets = (0..<12).map { Self.segment(angle: Double($0) * .pi / 12, half: length / 2) }
  }

  /// Half of the length, rounded down.
  public var reach: Int { length / 2 }

  /// The values and their weights, and some rows.
  public func scratchCount(wanted: PixelSize) -> Int {
    2 * (wanted.width + 2 * reach) * (wanted.height + 2 * reach) + 2 * wanted.width
  }

  private static func segment(angle: Double, half: Int) -> [Offset] {
    let (x, y) = (cos(angle), sin(angle))
    let isFlat = abs(x) >= abs(y) - 1e-9
    let count = Int((Double(half) * max(abs(x), abs(y)) + 1e-9).rounded())
    let slope = isFlat ? y / x : x / y
    return (-count...count).filter { $0 != 0 }.map { place in
      // Half pixels go towards the axis, the same on both sides.
      let other = Int((Double(abs(place)) * abs(slope) - 1e-9).rounded())
      let signed = (place < 0) != (slope < 0) ? -other : other
      return isFlat ? Offset(columns: place, rows: signed) : Offset(columns: signed, rows: place)
    }
  }

  /// Takes the greatest means of one plane.
  public func apply(
    to sources: [PlaneView], wanted: PixelWindow, of mosaic: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    guard !wanted.isEmpty else { return }
    let columns = wanted.columns.lowerBound - reach..<wanted.columns.upperBound + reach
    let count = columns.count * (wanted.height + 2 * reach)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * count + 2 * wanted.width) { planes in
      guard let values = planes.baseAddress else { return }
      let weights = values + count
      for place in 0..<wanted.height + 2 * reach {
        let row = wanted.rows.lowerBound - reach + place
        let start = place * columns.count
        sources[0].copy(row: row, columns: columns, filler: .nan, into: values + start)
        part(values + start, weights: weights + start, count: columns.count)
      }
      let scratch = weights + count
      for row in 0..<wanted.height {
        let start = (row + reach) * columns.count + reach
        take(
          values + start, weights + start, stride: columns.count, scratch: scratch,
          into: targets[0] + row * wanted.width, count: wanted.width)
      }
    }
  }

  @inline(__always)
  private func part(
    _ values: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count {
      let isValue = values[i] == values[i]
      weights[i] = isValue ? 1 : 0
      values[i] = isValue ? values[i] : 0
    }
  }

  private func take(
    _ values: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, stride: Int,
    scratch sums: UnsafeMutablePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    let totals = sums + count
    output.update(repeating: -.infinity, count: count)
    for direction in offsets {
      sums.update(from: values, count: count)
      totals.update(from: weights, count: count)
      for offset in direction {
        let place = offset.rows * stride + offset.columns
        let (value, weight) = (values + place, weights + place)
        for i in 0..<count { sums[i] += value[i] }
        for i in 0..<count { totals[i] += weight[i] }
      }
      for i in 0..<count {
        let mean = sums[i] / totals[i]
        output[i] = mean > output[i] ? mean : output[i]
      }
    }
    for i in 0..<count { output[i] = weights[i] > 0 ? output[i] : .nan }
  }
}
