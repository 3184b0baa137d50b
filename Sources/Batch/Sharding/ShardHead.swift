import FieldStatistics
import Grid

/// What a shard belongs to, as lines of text at the beginning of its file.
///
/// A reader knows what it expects and compares; so nothing in these lines is
/// ever interpreted.
struct ShardHead: Hashable, Sendable {
  static let magic = Array("FURROWSH".utf8)
  static let version: UInt32 = 2
  static let longest = 1 << 16

  let lines: [String]
  let rows: Range<Int>
  let size: PixelSize
  /// The mask and the extra ones.
  let rasterCount: Int

  /// - Parameter rasters: The names of the extra rasters, in the order of their tiles.
  init(_ candidate: FlightCandidate, _ state: ShardPlan.State, rows: Range<Int>, rasters: [String]) {
    self.rows = rows
    size = PixelSize(width: state.width, height: state.height)
    rasterCount = rasters.count + 1
    lines = [
      "program \(Furrow.version)", "flight \(candidate.name)", "mosaic \(state.fingerprint)",
      "parameters \(state.parametersHash)", "preparation \(state.preparedHash)",
      "size \(state.width) x \(state.height)", "rows \(rows.lowerBound) to \(rows.upperBound - 1)",
      "tiles \(ShardPlan.rowStep)", "rasters\(rasters.map { " " + $0 }.joined())",
    ]
  }

  /// Magic, version, the length of the lines, the lines.
  var bytes: [UInt8] {
    let text = Array(lines.map { $0 + "\n" }.joined().utf8)
    var bytes = Self.magic
    bytes.append(integer: Self.version)
    bytes.append(integer: UInt32(text.count))
    return bytes + text
  }
}
