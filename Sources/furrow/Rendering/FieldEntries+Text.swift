import Catalog
import Pixels
import Reporting

/// The table as people read it: what fits into the width.
extension FieldEntries {
  /// What the rows are.
  enum Rows {
    /// The fields of one flight, with a row for all of them.
    case fields
    /// The flights over one field.
    case flights
    /// Fields by flight.
    case both
  }

  private struct Column {
    var column: Table.Column
    /// Columns of the highest rank are left out first.
    var rank: Int
    /// The name for the note on what was left out.
    var name: String
    var cells: [Table.Cell]
  }

  /// The table and, where columns had to be left out, a line that names them.
  func text(_ rows: Rows, width: Int = Output.width) -> String {
    var columns = columns(rows)
    var omitted: [String] = []
    while Self.width(of: columns) > width, let rank = columns.map(\.rank).max(), rank > 0,
      let place = columns.lastIndex(where: { $0.rank == rank })
    {
      omitted.insert(columns.remove(at: place).name, at: 0)
    }
    let text = TextTable(Self.table(columns)).text
    guard !omitted.isEmpty else { return text }
    return text + Paragraph.wrapped("\nwith --csv or --json also: \(omitted.joined(separator: ", "))")
  }

  private static func table(_ columns: [Column]) -> Table {
    let count = columns.first?.cells.count ?? 0
    return Table(
      columns: columns.map(\.column), rows: (0..<count).map { row in columns.map { $0.cells[row] } })
  }

  private static func width(of columns: [Column]) -> Int {
    TextTable(table(columns)).text.split(separator: "\n").map(\.count).max() ?? 0
  }

  private func columns(_ rows: Rows) -> [Column] {
    var columns: [Column] = []
    if rows != .fields {
      columns.append(
        Column(column: .init("date"), rank: 0, name: "date", cells: entries.map { .optional($0.takenOn) }))
      columns.append(
        Column(column: .init("flight"), rank: 5, name: "flight", cells: entries.map { .text($0.flightName) }))
    }
    if rows != .flights {
      columns.append(
        Column(
          column: .init("field"), rank: 0, name: "field",
          cells: entries.map { .text($0.result.field.fieldID) }))
      if entries.contains(where: { $0.result.field.crop != nil }) {
        columns.append(
          Column(
            column: .init("crop"), rank: 4, name: "crop",
            cells: entries.map { .optional($0.result.field.crop) }))
      }
      columns.append(areaColumn)
    }
    columns.append(
      Column(
        column: .init("seen", unit: "%", decimals: 1), rank: 1, name: "seen",
        cells: entries.map { .optional($0.result.validFraction.map { $0 * 100 }) }))
    columns += classes.map(shareColumn)
    columns += classes.filter(isCorrected).map(correctedColumn)
    columns += classes.filter { $0.kind == .thing }.map(patchColumn)
    columns += indexNames.map(indexColumn)
    if rows == .fields, entries.count > 1 { addSums(&columns) }
    return columns
  }

  private var areaColumn: Column {
    let areas = entries.map(\.result.field.areaSquareMetres)
    let unit = AreaUnit(largestSquareMetres: areas.max() ?? 0)
    return Column(
      column: .init("area", unit: unit.name, decimals: unit.decimals), rank: 0, name: "area",
      cells: areas.map { .number($0 / unit.squareMetres) })
  }

  private func shareColumn(_ entry: Legend.Entry) -> Column {
    Column(
      column: .init(entry.name, unit: "%", decimals: 1), rank: 0, name: "\(entry.name) share",
      cells: entries.map { .optional($0.area(of: entry).map { $0.fraction * 100 }) })
  }

  private func isCorrected(_ entry: Legend.Entry) -> Bool {
    entries.contains { $0.area(of: entry)?.corrected != nil }
  }

  private func correctedColumn(_ entry: Legend.Entry) -> Column {
    let unit = AreaUnit(largestSquareMetres: entries.map(\.result.field.areaSquareMetres).max() ?? 0)
    return Column(
      column: .init(entry.name, unit: "\(unit.name) corrected"), rank: 1, name: "\(entry.name) corrected",
      cells: entries.map { .optional($0.area(of: entry)?.corrected?.text(in: unit)) })
  }

  private func patchColumn(_ entry: Legend.Entry) -> Column {
    Column(
      column: .init(entry.name, unit: "patches"), rank: 3, name: "\(entry.name) patches",
      cells: entries.map { $0.area(of: entry)?.patches.map { .integer($0.count) } ?? .missing })
  }

  private func indexColumn(_ name: String) -> Column {
    Column(
      column: .init(name, unit: "mean", decimals: 3), rank: 2, name: "\(name) mean",
      cells: entries.map { entry in
        .optional(entry.result.indexFigures.first { $0.indexName == name }?.mean)
      })
  }
}

/// The sums over fields.
extension FieldEntries {
  private func addSums(_ columns: inout [Column]) {
    let valid = entries.reduce(0) { $0 + $1.result.classAreas.reduce(0) { $0 + $1.areaSquareMetres } }
    let whole = entries.reduce(0) { $0 + $1.result.field.areaSquareMetres }
    for place in columns.indices { columns[place].cells.append(.missing) }
    func set(_ name: String, _ cell: Table.Cell) {
      guard let place = columns.firstIndex(where: { $0.name == name }) else { return }
      columns[place].cells[columns[place].cells.count - 1] = cell
    }
    let unit = AreaUnit(largestSquareMetres: entries.map(\.result.field.areaSquareMetres).max() ?? 0)
    set("field", .text("all"))
    set("area", .number(whole / unit.squareMetres))
    set("seen", .number(whole > 0 ? valid / whole * 100 : 0))
    for entry in classes {
      let areas = entries.compactMap { $0.area(of: entry) }
      set(
        "\(entry.name) share",
        valid > 0 ? .number(areas.reduce(0) { $0 + $1.areaSquareMetres } / valid * 100) : .missing
      )
      guard entry.kind == .thing else { continue }
      set("\(entry.name) patches", .integer(areas.reduce(0) { $0 + ($1.patches?.count ?? 0) }))
    }
    for name in indexNames { set("\(name) mean", .optional(mean(of: name))) }
  }

  /// The mean of an index over the area where fields have a value.
  private func mean(of index: String) -> Double? {
    let figures = entries.compactMap { $0.result.indexFigures.first { $0.indexName == index } }
    let area = figures.reduce(0) { $0 + ($1.mean == nil ? 0 : $1.validAreaSquareMetres) }
    guard area > 0 else { return nil }
    return figures.reduce(0) { $0 + ($1.mean ?? 0) * ($1.mean == nil ? 0 : $1.validAreaSquareMetres) } / area
  }
}
