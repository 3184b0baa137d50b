import Foundation
import JobDefinition
import Learning
import Pixels
import Segmentation

/// A forest and the bytes that it is kept as.
struct GrownForest: Sendable {
  let forest: Forest
  let json: Data
}

/// The forests of one stage.
struct GrownStage: Sendable {
  /// From all samples.
  var whole: GrownForest
  /// For each fold from what lies outside of it.
  var folds: [GrownForest]
  /// The parameters that were taken.
  var parameters: BoostingParameters
  /// The samples of each class.
  var sampleCounts: [Int]
  /// The names of the features in the forests' order.
  var featureNames: [String]
}

/// Grows forests on drawn samples.
struct ForestGrowing {
  let selection: TrainingSelection
  /// The classes in the order of the forests' outputs.
  let classCodes: [ClassCode]
  let classNames: [String]
  let featureNames: [String]
  let threadCount: Int
  let observer: any TrainingObserver
  let cancellation: RunCancellation
  /// What the stage is called, after a blank; nothing where there is one only.
  let name: String

  /// Finds parameters, then grows a forest for each fold and one from all.
  func grow(_ samples: Samples, folds: FoldPlan) throws -> GrownStage {
    let counts = samples.counts(classCount: classNames.count)
    for (place, count) in counts.enumerated() where count == 0 {
      throw TrainingError.noSamples(classNames[place])
    }
    observer.noted(
      "\(samples.count) samples\(name): "
        + zip(classNames, counts).map { "\($1) \($0)" }.joined(separator: ", "))
    let parameters = try choose(samples, folds: folds)
    let grown = try growFolds(samples, folds: folds, parameters: parameters)
    let whole = try grow(samples, parameters: parameters, step: "growing the final forest\(name)").forest
    return GrownStage(
      whole: whole, folds: grown, parameters: parameters, sampleCounts: counts, featureNames: featureNames)
  }

  /// Grows a forest for each fold from what lies outside of it.
  func growFolds(
    _ samples: Samples, folds: FoldPlan, parameters: BoostingParameters
  ) throws -> [GrownForest] {
    try (0..<folds.count).map { fold in
      let step = "growing the forest\(name) without fold \(fold + 1) of \(folds.count)"
      let seen = try seen(without: fold, of: folds, in: samples)
      for (place, count) in seen.counts(classCount: classNames.count).enumerated() where count == 0 {
        observer.noted(
          "class '\(classNames[place])' has no sample outside of fold \(fold + 1) of \(folds.count) and its"
            + " buffer, so the forest that judges this fold does not know it")
      }
      return try grow(seen, parameters: parameters, step: step).forest
    }
  }

  /// The samples that a forest may see which is judged by a fold.
  ///
  /// - Throws: `TrainingError` where they are of fewer than two classes.
  private func seen(without fold: Int, of folds: FoldPlan, in samples: Samples) throws -> Samples {
    let seen = samples.seen(without: fold, of: folds)
    guard seen.counts(classCount: classNames.count).count(where: { $0 > 0 }) > 1 else {
      throw TrainingError.nothingOutsideFold(fold + 1, of: folds.count)
    }
    return seen
  }

