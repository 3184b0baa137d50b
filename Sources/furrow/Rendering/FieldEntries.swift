import Catalog
import Pixels
import Reporting

/// What flights say of fields, laid out in one table.
struct FieldEntries {
  /// What one flight says of one field.
  struct Entry {
    var flightName: String
    var takenOn: String?
    var classes: [Legend.Entry]
    /// Where corrected areas come from; `nil` where areas are as mapped.
    var areaCorrectionSource: String?
    /// True where the flight is unlike what its model was trained on.
    var isMarked = false
    var result: FieldResult
  }

  let entries: [Entry]

  init(_ entries: [Entry]) { self.entries = entries }

  /// The entries of one field.
  init(_ entries: [FieldReportEntry]) {
    self.entries = entries.map {
      Entry(
        flightName: $0.flightName, takenOn: $0.takenOn, classes: $0.classes,
        areaCorrectionSource: $0.areaCorrectionSource, isMarked: $0.drift?.action == .marked,
        result: $0.result)
    }
  }

  /// The classes of all entries by name, in the order of their codes.
  var classes: [Legend.Entry] {
    var seen = Set<String>()
    return entries.flatMap(\.classes).filter { seen.insert($0.name).inserted }.sorted { $0.code < $1.code }
  }

  /// The names of all indices, in the order in which they come.
  var indexNames: [String] {
    var seen = Set<String>()
    return entries.flatMap { $0.result.indexFigures.map(\.indexName) }.filter { seen.insert($0).inserted }
  }

  /// Everything, unrounded, for CSV and JSON.
  var table: Table {
    let classes = classes
    let indices = indexNames
    var columns: [Table.Column] = [
      .init("flight"), .init("taken_on"), .init("field"), .init("crop"), .init("area_ha"), .init("status"),
      .init("covered_percent"), .init("valid_percent"),
    ]
    let isMarked = entries.contains(where: \.isMarked)
    columns += classes.flatMap(Self.columns) + indices.flatMap(Self.columns)
    if isMarked { columns.append(.init("drift")) }
    return Table(
      columns: Self.unique(columns),
      rows: entries.map { entry in
        Self.head(entry) + classes.flatMap { Self.cells($0, entry) }
          + indices.flatMap { Self.cells($0, entry) }
          + (isMarked ? [entry.isMarked ? .text("drifted") : .missing] : [])
      })
  }

  private static func head(_ entry: Entry) -> [Table.Cell] {
    let result = entry.result
    return [
      .text(entry.flightName), .optional(entry.takenOn), .text(result.field.fieldID),
      .optional(result.field.crop), .number(result.field.areaSquareMetres / 10_000),
      .text(result.status.rawValue), .number(result.coveredFraction * 100),
      .optional(result.validFraction.map { $0 * 100 }),
    ]
  }

  private static func columns(_ entry: Legend.Entry) -> [Table.Column] {
    let areas = ["ha", "percent", "corrected_ha", "standard_error_ha", "lower_ha", "upper_ha"]
    let parts = entry.kind == .thing ? areas + ["patches", "median_m2", "largest_m2"] : areas
    return parts.map { Table.Column("\(key(entry.name))_\($0)") }
  }

  private static func cells(_ legendEntry: Legend.Entry, _ entry: Entry) -> [Table.Cell] {
    let area = entry.area(of: legendEntry)
    let margin = area?.corrected?.margin
    let areas = [
      area?.corrected?.areaSquareMetres, margin?.standardErrorSquareMetres, margin?.lowerSquareMetres,
      margin?.upperSquareMetres,
    ]
    let cells: [Table.Cell] =
      [.optional(area.map { $0.areaSquareMetres / 10_000 }), .optional(area.map { $0.fraction * 100 })]
      + areas.map { .optional($0.map { $0 / 10_000 }) }
    guard legendEntry.kind == .thing else { return cells }
    let patches = area?.patches
    return cells + [
      patches.map { .integer($0.count) } ?? .missing, .optional(patches?.medianSquareMetres),
      .optional(patches?.largestSquareMetres),
    ]
  }

  private static func columns(_ index: String) -> [Table.Column] {
    let shares = IndexFigures.shares.map { "p\(Int(($0 * 100).rounded()))" }
    return (["mean", "sd", "min"] + shares + ["max"]).map { Table.Column("\(key(index))_\($0)") }
  }

  private static func cells(_ index: String, _ entry: Entry) -> [Table.Cell] {
    let figures = entry.result.indexFigures.first { $0.indexName == index }
    let percentiles = figures?.percentiles ?? []
    return [.optional(figures?.mean), .optional(figures?.standardDeviation), .optional(figures?.minimum)]
      + IndexFigures.shares.indices.map { .optional($0 < percentiles.count ? percentiles[$0] : nil) }
      + [.optional(figures?.maximum)]
  }

  /// Letters and digits in lower case, anything between them an underscore.
  private static func key(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
  }

  /// Names that differ in signs alone would share a key; later ones get a number.
  private static func unique(_ columns: [Table.Column]) -> [Table.Column] {
    var used = Set<String>()
    return columns.map { column in
      var column = column
      let key = column.key
      var number = 2
      while !used.insert(column.key).inserted {
        column.key = "\(key)_\(number)"
        number += 1
      }
      return column
    }
  }
}

extension FieldEntries.Entry {
  /// What a class covers; `nil` where the flight did not see the field.
  func area(of entry: Legend.Entry) -> ClassArea? {
    classes.first { $0.name == entry.name }.flatMap { own in
      result.classAreas.first { $0.code == own.code }
    }
  }
}
