import Exporting
import Reporting

/// What a season's package holds, for people.
struct SeasonSheet: ExportSheet {
  let path: String
  let export: SeasonExport
  let counts: [(layer: String, count: Int)]

  var text: String {
    let layers = counts.map { "  \($0.layer): \(Number.count($0.count, "row"))\n" }.joined()
    return "\(path)\n  \(Number.count(export.runs.count, "flight")), \(export.crs)\n" + layers
  }

  var json: JSONValue {
    .object([
      "what": .string("season"), "paths": .strings([path]), "crs": .string("\(export.crs)"),
      "flights": .strings(export.runs.map(\.flightName)),
      "layers": .array(
        counts.map { .object(["layer": .string($0.layer), "rows": .integer($0.count)]) }),
    ])
  }
}
