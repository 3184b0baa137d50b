import Agronomy
import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport

@testable import Prescribing

/// A field of 42 m by 17 m, turned by 33 degrees, with a hole, on a mask of
/// 5 cm with patches of weeds and a corner that was not seen.
struct WeedyField {
  static let size = PixelSize(width: 960, height: 900)
  static let transform = GeoTransform(
    originX: 562_000, columnX: 0.05, rowX: 0, originY: 5_412_000, columnY: 0, rowY: -0.05)

  let folder: TemporaryFolder
  let codes: [UInt8]
  let id: String

  func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  /// - Parameter weeds: How many patches there are.
  init(seed: Int = 1, weeds: Int = 60, id: String = "F1", hasUnseenCorner: Bool = false) throws {
    folder = try TemporaryFolder()
    self.id = id
    var random = SeededGenerator(seed: seed)
    var codes = [UInt8](repeating: 0, count: Self.size.pixelCount)
    for _ in 0..<weeds {
      let column = Int.random(in: 0..<Self.size.width, using: &random)
      let row = Int.random(in: 0..<Self.size.height, using: &random)
      let reach = Int.random(in: 0...6, using: &random)
      for y in max(0, row - reach)...min(Self.size.height - 1, row + reach) {
        for x in max(0, column - reach)...min(Self.size.width - 1, column + reach)
        where (x - column) * (x - column) + (y - row) * (y - row) <= reach * reach {
          codes[y * Self.size.width + x] = 2
        }
      }
    }
    if hasUnseenCorner {
      for row in 0..<Self.size.height {
        for column in 0..<Self.size.width where column + row < 750 {
          codes[row * Self.size.width + column] = 255
        }
      }
    }
    self.codes = codes
    try writeMask()
    try writeBoundary()
  }

  private func writeMask() throws {
    let writer = try MosaicWriter(
      path: path("mask.tif"), size: Self.size,
      bands: [BandDescription(number: 1, name: "class", nodata: 255)],
      sampleType: .uint8, transform: Self.transform, crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt)
    for row in 0..<Self.size.height {
      let line = Array(codes[row * Self.size.width..<(row + 1) * Self.size.width])
      try line.withUnsafeBytes { try writer.append(planes: $0) }
    }
    try writer.finish()
  }

  private func writeBoundary() throws {
    let writer = try VectorWriter(path: path("fields.gpkg"), format: .geoPackage)
    let layer = try writer.makeLayer(
      "fields", geometry: .polygons, crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt,
      columns: [VectorColumn("field_id", .text)])
    try writer.append(
      .polygons([
        MapPolygon(
          outer: ring([(0, 0), (42, 0), (42, 13), (30, 17), (0, 17)]),
          holes: [ring([(10, 5), (14, 5), (14, 9)])])
      ]), [.text(id)], to: layer)
    try writer.finish()
  }

  /// Metres ahead and to the left of a corner, turned.
  private func ring(_ places: [(Double, Double)]) -> [MapPoint] {
    places.map { ahead, left in
      let (sine, cosine) = (sin(33 * Double.pi / 180), cos(33 * Double.pi / 180))
      return MapPoint(
        x: 562_013 + ahead * sine - left * cosine + 6, y: 5_411_957 + ahead * cosine + left * sine)
    }
  }

  func raster() throws -> FieldRaster {
    try FieldRaster(
      path: path("mask.tif"), boundaries: path("fields.gpkg"), layer: "fields", attribute: "field_id",
      fieldID: id)
  }

  /// A prescription for a sprayer of 6 m with sections of half a metre.
  func prescription(
    rate: Double = 200, unit: RateUnit = .litres, margin: Double = 0.4, buffer: Double = 0.2,
    direction: SwathDirection = .automatic, unseen: PrescriptionSettings.Unseen = .blanket
  ) throws -> PreparedPrescription {
    var settings = PrescriptionSettings(
      machine: try Machine(boomMetres: 6, sectionMetres: 0.5, stepMetres: 0.5))
    settings.marginMetres = margin
    settings.unit = unit
    settings.direction = direction
    settings.unseen = unseen
    var spots = SpotSettings(try SpotRequest(spotRate: rate, minimumLengthMetres: 1))
    spots.bufferMetres = buffer
    return try .spots(try raster(), codes: [2], correction: nil, spots: spots, settings: settings)
  }

  func content(_ made: PreparedPrescription, product: String = "Herbizid") -> PrescriptionContent {
    PrescriptionContent(
      prescription: made.prescription, ground: made.ground, working: made.working, field: id,
      product: product,
      version: "0.1.0")
  }
}

/// Random places of a field that lie clear of every border of a rate.
struct ClearPlaces {
  /// Longitudes and latitudes.
  var degrees: [MapPoint] = []
  /// The plan's rate at each.
  var rates: [Double] = []

  /// - Parameter clearance: How far from another rate, and from what is not
  ///   wholly working area, in metres.
  init(_ content: PrescriptionContent, count: Int, clearance: Double, seed: Int = 1) throws {
    var random = SeededGenerator(seed: seed)
    let plan = content.prescription
    let size = plan.lattice.size
    var places: [MapPoint] = []
    while places.count < count {
      let place = plan.lattice.transform.mapPoint(
        GridPoint(
          column: .random(in: 0...Double(size.width), using: &random),
          row: .random(in: 0...Double(size.height), using: &random)))
      let around = (0..<8).map { turn in
        MapPoint(
          x: place.x + clearance * cos(Double(turn) * .pi / 4),
          y: place.y + clearance * sin(Double(turn) * .pi / 4))
      }
      let found = (around + [place]).map { point -> Double? in
        guard let cell = plan.lattice.cell(at: point) else { return nil }
        let index = plan.lattice.index(column: cell.column, row: cell.row)
        return plan.weights[index] == 1 << 24 ? plan.rates[Int(plan.zones[index])] : nil
      }
      guard let rate = found[8], found.allSatisfy({ $0 == rate }) else { continue }
      places.append(place)
      rates.append(rate)
    }
    degrees = try content.ground.toDegrees(places)
  }

  /// Writes the places for an oracle.
  func write(to path: String) throws {
    let text = degrees.map { "[\($0.x), \($0.y)]" }.joined(separator: ", ")
    try Data("[\(text)]".utf8).write(to: URL(fileURLWithPath: path))
  }
}
