import JobDefinition
import Pixels
import Spectral

extension JobPlan {
  /// Reads every expression that a model is to be learned with.
  ///
  /// - Throws: `JobPlanError` that names the place in the job.
  static func check(
    _ training: TrainingSelection, legend: Legend?, in catalogue: IndexCatalogue
  ) throws(JobPlanError) {
    if let gate = training.gate { try check(gate, at: "/train/gate", names: catalogue.names) }
    for (number, feature) in training.features.enumerated() {
      try check(feature, at: "/train/features/\(number)", names: catalogue.names)
    }
    let names = catalogue.names + (legend?.entries.map { "p\($0.code)" } ?? [])
    for (number, feature) in training.context.enumerated() {
      try check(feature, at: "/train/context/\(number)", names: names)
    }
  }

  private static func check(_ text: String, at place: String, names: [String]) throws(JobPlanError) {
    do {
      guard try Expression(parsing: text, names: names).hasAutomaticThreshold else { return }
    } catch {
      throw JobPlanError(place: place, reason: "\(error)", rendering: error.rendering)
    }
    throw JobPlanError(
      place: place, reason: "a threshold that each flight decides anew cannot be learned with")
  }
}
