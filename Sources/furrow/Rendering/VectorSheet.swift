import Exporting

/// What was exported as features, for people.
struct VectorSheet {
  let outcome: VectorOutcome
  let selection: ExportSelection

  var text: String {
    let field = selection.field.map { ", field \($0)" } ?? ""
    let what = "\(outcome.name) of flight \(selection.flight.run.flightName)\(field)"
    let lines = ["  \(what): \(Number.count(outcome.featureCount, "feature")), \(outcome.crs)"]
    return (outcome.paths + lines + outcome.notes.map { "  " + $0 }).map { $0 + "\n" }.joined()
  }
}
