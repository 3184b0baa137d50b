import FieldStatistics
import Grid
import Learning

/// Which folds judge pixels that lie near a pixel of a scene: no more than a
/// buffer away in columns and in rows.
final class NearbyFolds {
  private let blocks: BlockMap
  private let size: PixelSize
  private let distance: Int
  private let fold: (_ block: Int) -> Int?
  /// The parts of each row that was asked for, with a bit for the fold.
  private var rows: [Int: [(columns: Range<Int>, bit: UInt128)]] = [:]

  /// Looks around pixels of one scene.
  ///
  /// - Parameters:
  ///   - distance: The buffer in pixels; 0 for none.
  ///   - fold: The fold of a block; `nil` where it judges nothing.
  init(_ blocks: BlockMap, size: PixelSize, distance: Int, fold: @escaping (_ block: Int) -> Int?) {
    (self.blocks, self.size, self.distance, self.fold) = (blocks, size, distance, fold)
  }

  /// The folds near a pixel, a bit each; its own fold is among them where
  /// there is a buffer.
  func folds(row: Int, column: Int) -> UInt128 {
    guard distance > 0 else { return 0 }
    let rows = (row - distance..<row + distance + 1).clamped(to: 0..<size.height)
    let columns = (column - distance..<column + distance + 1).clamped(to: 0..<size.width)
    switch blocks {
    case .whole: return 0
    case .grid(let side, let columnCount):
      var found: UInt128 = 0
      for down in rows.lowerBound / side...(rows.upperBound - 1) / side {
        for across in columns.lowerBound / side...(columns.upperBound - 1) / side {
          found |= bit(of: down * columnCount + across)
        }
      }
      return found
    case .fields(let coverages):
      var found: UInt128 = 0
      for row in rows {
        for part in parts(of: row, coverages) where part.columns.overlaps(columns) { found |= part.bit }
      }
      return found
    }
  }

  private func bit(of block: Int) -> UInt128 { fold(block).map { 1 << UInt128($0) } ?? 0 }

  private func parts(
    of row: Int, _ coverages: [FieldCoverage]
  ) -> [(columns: Range<Int>, bit: UInt128)] {
    if let known = rows[row] { return known }
    var parts: [(columns: Range<Int>, bit: UInt128)] = []
    for (field, coverage) in coverages.enumerated() where coverage.rows.contains(row) {
      let bit = bit(of: field)
      guard bit != 0 else { continue }
      for span in coverage.spans(row: row) where span.weight.fraction > 0.5 {
        parts.append((Int(span.start)..<Int(span.end), bit))
      }
    }
    rows[row] = parts
    return parts
  }
}
