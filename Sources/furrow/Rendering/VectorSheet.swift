import Exporting
import Reporting

/// What was exported as features, for people.
struct VectorSheet: ExportSheet {
  let outcome: VectorOutcome
  let selection: ExportSelection

  var text: String {
    let field = selection.field.map { ", field \($0)" } ?? ""
    let what = "\(outcome.name) of flight \(selection.flight.run.flightName)\(field)"
    let lines = ["  \(what): \(Number.count(outcome.featureCount, "feature")), \(outcome.crs)"]
    return (outcome.paths + lines + outcome.notes.map { "  " + $0 }).map { $0 + "\n" }.joined()
  }

  var json: JSONValue {
    .object([
      "what": .string(outcome.name), "flight": .string(selection.flight.run.flightName),
      "field": .optional(selection.field), "paths": .strings(outcome.paths),
      "crs": .string("\(outcome.crs)"), "features": .integer(outcome.featureCount),
      "notes": .strings(outcome.notes),
    ])
  }
}
