import Exporting

/// What a season's package holds, for people.
struct SeasonSheet {
  let path: String
  let export: SeasonExport
  let counts: [(layer: String, count: Int)]

  var text: String {
    let layers = counts.map { "  \($0.layer): \(Number.count($0.count, "row"))\n" }.joined()
    return "\(path)\n  \(Number.count(export.runs.count, "flight")), \(export.crs)\n" + layers
  }
}
