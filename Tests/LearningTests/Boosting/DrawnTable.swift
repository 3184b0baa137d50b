import Foundation
import Segmentation
import TestSupport

@testable import Learning

/// Rows drawn by chance, whose classes depend on some of the features.
struct DrawnTable {
  var rows = 800
  var features = 6
  var classes = 3
  var missingChance = 0.0

  func table(seed: Int) throws -> TrainingTable {
    var generator = SeededGenerator(seed: seed)
    var table = TrainingTable(featureNames: (0..<features).map { "feature \($0)" })
    for row in 0..<rows {
      var values = (0..<features).map { _ in Float.random(in: -2...2, using: &generator) }
      let noise = Float.random(in: -0.4...0.4, using: &generator)
      let score = values[0] + values[1 % features] * values[2 % features] + noise
      let label = min(classes - 1, max(0, Int((score + 2) * Float(classes) / 4)))
      for index in values.indices where Double.random(in: 0..<1, using: &generator) < missingChance {
        values[index] = .nan
      }
      try table.append(values, label: UInt8(label), group: row % 5)
    }
    return table
  }
}

extension ForestPredictor {
  /// Margins of each class for rows of features.
  func rows(_ table: TrainingTable, asMargins: Bool) -> [[Float]] {
    let classes = tables.forest.classCount
    let columns = (0..<table.featureCount).map { column in
      (0..<table.rowCount).map { table.values[$0 * table.featureCount + column] }
    }
    var output = [Float](repeating: .nan, count: classes * table.rowCount)
    output.withUnsafeMutableBufferPointer { output in
      let base = output.baseAddress.unsafelyUnwrapped
      let planes = (0..<classes).map { base + $0 * table.rowCount }
      let pointers = columns.map { column in
        let copy = UnsafeMutablePointer<Float>.allocate(capacity: column.count)
        copy.initialize(from: column, count: column.count)
        return UnsafePointer(copy)
      }
      defer { for pointer in pointers { pointer.deallocate() } }
      if asMargins {
        predictMargins(of: pointers, count: table.rowCount, into: planes)
      } else {
        predictProbabilities(of: pointers, count: table.rowCount, into: planes)
      }
    }
    return (0..<table.rowCount).map { row in (0..<classes).map { output[$0 * table.rowCount + row] } }
  }
}
