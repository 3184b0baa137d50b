import Reporting
import Site

/// What a site holds.
struct SiteSheet {
  let path: String
  let outcome: SiteOutcome

  var text: String {
    var lines = [
      "\(path)/index.html",
      "  \(Number.count(outcome.fields, "field")), \(Number.count(outcome.flights, "flight"))",
      "  tiles: \(Number.grouped(outcome.tilesMade)) made, \(Number.grouped(outcome.tilesKept)) kept",
    ]
    if outcome.downloads > 0 { lines.append("  downloads: \(Number.count(outcome.downloads, "file"))") }
    lines += outcome.magnified.map {
      "  magnified, since it would be more than --max-tiles: \($0)"
    }
    lines += outcome.missing.map { "  missing: \($0)" }
    return lines.map { $0 + "\n" }.joined()
  }

  var json: JSONValue {
    .object([
      "path": .string(path), "fields": .integer(outcome.fields), "flights": .integer(outcome.flights),
      "tiles_made": .integer(outcome.tilesMade), "tiles_kept": .integer(outcome.tilesKept),
      "downloads": .integer(outcome.downloads), "magnified": .strings(outcome.magnified),
      "missing": .strings(outcome.missing),
    ])
  }
}
