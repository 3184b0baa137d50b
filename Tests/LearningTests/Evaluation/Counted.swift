import Learning
import Pixels

/// Confusion matrices from rows of truth.
enum Counted {
  static func matrix(_ rows: [[Int]]) -> ConfusionMatrix {
    var matrix = ConfusionMatrix(codes: rows.indices.map { ClassCode($0) })
    for (truth, row) in rows.enumerated() {
      for (prediction, count) in row.enumerated() {
        matrix.add(truth: ClassCode(truth), prediction: ClassCode(prediction), count: count)
      }
    }
    return matrix
  }

  static func blocks(_ matrices: [ConfusionMatrix]) -> [BlockID: ConfusionMatrix] {
    Dictionary(
      uniqueKeysWithValues: matrices.enumerated().map { (BlockID(scene: $0 / 4, number: $0 % 4), $1) })
  }
}
