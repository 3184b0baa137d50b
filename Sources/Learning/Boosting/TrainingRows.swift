import CXGBoost

/// A table's rows as XGBoost holds them.
final class TrainingRows {
  let handle: DMatrixHandle

  /// Copies a table; a class's weight multiplies those of its rows.
  init(_ table: TrainingTable, classWeights: [Float]?, threads: Int) throws(BoosterError) {
    let rows = bst_ulong(table.rowCount)
    handle = try Booster.make("copy the training rows") {
      XGDMatrixCreateFromMat_omp(
        table.values, rows, bst_ulong(table.featureCount), .nan, $0, Int32(threads))
    }
    var weights = table.weights
    if let classWeights {
      for row in weights.indices { weights[row] *= classWeights[Int(table.labels[row])] }
    }
    try set("label", to: table.labels.map { Float($0) })
    try set("weight", to: weights)
  }

  deinit { XGDMatrixFree(handle) }

  private func set(_ field: String, to values: [Float]) throws(BoosterError) {
    try Booster.call("set the \(field) of the training rows") {
      XGDMatrixSetFloatInfo(handle, field, values, bst_ulong(values.count))
    }
  }
}