  /// The parameters of the job; where asked for, the number of rounds and a
  /// few others by the loss on the first two folds.
  private func choose(_ samples: Samples, folds: FoldPlan) throws -> BoostingParameters {
    var given = BoostingParameters(selection.forest, seed: selection.seed, threads: threadCount)
    let stops = selection.forest.earlyStopping > 0 && selection.forest.kind == .boosted
    guard stops || selection.forest.search == .small else { return given }
    given.earlyStoppingRounds = stops ? selection.forest.earlyStopping : nil
    let candidates = selection.forest.search == .small ? given.neighbours : [given]
    let judging = (0..<folds.count).filter { samples.held(by: $0, of: folds).count > 0 }.prefix(2)
    var best: (parameters: BoostingParameters, loss: Double)?
    for (number, candidate) in candidates.enumerated() {
      let step = "trying parameters\(name), \(number + 1) of \(candidates.count)"
      var (losses, rounds) = ([Double](), [Int]())
      for fold in judging {
        let (_, result) = try grow(
          try seen(without: fold, of: folds, in: samples), validation: samples.held(by: fold, of: folds),
          parameters: candidate, step: step)
        losses.append(result.history[result.bestRound].validationLoss ?? .infinity)
        rounds.append(result.bestRound + 1)
      }
      var found = candidate
      found.earlyStoppingRounds = nil
      found.rounds = rounds.reduce(0, +) / rounds.count
      let loss = losses.reduce(0, +) / Double(losses.count)
      let text = String(format: "%.4f", loss)
      observer.noted(
        "depth \(found.depth), least child weight \(found.minChildWeight): loss \(text) after \(found.rounds) rounds"
      )
      if loss < best?.loss ?? .infinity { best = (found, loss) }
    }
    return best?.parameters ?? given
  }

  func grow(
    _ samples: Samples, validation: Samples? = nil, parameters: BoostingParameters, step: String?
  ) throws -> (forest: GrownForest, result: BoostingResult) {
    if let step { observer.began(step) }
    let table = try table(samples)
    var parameters = parameters
    parameters.classWeights = weights(table)
    let rounds = Double(parameters.rounds)
    var isStopped = false
    let result = try Boosting(parameters, classCount: classNames.count).train(
      on: table, validation: try validation.map { try self.table($0) }
    ) { round in
      if let step { observer.progressed(step, share: Double(round.round + 1) / rounds) }
      isStopped = (try? cancellation.check()) == nil
      return !isStopped
    }
    if isStopped { throw RunStopped() }
    return (GrownForest(forest: try Forest(xgboostJSON: result.json), json: result.json), result)
  }

  private func table(_ samples: Samples) throws -> TrainingTable {
    try TrainingTable(featureNames: featureNames, values: samples.features, labels: samples.labels)
  }

  private func weights(_ table: TrainingTable) -> [Float]? {
    switch selection.classWeights {
    case .none: nil
    case .balanced: table.balancingWeights(classNames.count)
    case .given(let weights):
      classCodes.map { Float(weights[$0] ?? 1) }
    }
  }
}

extension BoostingParameters {
  /// What a job says of trees.
  init(_ forest: TrainingSelection.Forest, seed: Int, threads: Int) {
    self.init(kind: forest.kind == .boosted ? .boosted : .randomForest)
    rounds = forest.rounds
    depth = forest.depth
    learningRate = forest.learningRate
    minChildWeight = forest.minimumChildWeight
    subsample = forest.subsample
    columnsByTree = forest.kind == .boosted ? forest.columns : 1
    columnsByNode = forest.kind == .boosted ? 1 : forest.columns
    self.seed = seed
    self.threads = threads
  }

  /// These parameters, and a few beside them.
  fileprivate var neighbours: [BoostingParameters] {
    [(0, 1.0), (-2, 1), (2, 1), (0, 4), (-2, 4)].compactMap { step, factor in
      var changed = self
      changed.depth += step
      changed.minChildWeight *= factor
      return changed.depth > 0 ? changed : nil
    }
  }
}

extension Samples {
  /// The samples of each class.
  func counts(classCount: Int) -> [Int] {
    labels.reduce(into: Array(repeating: 0, count: classCount)) { $0[Int($1)] += 1 }
  }
}

extension Augmentation {
  /// What a job says of changed copies.
  init(_ selection: TrainingSelection.Augmentation) {
    self.init()
    copies = selection.copies
    gain = selection.gain
    gamma = selection.gamma
    whiteBalance = selection.whiteBalance
    gradient = selection.gradient
    shadow = selection.shadow
    blur = selection.blur
    noise = selection.noise
    scale = selection.scale
    rotates = selection.rotates
    flips = selection.flips
  }
}
