/// How four samples of a raster become one of its next overview.
///
/// A sample without a neighbour, at an odd right or lower edge, stands for
/// that neighbour too.
enum Halving: Sendable {
  /// The most frequent code; of equals the higher; nodata (255) only where all
  /// four are nodata.
  case mode
  /// The mean of the codes that are not 255, halves rounded up.
  case meanOfCodes
  /// The mean of the `Float`s that are not NaN, summed in double precision.
  case meanOfFloats

  /// Writes the overview row of two rows with `width` samples each.
  func halve(
    _ upper: UnsafeRawPointer, _ lower: UnsafeRawPointer, width: Int, into row: UnsafeMutableRawPointer
  ) {
    switch self {
    case .mode: Self.halveByMode(upper, lower, width: width, into: row)
    case .meanOfCodes: Self.halveCodes(upper, lower, width: width, into: row)
    case .meanOfFloats: Self.halveFloats(upper, lower, width: width, into: row)
    }
  }

  private static func halveByMode(
    _ upper: UnsafeRawPointer, _ lower: UnsafeRawPointer, width: Int, into row: UnsafeMutableRawPointer
  ) {
    let upper = upper.assumingMemoryBound(to: UInt8.self)
    let lower = lower.assumingMemoryBound(to: UInt8.self)
    let row = row.assumingMemoryBound(to: UInt8.self)
    for column in 0..<(width + 1) / 2 {
      let left = 2 * column
      let right = min(left + 1, width - 1)
      row[column] = mode(upper[left], upper[right], lower[left], lower[right])
    }
  }

  private static func halveCodes(
    _ upper: UnsafeRawPointer, _ lower: UnsafeRawPointer, width: Int, into row: UnsafeMutableRawPointer
  ) {
    let upper = upper.assumingMemoryBound(to: UInt8.self)
    let lower = lower.assumingMemoryBound(to: UInt8.self)
    let row = row.assumingMemoryBound(to: UInt8.self)
    for column in 0..<(width + 1) / 2 {
      let left = 2 * column
      let right = min(left + 1, width - 1)
      row[column] = mean(upper[left], upper[right], lower[left], lower[right])
    }
  }

  private static func halveFloats(
    _ upper: UnsafeRawPointer, _ lower: UnsafeRawPointer, width: Int, into row: UnsafeMutableRawPointer
  ) {
    let upper = upper.assumingMemoryBound(to: Float.self)
    let lower = lower.assumingMemoryBound(to: Float.self)
    let row = row.assumingMemoryBound(to: Float.self)
    for column in 0..<(width + 1) / 2 {
      let left = 2 * column
      let right = min(left + 1, width - 1)
      row[column] = mean(upper[left], upper[right], lower[left], lower[right])
    }
  }

  @inline(__always)
  private static func mode(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> UInt8 {
    if a == b, c == d, a == c { return a }
    var best: UInt8 = 255
    var bestVotes = 0
    func consider(_ code: UInt8) {
      guard code != 255 else { return }
      let votes = (a == code ? 1 : 0) + (b == code ? 1 : 0) + (c == code ? 1 : 0) + (d == code ? 1 : 0)
      guard votes > bestVotes || votes == bestVotes && code > best else { return }
      best = code
      bestVotes = votes
    }
    consider(a)
    consider(b)
    consider(c)
    consider(d)
    return best
  }

  @inline(__always)
  private static func mean(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> UInt8 {
    var sum = 0
    var count = 0
    func add(_ code: UInt8) {
      guard code != 255 else { return }
      sum += Int(code)
      count += 1
    }
    add(a)
    add(b)
    add(c)
    add(d)
    return count == 0 ? 255 : UInt8((2 * sum + count) / (2 * count))
  }

  @inline(__always)
  private static func mean(_ a: Float, _ b: Float, _ c: Float, _ d: Float) -> Float {
    var sum = 0.0
    var count = 0.0
    func add(_ sample: Float) {
      guard !sample.isNaN else { return }
      sum += Double(sample)
      count += 1
    }
    add(a)
    add(b)
    add(c)
    add(d)
    return count == 0 ? .nan : Float(sum / count)
  }
}
