public import GeoFiles
import Grid
import Pixels
import Stitching

/// Exports a mask as polygons of its classes that share their borders.
public struct ClassPolygons: Sendable {
  /// Which flight and field.
  public var selection: ExportSelection
  /// The format.
  public var format: any VectorFormat
  /// The reference system; `nil` for the flight's own, or the format's only one.
  public var crs: CoordinateSystem?
  /// The names of the classes to keep; `nil` for all.
  public var classes: [String]?
  /// Smaller areas become part of the neighbour with the longest border.
  public var minimumSquareMetres = 0.0
  /// How far a border may move.
  public var toleranceMetres = 0.0

  /// Describes an export of all classes as they are.
  public init(of selection: ExportSelection, format: any VectorFormat) {
    self.selection = selection
    self.format = format
  }

  /// Writes the file, checks it and puts it in the target's place.
  ///
  /// Memory holds the corners of the borders, never the raster.
  ///
  /// - Throws: `ExportError`, `OutputError`, `GDALError` and what reading the
  ///   flight's files throws; what lay at the target before lies there still.
  public func write(to target: String) throws -> VectorOutcome {
    let flight = selection.flight
    let choice = try ClassChoice(classes, of: flight.legend)
    let (path, kind) = try RasterContent.mask.locate(in: flight, classes: choice)
    let boundary = try selection.field.map { try FieldBoundary(of: $0, in: flight) }
    let ground = try ExportGround(path: path, crs: nil, boundary: boundary, pictureSide: nil)
    guard !ground.isEmpty else {
      throw ExportError.nothingInside(field: boundary?.id ?? "", flight: flight.run.flightName)
    }
    let rows = ExportedRows(ground.view, kind: kind, clip: ground.clip, classes: choice)
    let measure = try PixelMeasure(ground.view.grid)
    var borders = try borders(of: rows, pixelSquareMetres: measure.squareMetres)
    borders.simplify(tolerance: toleranceMetres / measure.sideMetres)
    let features = try ExportedFeatures(
      name: "classes", geometry: .polygons, columns: Self.columns,
      style: .polygons(choice.legend, column: "class"), from: rows.grid.crs, to: try format.target(crs)
    ) { body in
      try Self.send(borders, legend: choice.legend, grid: rows.grid, measure: measure, to: body)
    }
    return try VectorOutcome.write(features, format: format, to: target)
  }

  private func borders(of rows: ExportedRows, pixelSquareMetres: Double) throws -> ClassBorders {
    let least = Int((minimumSquareMetres / pixelSquareMetres).rounded(.up))
    let rule = ComponentRule.sieve(belowPixels: least, background: .nodata, connectivity: .four)
    let stage = StageChain(least > 1 ? [ComponentStage(rule)] : [])
    var tracer = BorderTracer(width: rows.grid.size.width)
    try rows.forEach { row in
      for ready in stage.push(ClassRow(buffer: row.assumingMemoryBound(to: ClassCode.self))) {
        tracer.push(ready)
      }
    }
    for ready in stage.finish() { tracer.push(ready) }
    return tracer.finish()
  }

  private static func send(
    _ borders: ClassBorders, legend: Legend, grid: MosaicGrid, measure: PixelMeasure,
    to body: (VectorGeometry, [VectorValue]) throws -> Void
  ) throws {
    var number: Int64 = 0
    try borders.forEachArea { area in
      number += 1
      let values: [VectorValue] = [
        .integer(number), .text(legend[area.code]?.name ?? ""), .integer(Int64(area.code)),
        .real(area.pixelArea * measure.squareMetres),
      ]
      try body(.polygons([MapPolygon(area.polygon, by: grid.transform)]), values)
    }
  }

  private static let columns = [
    VectorColumn("id", .integer), VectorColumn("class", .text), VectorColumn("code", .integer),
    VectorColumn("area_m2", .real),
  ]
}

/// What a pixel of a grid measures in its middle.
struct PixelMeasure {
  /// Its true area.
  let squareMetres: Double
  /// The side of a square of that area.
  var sideMetres: Double { squareMetres.squareRoot() }

  /// Measures a grid.
  init(_ grid: MosaicGrid) throws(GDALError) {
    let middle = GridPoint(column: Double(grid.size.width) / 2, row: Double(grid.size.height) / 2)
    squareMetres = try grid.crs.pixelArea(grid.transform, at: middle)
  }
}
