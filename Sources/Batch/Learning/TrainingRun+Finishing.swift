import Foundation
import JobDefinition
import Learning
import Pixels
import Segmentation
import Spectral

extension TrainingRun {
  /// Judges the stages and writes the model's folder.
  func finish(_ stages: [GrownStage], on ground: TrainingGround) throws -> TrainingOutcome {
    let judgement = try judge(stages, on: ground)
    let judged = JudgedScenes(
      legend: learning.legend, scenes: ground.scenes, judgements: judgement.scenes,
      tolerancePixels: tolerancePixels, folds: ground.folds)
    guard !judged.blocks.isEmpty else { throw TrainingError.noScenes }
    var card = try card(stages, judgement.decision, on: ground)
    card.metrics = ModelCard.Metrics(judged.scores, judgement.reliability)
    card.areaCorrection = try CardValue(
      encoding: AreaCorrection(blocks: judged.blocks, pixelAreas: judged.pixelAreas))
    let evaluation = try EvaluationOutcome(
      judged, about: subject(of: judgement, day: card.created, on: ground))
    let path = learning.modelFolder
    let drift = try driftReference(stages, judgement.decision, on: ground)
    let folder = try ModelFolder.write(
      card, forests: stages.map(\.whole.json), drift: drift, beside: try evaluation.report.files(), to: path,
      check: LoadedModel.shape)
    return TrainingOutcome(
      folder: path, legend: learning.legend, card: folder.card, scores: judged.scores,
      folds: evaluation.folds.map(\.matrix), gains: stages.map(\.rankedGains), evaluation: evaluation)
  }

  private func card(
    _ stages: [GrownStage], _ decision: ForestDecision, on ground: TrainingGround
  ) throws -> ModelCard {
    let scene = ground.scenes[0]
    let roles = learning.roles
    let isReflectance = roles.first.map { scene.calibration[$0].isReflectance } ?? false
    var card = ModelCard(
      name: plan.job.name, created: .today, furrowVersion: Furrow.version, legend: learning.legend,
      sensor: ModelCard.Sensor(
        roles: roles, scale: isReflectance ? .reflectance : .counts(scene.file.mosaic.sampleType)),
      stages: stages.enumerated().map { number, stage in
        ModelCard.Stage(
          file: number == 0 ? "model.json" : "context.json", sha256: "",
          features: learning.texts.features + (number > 0 ? learning.texts.context : []),
          classes: ground.classes)
      })
    card.licence = learning.selection.licence
    card.pixelSide = scene.hasPlace ? ModelCard.PixelSide(trainedMetres: scene.pixelSideMetres) : nil
    card.gate = learning.texts.gate.map {
      ModelCard.Gate(condition: $0, background: learning.legend.background.code)
    }
    card.gate?.outside = Dictionary(
      uniqueKeysWithValues: zip(ground.classes, ground.outside.map { ($0 * 1e6).rounded() / 1e6 }).map {
        ($0, Double($1))
      })
    card.decision.temperature = Double(decision.temperature)
    card.decision.weights = Dictionary(
      uniqueKeysWithValues: zip(ground.classes, decision.weights.map(Double.init)))
    card.smoothing = decision.smoothing
    card.training = training(stages, on: ground)
    card.parent = try lineage(of: card.training?.scenes ?? [])
    return card
  }

  /// The scenes with their labelled pixels.
  func trainedScenes(_ ground: TrainingGround) -> [ModelCard.Training.Scene] {
    ground.scenes.enumerated().map { number, scene in
      let own = ground.pixels.filter { $0.key.scene == number }.values
      let counts = ground.classes.indices.map { place in own.reduce(0) { $0 + $1[place] } }
      var entry = ModelCard.Training.Scene(
        name: scene.name, fingerprint: scene.fingerprint,
        file: (scene.file.locator.name as NSString).lastPathComponent,
        pixels: Dictionary(uniqueKeysWithValues: zip(ground.classes, counts)))
      entry.date = scene.date
      return entry
    }
  }

  private func training(_ stages: [GrownStage], on ground: TrainingGround) -> ModelCard.Training {
    var training = ModelCard.Training(scenes: trainedScenes(ground))
    training.folds = learning.selection.folds
    training.seed = learning.selection.seed
    if let stage = stages.last {
      training.parameters = stage.parameters.cardValues
      training.samples = Dictionary(uniqueKeysWithValues: zip(ground.classes, stage.sampleCounts))
    }
    training.augmentation = learning.selection.augmentation.cardValues
    return training
  }
}

extension GrownStage {
  /// Features by their gain, the best first.
  fileprivate var rankedGains: [(name: String, share: Double)] {
    let gains = whole.forest.gains
    let sum = max(gains.reduce(0, +), .leastNormalMagnitude)
    return zip(featureNames, gains).map { ($0, $1 / sum) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}

extension BoostingParameters {
  fileprivate var cardValues: [String: CardValue] {
    [
      "kind": .text(kind.rawValue), "rounds": .number(Double(rounds)), "depth": .number(Double(depth)),
      "learning_rate": .number(learningRate), "min_child_weight": .number(minChildWeight),
      "subsample": .number(subsample), "columns_by_tree": .number(columnsByTree),
      "columns_by_node": .number(columnsByNode),
    ]
  }
}

extension TrainingSelection.Augmentation {
  fileprivate var cardValues: [String: CardValue] {
    guard copies > 0 else { return [:] }
    return [
      "copies": .number(Double(copies)), "gain": .number(gain), "gamma": .number(gamma),
      "white_balance": .number(whiteBalance), "gradient": .number(gradient), "shadow": .number(shadow),
      "blur": .number(blur), "noise": .number(noise), "scale": .number(scale), "rotation": .flag(rotates),
      "flip": .flag(flips),
    ]
  }
}

extension ModelCard.Metrics {
  /// The figures that a card carries.
  fileprivate init(_ scores: ScoreSheet, _ reliability: (before: Reliability, after: Reliability)) {
    self.init()
    meanIoU = Figure(scores.meanIntersectionOverUnion)
    for entry in scores.classes { iou[entry.code] = Figure(entry.intersectionOverUnion) }
    accuracy = Figure(scores.accuracy)
    kappa = Figure(scores.kappa)
    calibrationErrorBefore = reliability.before.expectedCalibrationError
    calibrationErrorAfter = reliability.after.expectedCalibrationError
  }
}

extension ModelCard.Metrics.Figure {
  /// A figure with its interval; `nil` where there is none.
  fileprivate init?(_ estimate: Estimate) {
    guard let value = estimate.value else { return nil }
    self.init(value, low: estimate.interval?.lower, high: estimate.interval?.upper)
  }
}
