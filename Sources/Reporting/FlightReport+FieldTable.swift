import Pixels

extension FlightReport {
  /// One row a field with every figure of the report, for CSV, JSON and a
  /// terminal. Shares are in percent. Column keys name class and unit, such as
  /// "thistle_ha"; each index has "ndvi_mean" and so on. Flights of a model end
  /// with "drift", empty where their figures count as they stand.
  public var fieldTable: Table {
    let indices = Self.uniqued(fields.flatMap { $0.indices.map(\.index) })
    let counted = Self.uniqued(fields.flatMap { $0.patches.map(\.code) })
    var columns: [Table.Column] = [
      .init("field"), .init("crop"), .init("area_ha", title: "area", unit: "ha", decimals: hectareDecimals),
      .init("covered_pct", title: "covered", unit: "%", decimals: 1),
      .init("valid_pct", title: "valid", unit: "%", decimals: 1),
    ]
    columns += legend.entries.flatMap(areaColumns)
    columns += counted.flatMap(patchColumns)
    columns += indices.flatMap { index in
      IndexSummary.names.map { .init("\(Self.key(index))_\($0)", title: "\(index) \($0)", decimals: 3) }
    }
    if drift != nil { columns.append(.init("drift")) }
    Self.numberRepeatedKeys(&columns)
    return Table(columns: columns, rows: fields.map { fieldCells($0, counted, indices) })
  }

  /// Class names that differ in signs alone would share a key.
  private static func numberRepeatedKeys(_ columns: inout [Table.Column]) {
    var used = Set<String>()
    for i in columns.indices {
      let key = columns[i].key
      var number = 2
      while !used.insert(columns[i].key).inserted {
        columns[i].key = "\(key)_\(number)"
        number += 1
      }
    }
  }

  private func areaColumns(_ entry: Legend.Entry) -> [Table.Column] {
    let key = Self.key(entry.name)
    func hectares(_ part: String, _ words: String) -> Table.Column {
      .init("\(key)_\(part)", title: words, unit: "ha", decimals: hectareDecimals + 1)
    }
    return [
      hectares("ha", entry.name), .init("\(key)_pct", title: entry.name, unit: "%", decimals: 1),
      hectares("corrected_ha", "\(entry.name) corrected"),
      hectares("standard_error_ha", "\(entry.name) standard error"),
      hectares("lower_ha", "\(entry.name) from"), hectares("upper_ha", "\(entry.name) to"),
    ]
  }

  private func patchColumns(_ code: ClassCode) -> [Table.Column] {
    let name = legend[code]?.name ?? "class \(code)"
    let key = Self.key(name)
    return [
      .init("\(key)_patches", title: "\(name) patches"),
      .init("\(key)_median_m2", title: "\(name) median", unit: "m²", decimals: 3),
      .init("\(key)_largest_m2", title: "\(name) largest", unit: "m²", decimals: 3),
    ]
  }

  private func fieldCells(_ field: FieldRow, _ counted: [ClassCode], _ indices: [String]) -> [Table.Cell] {
    var cells: [Table.Cell] = [
      .text(field.id), field.crop.map { .text($0) } ?? .missing, .number(field.areaHectares),
      .number(field.coveredShare * 100), .number(field.validShare * 100),
    ]
    for entry in legend.entries {
      let area = field.classes.first { $0.code == entry.code }
      let corrected = area?.corrected
      cells += [
        .known(area?.hectares), .known(area.map { $0.share * 100 }), .known(corrected?.hectares),
        .known(corrected?.margin?.standardError), .known(corrected?.margin?.lower),
        .known(corrected?.margin?.upper),
      ]
    }
    for code in counted {
      let patch = field.patches.first { $0.code == code }
      cells.append(patch.map { .integer($0.count) } ?? .missing)
      cells += [.known(patch?.medianSquareMetres), .known(patch?.largestSquareMetres)]
    }
    for index in indices {
      let summary = field.indices.first { $0.index == index }
      cells += summary?.figures.map { .known($0) } ?? IndexSummary.names.map { _ in .missing }
    }
    if let drift { cells.append(drift == .unmarked ? .missing : .text(drift.rawValue)) }
    return cells
  }

  /// Letters and digits in lower case, anything between them an underscore.
  static func key(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
  }

  static func uniqued<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen = Set<Element>()
    return elements.filter { seen.insert($0).inserted }
  }
}

extension FlightReport.IndexSummary {
  /// The names of `figures`, in its order.
  static let names = ["mean", "sd", "min", "p5", "p25", "p50", "p75", "p95", "max"]
}

extension Table.Cell {
  static func known(_ value: Double?) -> Table.Cell {
    value.flatMap { $0.isFinite ? .number($0) : nil } ?? .missing
  }
}
