import Segmentation

/// Trains trees on a table.
public struct Boosting: Sendable {
  /// How trees are grown.
  public var parameters: BoostingParameters
  /// The number of classes, 2 to 255.
  public var classCount: Int

  /// Makes a training.
  public init(_ parameters: BoostingParameters, classCount: Int) {
    precondition((2...255).contains(classCount), "2 to 255 classes are possible")
    self.parameters = parameters
    self.classCount = classCount
  }

  /// Trains a model. The same rows, parameters and XGBoost give the same bytes.
  ///
  /// - Parameters:
  ///   - table: The rows to learn from.
  ///   - validation: Rows that decide when to stop and which round is best.
  ///   - progress: Called after each round; `false` ends training there.
  /// - Throws: `TrainingTableError` for rows that cannot be trained on,
  ///   `BoosterError` for what XGBoost refuses.
  public func train(
    on table: TrainingTable, validation: TrainingTable? = nil,
    progress: (BoostingRound) -> Bool = { _ in true }
  ) throws -> BoostingResult {
    try check(table)
    if let validation {
      try checkLabels(validation)
      guard validation.featureNames == table.featureNames else { throw TrainingTableError.differentFeatures }
    }
    var parameters = parameters
    let threads = ThreadWaiting.allowed(parameters.threads)
    parameters.threads = threads
    let tables = try [table, validation].compactMap(\.self).map { [classWeights = parameters.classWeights] in
      try TrainingRows($0, classWeights: classWeights, threads: threads)
    }
    let booster = try Booster(rows: tables)
    for setting in parameters.settings(classCount: classCount) {
      try booster.set(setting.name, to: setting.value)
    }
    let history = try grow(booster, on: tables, progress: progress)
    return try result(of: booster, history: history, featureNames: table.featureNames)
  }

  private func check(_ table: TrainingTable) throws(TrainingTableError) {
    try checkLabels(table)
    let counts = table.classCounts(classCount)
    if let only = counts.firstIndex(of: table.rowCount) { throw .oneClass(only) }
  }

  private func checkLabels(_ table: TrainingTable) throws(TrainingTableError) {
    guard table.rowCount > 0 else { throw .empty }
    if let row = table.labels.firstIndex(where: { $0 >= classCount }) {
      throw .unknownClass(Int(table.labels[row]), row: row, classCount: classCount)
    }
  }

  private func grow(
    _ booster: Booster, on tables: [TrainingRows], progress: (BoostingRound) -> Bool
  ) throws(BoosterError) -> [BoostingRound] {
    var history: [BoostingRound] = []
    for round in 0..<parameters.boostingRounds {
      try booster.addRound(round, training: tables[0])
      let losses = try booster.losses(round: round, on: tables)
      history.append(
        BoostingRound(
          round: round, trainingLoss: losses[0], validationLoss: losses.count > 1 ? losses[1] : nil))
      guard progress(history[round]) else { break }
      if let patience = parameters.earlyStoppingRounds, round - Self.bestRound(history) >= patience { break }
    }
    return history
  }

  /// The round with the least validation loss, the first of equals; the last
  /// where there is none.
  private static func bestRound(_ history: [BoostingRound]) -> Int {
    var best = history.count - 1
    var least = Double.infinity
    for round in history {
      guard let loss = round.validationLoss, loss < least else { continue }
      (best, least) = (round.round, loss)
    }
    return best
  }

  private func result(
    of booster: Booster, history: [BoostingRound], featureNames: [String]
  ) throws -> BoostingResult {
    let best = Self.bestRound(history)
    let kept = best + 1 < history.count ? try booster.firstRounds(best + 1) : booster
    try kept.nameFeatures(featureNames)
    let json = try kept.json()
    return BoostingResult(
      json: json, bestRound: best, history: history, gains: try Forest(xgboostJSON: json).gains)
  }
}
