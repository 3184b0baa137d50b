import Catalog
import GeoFiles
import Grid
import Pixels

/// The GeoPackage of a season while runs are added to it.
final class SeasonPackage {
  private let writer: VectorWriter
  private let crs: CoordinateSystem
  private let layers: [SeasonLayer: VectorWriter.Layer]
  private var rowCounts: [SeasonLayer: Int] = [:]
  private var knownFields: Set<[String]> = []
  private var entries: [Legend.Entry] = []
  private var project = SeasonProject()

  init(path: String, crs: CoordinateSystem) throws {
    let writer = try VectorWriter(path: path, format: .geoPackage)
    var layers: [SeasonLayer: VectorWriter.Layer] = [:]
    for layer in SeasonLayer.allCases {
      layers[layer] =
        try layer.geometry.map {
          try writer.makeLayer(layer.rawValue, geometry: $0, crsWKT: crs.wkt, columns: layer.columns)
        } ?? writer.makeTable(layer.rawValue, columns: layer.columns)
    }
    (self.writer, self.crs, self.layers) = (writer, crs, layers)
  }

  /// The rows of each layer.
  var counts: [(layer: String, count: Int)] {
    SeasonLayer.allCases.map { ($0.rawValue, rowCounts[$0] ?? 0) }
  }

  /// Adds a run; of a field that an earlier call added, only its figures.
  func add(_ flight: ExportedFlight, record: FlightRecord?) throws {
    let package = try flight.path(ofFile: "results.gpkg", what: "package of results")
    for entry in flight.legend.entries where !entries.contains(where: { $0.name == entry.name }) {
      entries.append(entry)
    }
    let key = SeasonKey(flight.run)
    project.flights.append((flight.run.jobName, flight.run.flightName, flight.run.takenOn))
    try addRun(flight, key: key, record: record)
    try addFields(flight, key: key, package: package)
    try addPatches(key: key, package: package)
    for field in flight.results.fields { try addFigures(field, of: flight, key: key) }
  }

  /// Adds the styles and the project and completes the file.
  func finish() throws {
    // Codes may differ between jobs, names are what the styles go by.
    let legend = try Legend(
      entries.prefix(255).enumerated().map { index, entry in
        Legend.Entry(
          code: ClassCode(index), name: entry.name, color: entry.color, kind: entry.kind, group: entry.group)
      })
    try writer.addStyles([
      (SeasonLayer.fields.rawValue, .outline), (SeasonLayer.flights.rawValue, .outline),
      (SeasonLayer.patches.rawValue, .points(legend, column: "class")),
    ])
    try writer.addProject(project.project(legend: legend, crs: crs), named: SeasonProject.name)
    try writer.finish()
  }

  private func append(_ values: [VectorValue], at shape: VectorGeometry? = nil, to layer: SeasonLayer) throws
  {
    guard let target = layers[layer] else { return }
    if let shape {
      project.show(shape)
      try writer.append(shape, values, to: target)
    } else {
      try writer.append(values, to: target)
    }
    rowCounts[layer, default: 0] += 1
  }

  private func addRun(_ flight: ExportedFlight, key: SeasonKey, record: FlightRecord?) throws {
    let results = flight.results
    let mask = results.outputs.first { $0.kind == "mask" }?.path
    try append(
      key.values + [
        .integer(flight.run.id.rawValue), .integer(Int64(results.validPixels)),
        .integer(Int64(results.nodataPixels)), .integer(Int64(results.warnings.count)),
        mask.map(VectorValue.text) ?? .null, results.areaCorrectionSource.map(VectorValue.text) ?? .null,
      ], to: .runs)
    guard let record else { return }
    let system = try CoordinateSystem(wkt: record.crsWKT)
    let (width, height) = (Double(record.size.width), Double(record.size.height))
    let corners = [(0, 0), (0, height), (width, height), (width, 0)].map {
      record.geoTransform.mapPoint(GridPoint(column: $0.0, row: $0.1))
    }
    let shape = try VectorCarrier(from: system, to: crs).carried(.polygons([MapPolygon(outer: corners)]))
    let values: [VectorValue] = [.text(record.sensor), .real(record.pixelAreaSquareMetres.squareRoot())]
    try append(key.values + values, at: shape, to: .flights)
  }

  private func addFields(_ flight: ExportedFlight, key: SeasonKey, package: String) throws {
    let table = try VectorTable(path: package, layer: "fields")
    let carrier = try VectorCarrier(from: table.crs, to: crs)
    let place = table.columns.firstIndex { $0.name == "field_id" }
    let records = Dictionary(
      flight.results.fields.map { ($0.field.fieldID, $0) }, uniquingKeysWith: { first, _ in first })
    try table.forEach { row in
      guard let place, case .text(let id) = row.values[place], let shape = row.geometry,
        let record = records[id], knownFields.insert([flight.run.jobName, id]).inserted
      else { return }
      let values: [VectorValue] = [
        .text(id), record.field.crop.map(VectorValue.text) ?? .null,
        .real(record.field.areaSquareMetres / 10_000), .real(record.coveredFraction * 100),
      ]
      try append(key.values + values, at: try carrier.carried(shape), to: .fields)
    }
  }

  private func addPatches(key: SeasonKey, package: String) throws {
    let table = try VectorTable(path: package, layer: "patches")
    let carrier = try VectorCarrier(from: table.crs, to: crs)
    try table.forEach { row in
      guard let shape = row.geometry else { return }
      try append(key.values + row.values, at: try carrier.carried(shape), to: .patches)
    }
  }

  private func addFigures(_ result: FieldResult, of flight: ExportedFlight, key: SeasonKey) throws {
    let start = key.values + [.text(result.field.fieldID)]
    func real(_ number: Double?) -> VectorValue { number.map(VectorValue.real) ?? .null }
    for area in result.classAreas {
      let margin = area.corrected?.margin
      try append(
        start + [
          .text(flight.legend[area.code]?.name ?? ""), .real(area.areaSquareMetres),
          .real(area.fraction * 100), real(area.corrected?.areaSquareMetres), real(margin?.lowerSquareMetres),
          real(margin?.upperSquareMetres), area.patches.map { .integer(Int64($0.count)) } ?? .null,
        ], to: .classAreas)
    }
    for figures in result.indexFigures {
      let shares =
        figures.percentiles.isEmpty
        ? IndexFigures.shares.map { _ in nil } : figures.percentiles.map(Optional.some)
      try append(
        start + [.text(figures.indexName), real(figures.mean), real(figures.standardDeviation)]
          + shares.map(real), to: .indexFigures)
    }
  }
}

/// What every row begins with.
private struct SeasonKey {
  let values: [VectorValue]

  init(_ run: CurrentRun) {
    values = [.text(run.jobName), .text(run.flightName), run.takenOn.map(VectorValue.text) ?? .null]
  }
}
