public import Grid

/// How far each pixel is from the nearest pixel where a condition is false.
///
/// The source is a condition: 0 is false, no value is unknown, everything else
/// is true. The result is the distance of the centres in pixels: 0 where the
/// condition is false, at most `limit`. Unknown pixels and those beyond the
/// mosaic are not false.
///
/// Source: the two passes of Meijster, Roerdink and Hesselink (2000), "A general
/// algorithm for computing distance transforms in linear time".
public struct DistanceFilter: PlaneFilter, Hashable {
  /// The greatest distance told, in pixels.
  public let limit: Double

  /// The largest limit, in pixels.
  public static let largestLimit = 255.0

  /// Makes a filter; `limit` must be above 0 and at most 255 pixels.
  public init(limit: Double) {
    precondition(limit > 0 && limit <= Self.largestLimit, "a distance lies between 0 and 255 pixels")
    self.limit = limit
  }

  /// The limit's whole part.
  public var reach: Int { Int(limit) }

  /// The distances along the rows.
  public func scratchCount(wanted: PixelSize) -> Int { (wanted.height + 2 * reach) * wanted.width }

  /// Takes the distances in one plane.
  public func apply(
    to sources: [PlaneView], wanted: PixelWindow, of mosaic: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    guard !wanted.isEmpty else { return }
    let (source, width) = (sources[0], wanted.width)
    let read = wanted.expanded(by: reach, within: source.window)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: read.height * width) { buffer in
      guard let squares = buffer.baseAddress else { return }
      for (place, row) in read.rows.enumerated() {
        let line = source.address(row: row, column: read.columns.lowerBound)
        measure(line, columns: read.columns, wanted: wanted.columns, into: squares + place * width)
      }
      let envelope = DistanceEnvelope(
        height: read.height, most: Float(limit * limit),
        wanted: wanted.rows.lowerBound - read.rows.lowerBound..<wanted.rows.upperBound - read.rows.lowerBound)
      envelope.descend(squares, width: width, into: targets[0])
      for (place, row) in wanted.rows.enumerated() {
        finish(
          targets[0] + place * width, source.address(row: row, column: wanted.columns.lowerBound),
          count: width)
      }
    }
  }

  /// The squared distance to the nearest false pixel of the same row.
  @inline(__always)
  private func measure(
    _ line: UnsafePointer<Float>, columns: Range<Int>, wanted: Range<Int>,
    into squares: UnsafeMutablePointer<Float>
  ) {
    let far = reach + 1
    var distance = far
    let offset = wanted.lowerBound - columns.lowerBound
    for i in 0..<columns.count {
      distance = line[i] == 0 ? 0 : min(distance + 1, far)
      let place = i - offset
      if place >= 0, place < wanted.count { squares[place] = Float(distance) }
    }
    distance = far
    for i in stride(from: columns.count - 1, through: 0, by: -1) {
      distance = line[i] == 0 ? 0 : min(distance + 1, far)
      let place = i - offset
      guard place >= 0, place < wanted.count else { continue }
      let nearest = min(Float(distance), squares[place])
      squares[place] = nearest > Float(reach) ? Float(limit * limit) : nearest * nearest
    }
  }

  @inline(__always)
  private func finish(
    _ squares: UnsafeMutablePointer<Float>, _ values: UnsafePointer<Float>, count: Int
  ) {
    let most = Float(limit)
    for i in 0..<count {
      let distance = (squares[i] < 0 ? 0 : squares[i]).squareRoot()
      squares[i] = values[i] == values[i] ? (distance < most ? distance : most) : .nan
    }
  }
}
