import Batch
import Reporting

/// What a valid job asks for and what its places hold.
struct ValidationSheet {
  let path: String
  let plan: JobPlan
  let survey: FlightSurvey

  /// One line.
  var text: String {
    var parts = [
      "flights: \(survey.ready.count)", "rules: \(plan.rules.count)", "indices: \(plan.indices.count)",
    ]
    if let training = plan.job.training {
      parts += ["scenes: \(training.scenes.count)", "features: \(training.features.count)"]
    }
    if !survey.held.isEmpty { parts.insert("held: \(survey.held.count)", at: 1) }
    if !survey.refused.isEmpty { parts.insert("refused: \(survey.refused.count)", at: 1) }
    return "\(path) is a valid job; " + parts.joined(separator: ", ") + "\n"
  }

  /// One object.
  var json: JSONValue {
    .object([
      "path": .string(path), "job": .string(plan.job.name), "flights": .strings(survey.ready.map(\.name)),
      "held": .array(survey.held.map { Self.untouched($0.candidate, $0.hold.reason) }),
      "refused": .array(survey.refused.map { Self.untouched($0.candidate, "\($0.error)") }),
      "rules": .integer(plan.rules.count), "indices": .strings(plan.indices.map(\.name)),
      "scenes": .optional(plan.job.training?.scenes.count),
      "features": .optional(plan.job.training?.features.count),
    ])
  }

  private static func untouched(_ flight: FlightCandidate, _ reason: String) -> JSONValue {
    .object(["flight": .string(flight.name), "reason": .string(reason)])
  }
}
