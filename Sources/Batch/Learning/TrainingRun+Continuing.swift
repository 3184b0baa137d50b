import Foundation
import JobDefinition
import Learning
import Pixels

extension TrainingRun {
  /// The job with the settings of the model that is to be gone on from: its
  /// features, gate, folds, trees and augmentation, as its card has them. The
  /// number of samples, class weights and decision stay the job's, of which
  /// cards say nothing.
  ///
  /// - Throws: `ContinuationError` where the card does not say how the model
  ///   was trained.
  static func job(_ job: Job, continuing model: LoadedModel, at path: String) throws -> Job {
    var job = job
    guard var selection = job.training else { return job }
    guard let training = model.card.training, let first = model.card.stages.first else {
      throw ContinuationError.unknownTraining(path)
    }
    selection.features = first.features
    selection.context = model.card.stages.dropFirst().flatMap { $0.features.dropFirst(first.features.count) }
    selection.gate = model.card.gate?.condition
    selection.smoothing = model.card.smoothing
    selection.folds = training.folds ?? selection.folds
    selection.seed = training.seed ?? selection.seed
    selection.forest = try selection.forest.taking(training.parameters, path: path)
    selection.augmentation = selection.augmentation.taking(training.augmentation)
    selection.licence = selection.licence ?? model.card.licence
    selection.model = JobPath(challengerFolder(selection.model?.resolved, champion: path), in: "")
    job.training = selection
    return job
  }

  /// The job's own folder where that is not the champion's; else the first
  /// free one beside it, numbered.
  private static func challengerFolder(_ wanted: String?, champion: String) -> String {
    func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    let isLink =
      wanted.map { (try? FileManager.default.destinationOfSymbolicLink(atPath: $0)) != nil } ?? false
    if let wanted, !isLink, real(wanted) != real(champion) { return wanted }
    let base = real(champion).replacing(/-[0-9]+$/, with: "")
    var number = 2
    while FileManager.default.fileExists(atPath: "\(base)-\(number)") { number += 1 }
    return "\(base)-\(number)"
  }

  /// What the new model says of the one that it goes on from.
  ///
  /// - Throws: `ContinuationError` where the job lacks a scene of the earlier
  ///   model, or has nothing new.
  func lineage(of scenes: [ModelCard.Training.Scene]) throws -> ModelCard.Parent? {
    guard let champion, let before = champion.card.training else { return nil }
    let known = Dictionary(
      before.scenes.map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
    let given = Set(scenes.map(\.fingerprint))
    let missing = before.scenes.filter { !given.contains($0.fingerprint) }.map(\.name)
    guard missing.isEmpty else { throw ContinuationError.missingScenes(missing, job: plan.job.name) }
    let added = scenes.filter { known[$0.fingerprint]?.pixels != $0.pixels }
    guard !added.isEmpty else { throw ContinuationError.nothingNew(job: plan.job.name) }
    var pixels: [ClassCode: Int] = [:]
    for scene in added {
      for (code, count) in scene.pixels {
        pixels[code, default: 0] += count - (known[scene.fingerprint]?.pixels[code] ?? 0)
      }
    }
    return ModelCard.Parent(
      name: champion.card.name, sha256: champion.fingerprint, created: champion.card.created,
      addedScenes: added.map(\.name), addedPixels: pixels.filter { $0.value != 0 })
  }
}

extension TrainingSelection.Forest {
  /// The trees of a card, without search and early stopping, which found its
  /// numbers.
  fileprivate func taking(_ parameters: [String: CardValue], path: String) throws -> Self {
    func number(_ key: String) throws(ContinuationError) -> Double {
      guard case .number(let number)? = parameters[key] else { throw .unknownTraining(path) }
      return number
    }
    guard case .text(let text)? = parameters["kind"], let kind = Kind(rawValue: text) else {
      throw ContinuationError.unknownTraining(path)
    }
    var forest = self
    forest.kind = kind
    forest.rounds = Int(try number("rounds"))
    forest.depth = Int(try number("depth"))
    forest.learningRate = try number("learning_rate")
    forest.minimumChildWeight = try number("min_child_weight")
    forest.subsample = try number("subsample")
    forest.columns = try number(kind == .boosted ? "columns_by_tree" : "columns_by_node")
    forest.search = .none
    forest.earlyStopping = 0
    return forest
  }
}

extension TrainingSelection.Augmentation {
  /// The augmentation of a card; none where it names none.
  fileprivate func taking(_ values: [String: CardValue]) -> Self {
    func number(_ key: String) -> Double {
      if case .number(let number)? = values[key] { number } else { 0 }
    }
    func flag(_ key: String) -> Bool { values[key] == .flag(true) }
    var taken = self
    taken.copies = Int(number("copies"))
    (taken.gain, taken.gamma, taken.whiteBalance) = (number("gain"), number("gamma"), number("white_balance"))
    (taken.gradient, taken.shadow, taken.blur) = (number("gradient"), number("shadow"), number("blur"))
    (taken.noise, taken.scale) = (number("noise"), number("scale"))
    (taken.rotates, taken.flips) = (flag("rotation"), flag("flip"))
    return taken
  }
}

/// Why a model cannot be gone on from.
public enum ContinuationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The card does not say how the model was trained.
  case unknownTraining(String)
  /// The job lacks scenes that the model was trained on.
  case missingScenes([String], job: String)
  /// The job's scenes and labels are those of the model.
  case nothingNew(job: String)

  /// One sentence.
  public var description: String {
    switch self {
    case .unknownTraining(let path): "the card of the model '\(path)' does not say how it was trained"
    case .missingScenes(let names, let job):
      "the job '\(job)' lacks what the model was trained on: "
        + names.map { "'\($0)'" }.joined(separator: ", ")
        + "; add it to 'train: scenes', with the same mosaic"
    case .nothingNew(let job):
      "the job '\(job)' has no scene and no label that the model was not trained on already"
    }
  }
}
