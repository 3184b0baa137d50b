import Digest
import Pixels

/// What the rows of a raster hold: how many pixels of each code, and a hash of
/// every byte.
public struct RasterTally: Sendable {
  /// Pixels by code, of a raster of bytes.
  public private(set) var counts = [Int](repeating: 0, count: 256)
  /// Pixels that hold something.
  public private(set) var validPixels = 0
  /// Pixels.
  public private(set) var pixelCount = 0

  private let isFloat: Bool
  private var spread = ValueSpread()
  private var hash = SHA256()

  /// Begins with nothing.
  public init(isFloat: Bool) { self.isFloat = isFloat }

  /// Adds a row.
  public mutating func add(_ row: UnsafeRawBufferPointer) {
    hash.update(row)
    isFloat ? addFloats(row) : addBytes(row)
  }

  /// Between which values all but a fiftieth at either end lie, of a raster of
  /// floats; `nil` where there are none.
  var limits: ClosedRange<Double>? { spread.limits(leavingOut: 0.02) }

  /// The hash of all rows.
  public var digest: String { hash.hexDigest() }

  private mutating func addBytes(_ row: UnsafeRawBufferPointer) {
    counts.withUnsafeMutableBufferPointer { counts in
      for code in row { counts[Int(code)] += 1 }
    }
    pixelCount += row.count
    validPixels = pixelCount - counts[Int(ClassCode.nodata)]
  }

  private mutating func addFloats(_ row: UnsafeRawBufferPointer) {
    let values = row.assumingMemoryBound(to: Float.self)
    pixelCount += values.count
    for value in values where !value.isNaN { validPixels += 1 }
    spread.add(values)
  }

  /// How another tally differs, as part of a sentence; `nil` where it is the same.
  func difference(from other: RasterTally, legend: Legend?) -> String? {
    if let code = (0..<256).first(where: { counts[$0] != other.counts[$0] }) {
      let name = legend?[ClassCode(code)]?.name ?? "code \(code)"
      return "it holds \(counts[code]) pixels of \(name), not \(other.counts[code])"
    }
    if validPixels != other.validPixels { return "it holds \(validPixels) values, not \(other.validPixels)" }
    return digest == other.digest ? nil : "its pixels are not those that were written"
  }
}
