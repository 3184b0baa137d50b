import Catalog
import GeoFiles
import Grid
import Pixels
import Reporting
import Stitching

/// The GeoPackage of one flight.
///
/// One worker at a time adds to it; that is why it may cross threads.
final class FlightPackage: @unchecked Sendable {
  private let package: ResultsPackage
  private let flight: PreparedFlight
  private var waiting: [ResultsPackage.PatchRecord] = []
  private static let batchSize = 2000

  init(path: String, flight: PreparedFlight) throws {
    self.flight = flight
    package = try ResultsPackage(
      path: path, crsWKT: flight.grid.crs.wkt, legend: flight.legend, fieldColumns: Self.columns(flight))
  }

  /// Adds a patch as a point at its centroid.
  func append(_ patch: Patch) throws {
    let owner = patch.fields.first { patch.belongs(to: $0.fieldIndex) }.map { flight.fields[$0.fieldIndex] }
    let pixelArea = owner?.pixelAreaSquareMetres ?? flight.pixelAreaSquareMetres
    waiting.append(
      ResultsPackage.PatchRecord(
        id: Int64(patch.id), code: patch.code, areaSquareMetres: Double(patch.pixelCount) * pixelArea,
        fieldID: owner?.id, centroid: flight.grid.transform.mapPoint(patch.centroid)))
    if waiting.count == Self.batchSize { try appendWaiting() }
  }

  private func appendWaiting() throws {
    try package.append(waiting)
    waiting.removeAll(keepingCapacity: true)
  }

  /// Adds the fields and puts the file in place.
  ///
  /// - Parameter drift: What the fields say of the flight, where a model gave
  ///   their classes.
  func finish(_ results: [FieldResult], drift: FlightReport.Drift) throws {
    try appendWaiting()
    let mark: [VectorValue] =
      flight.model == nil ? [] : [drift == .unmarked ? .null : .text(drift.rawValue)]
    for (field, result) in zip(flight.fields, results) {
      try package.append(
        ResultsPackage.FieldRecord(
          id: field.id, crop: field.crop, areaSquareMetres: field.areaSquareMetres,
          coveredShare: result.coveredFraction, validShare: result.validFraction ?? 0,
          parts: field.parts.map { MapPolygon($0, by: flight.grid.transform) },
          values: values(result) + mark))
    }
    try package.finish()
  }

  private static func columns(_ flight: PreparedFlight) -> [VectorColumn] {
    var columns = flight.legend.entries.flatMap { entry in
      ["ha", "percent", "corrected_ha", "standard_error_ha", "lower_ha", "upper_ha"]
        .map { VectorColumn("\(entry.name)_\($0)", .real) }
        + (entry.kind == .thing ? [VectorColumn("\(entry.name)_patches", .integer)] : [])
    }
    columns += flight.plan.indexNames.flatMap { name in
      ["mean", "sd", "min", "max", "p5", "p25", "p50", "p75", "p95"].map {
        VectorColumn("\(name)_\($0)", .real)
      }
    }
    if flight.model != nil { columns.append(VectorColumn("drift", .text)) }
    return distinct(columns)
  }

  /// The columns with a number behind names that the package or another column
  /// has, such as those of a class called "area".
  private static func distinct(_ columns: [VectorColumn]) -> [VectorColumn] {
    var used: Set = ["fid", "geom", "field_id", "crop", "area_ha", "covered_percent", "valid_percent"]
    return columns.map { column in
      var name = column.name
      var number = 2
      while !used.insert(name.lowercased()).inserted {
        name = "\(column.name)_\(number)"
        number += 1
      }
      return VectorColumn(name, column.type)
    }
  }

  private func values(_ result: FieldResult) -> [VectorValue] {
    let classes = flight.legend.entries.flatMap { entry -> [VectorValue] in
      let area = result.classAreas.first { $0.code == entry.code }
      let margin = area?.corrected?.margin
      let areas = [
        area?.corrected?.areaSquareMetres, margin?.standardErrorSquareMetres, margin?.lowerSquareMetres,
        margin?.upperSquareMetres,
      ]
      let figures: [VectorValue] =
        [
          area.map { .real($0.areaSquareMetres / 10_000) } ?? .null,
          area.map { .real($0.fraction * 100) } ?? .null,
        ] + areas.map { $0.map { .real($0 / 10_000) } ?? .null }
      return entry.kind == .thing
        ? figures + [area?.patches.map { .integer(Int64($0.count)) } ?? .null] : figures
    }
    return classes + flight.plan.indexNames.flatMap { Self.values(result, index: $0) }
  }

  private static func values(_ result: FieldResult, index: String) -> [VectorValue] {
    guard let figures = result.indexFigures.first(where: { $0.indexName == index }), figures.mean != nil
    else {
      return Array(repeating: .null, count: 9)
    }
    let shares = [0.05, 0.25, 0.5, 0.75, 0.95].map { share in
      IndexFigures.shares.firstIndex(of: share).map { figures.percentiles[$0] }
    }
    return ([figures.mean, figures.standardDeviation, figures.minimum, figures.maximum] + shares)
      .map { $0.map(VectorValue.real) ?? .null }
  }
}
