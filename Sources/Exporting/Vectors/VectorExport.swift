public import GeoFiles
import Pixels

/// Exports fields or patches of a flight.
public struct VectorExport: Sendable {
  /// Which flight and field.
  public var selection: ExportSelection
  /// Which features.
  public var content: VectorContent
  /// The format.
  public var format: any VectorFormat
  /// The reference system; `nil` for the flight's own, or the format's only one.
  public var crs: CoordinateSystem?
  /// The names of the classes of patches to keep; `nil` for all.
  public var classes: [String]?
  /// The least area of patches.
  public var minimumSquareMetres = 0.0

  /// Describes an export of all features.
  public init(_ content: VectorContent, of selection: ExportSelection, format: any VectorFormat) {
    self.content = content
    self.selection = selection
    self.format = format
  }

  /// Writes the file, checks it and puts it in the target's place.
  ///
  /// - Throws: `ExportError`, `OutputError`, `GDALError` and what reading the
  ///   flight's files throws; what lay at the target before lies there still.
  public func write(to target: String) throws -> VectorOutcome {
    let path = try selection.flight.path(ofFile: "results.gpkg", what: "package of results")
    let table = try VectorTable(path: path, layer: content.rawValue)
    let choice = try classes.map { try ClassChoice($0, of: selection.flight.legend) }
    let rows = ChosenRows(
      table: table, field: selection.field, classes: choice.map { Set($0.legend.entries.map(\.name)) },
      minimumSquareMetres: minimumSquareMetres)
    let features = try ExportedFeatures(
      name: content.rawValue, geometry: content == .fields ? .polygons : .point, columns: rows.columns,
      style: style(choice?.legend ?? selection.flight.legend), from: table.crs,
      to: try format.target(crs), source: rows.forEach)
    return try VectorOutcome.write(features, format: format, to: target)
  }

  private func style(_ legend: Legend) -> VectorWriter.Style {
    content == .fields ? .outline : .points(legend, column: "class")
  }
}

extension VectorFormat {
  /// The reference system of what is written where `wanted` is asked for.
  ///
  /// - Throws: `ExportError.unfitOption` where the format knows only degrees.
  func target(_ wanted: CoordinateSystem?) throws -> CoordinateSystem? {
    guard isInDegrees else { return wanted }
    let degrees = try CoordinateSystem.wgs84()
    if let wanted, !wanted.isSame(as: degrees) {
      throw ExportError.unfitOption("--crs \(wanted.authorityCode ?? wanted.name)", what: name)
    }
    return degrees
  }
}

extension VectorOutcome {
  /// Writes features in a format and puts the files in place.
  static func write(
    _ features: ExportedFeatures, format: any VectorFormat, to target: String
  ) throws -> VectorOutcome {
    var notes: [String] = []
    let besides = try StagedExport.make(target) { staging in
      let written = try format.write(features, in: staging)
      notes = written.notes
      return written.besides
    }
    return VectorOutcome(
      paths: [target] + besides, name: features.name, featureCount: features.tally.count,
      crs: features.crs, notes: notes)
  }
}

/// The rows of a flight's table that an export keeps.
private struct ChosenRows {
  let table: VectorTable
  let field: String?
  let classes: Set<String>?
  let minimumSquareMetres: Double

  /// The table's columns, and before them the numbers that it gives.
  var columns: [VectorColumn] {
    hasOwnNumbers ? [VectorColumn(table.numberColumn, .integer)] + table.columns : table.columns
  }

  func forEach(_ body: (VectorGeometry, [VectorValue]) throws -> Void) throws {
    let places = ["field_id", "class", "area_m2"].map { name in table.columns.firstIndex { $0.name == name } }
    try table.forEach { row in
      guard let shape = row.geometry,
        keeps(row.values, fieldAt: places[0], classAt: places[1], areaAt: places[2])
      else { return }
      try body(shape, hasOwnNumbers ? [.integer(row.id)] + row.values : row.values)
    }
  }

  private var hasOwnNumbers: Bool { table.numberColumn == "id" }

  private func keeps(_ values: [VectorValue], fieldAt: Int?, classAt: Int?, areaAt: Int?) -> Bool {
    if let field, let fieldAt, values[fieldAt] != .text(field) { return false }
    if let classes, let classAt {
      guard case .text(let name) = values[classAt], classes.contains(name) else { return false }
    }
    guard minimumSquareMetres > 0, let areaAt, case .real(let area) = values[areaAt] else { return true }
    return area >= minimumSquareMetres
  }
}
