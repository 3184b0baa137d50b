import JobDefinition
import Pixels
import Spectral

/// What a quick model reads where the job names no features: bands, a few
/// indices, and all of them smoothed.
enum QuickFeatures {
  private static let indices = ["exg", "ngrdi", "ndvi", "ndre"]
  private static let sigmas = [1, 4, 16]

  /// Features that every scene has.
  static func texts(_ scenes: [LearningScene]) -> [String] {
    let roles = BandRole.allCases.filter { role in
      role != .alpha && scenes.allSatisfy { $0.bands.bandNumber[role] != nil }
    }
    let catalogue = IndexCatalogue.standard
    let indices = indices.filter { index in
      guard let expression = catalogue.expression(of: index) else { return false }
      return scenes.allSatisfy {
        catalogue.availability(of: expression, with: $0.bands, calibration: $0.calibration) == .available
      }
    }
    let bases = roles.map(\.rawValue) + indices
    return bases + sigmas.flatMap { sigma in bases.map { "gaussian(\($0), \(sigma))" } }
  }
}

extension TrainingSelection {
  /// The same labels and folds for a small forest that is grown in seconds.
  ///
  /// Gate and features are the job's own where it has any.
  func quick(_ scenes: [LearningScene]) -> TrainingSelection {
    var quick = self
    if features.isEmpty { quick.features = QuickFeatures.texts(scenes) }
    quick.context = []
    quick.model = model ?? JobPath("model", in: "")
    quick.forest = Forest()
    quick.forest.rounds = 50
    quick.forest.learningRate = 0.2
    quick.forest.earlyStopping = 0
    quick.samples.perClass = min(samples.perClass, 10_000)
    quick.augmentation = .none
    quick.smoothing = 0
    quick.decision = .argmax
    return quick
  }
}
