import Reporting

/// What was exported, for people and for programs.
protocol ExportSheet {
  /// Lines for people, the paths first.
  var text: String { get }
  /// One object; see schemas/output/export.schema.json.
  var json: JSONValue { get }
}

/// A flight as a STAC item.
struct ItemSheet: ExportSheet {
  let path: String
  let flight: String
  /// How many files the item links to.
  let assetCount: Int

  var text: String { "\(path)\n  STAC item of flight \(flight): \(Number.count(assetCount, "file"))\n" }

  var json: JSONValue {
    .object([
      "what": .string("stac"), "paths": .strings([path]), "flight": .string(flight),
      "assets": .integer(assetCount),
    ])
  }
}
