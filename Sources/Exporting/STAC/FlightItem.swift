public import Catalog
import Foundation
import GeoFiles
import Grid
import Reporting

/// A flight's published files as a STAC item.
///
/// Nothing is copied: links lead from the item's folder to where the files lie.
///
/// Source: STAC 1.1.0 (<https://github.com/radiantearth/stac-spec>), with the
/// extensions projection 2.0.0 and file 2.1.0.
public struct FlightItem: Sendable {
  /// The flight.
  public let flight: ExportedFlight
  /// Its mosaic.
  public let record: FlightRecord

  /// Describes a flight.
  ///
  /// - Throws: `ExportError.unknownName` where the catalog has no mosaic of it,
  ///   `.undated` where nobody knows its day, without which there is no item.
  public init(_ flight: ExportedFlight, in catalog: CatalogDatabase) throws {
    let name = flight.run.flightName
    guard let row = try catalog.flights().last(where: { $0.flight.name == name }) else {
      throw ExportError.unknownName(name, catalog: catalog.path, nearest: nil)
    }
    guard flight.run.takenOn != nil else { throw ExportError.undated(flight: name) }
    self.flight = flight
    record = row.flight
  }

  /// Writes the item and puts it in the target's place.
  ///
  /// - Returns: The number of files that it links to.
  /// - Throws: `ExportError`, `OutputError`, `GDALError`.
  public func write(to target: String) throws -> Int {
    let folder = URL(fileURLWithPath: target).deletingLastPathComponent().standardizedFileURL.path
    let assets = try ItemAssets(flight, record: record, folder: folder)
    let text = try item(assets).text + "\n"
    _ = try StagedExport.make(target) { staging in
      try staging.write(text, to: staging.name)
      let path = staging.path(staging.name)
      guard FileManager.default.contents(atPath: path) == Data(text.utf8) else {
        throw OutputError(path: path, reason: .readBack(difference: "it is not the text that was written"))
      }
      return []
    }
    return assets.json.count
  }

  private func item(_ assets: ItemAssets) throws -> JSONValue {
    let ring = try footprint()
    let (xs, ys) = (ring.map(\.x), ring.map(\.y))
    let box = [xs.min() ?? 0, ys.min() ?? 0, xs.max() ?? 0, ys.max() ?? 0]
    let points = (ring + ring.prefix(1)).map { JSONValue.array([.number($0.x), .number($0.y)]) }
    return .object([
      "type": .string("Feature"), "stac_version": .string("1.1.0"),
      "stac_extensions": .array(
        ["projection/v2.0.0", "file/v2.1.0"].map {
          .string("https://stac-extensions.github.io/\($0)/schema.json")
        }), "id": .string(flight.run.flightName),
      "geometry": .object(["type": .string("Polygon"), "coordinates": .array([.array(points)])]),
      "bbox": .array(box.map(JSONValue.number)), "properties": .object(try properties()),
      "links": .array([]), "assets": .object(assets.json),
    ])
  }

  /// The mosaic's corners on WGS 84, counter-clockwise where north is up.
  private func footprint() throws -> [MapPoint] {
    let system = try CoordinateSystem(wkt: record.crsWKT)
    let (width, height) = (Double(record.size.width), Double(record.size.height))
    let corners = [(0, 0), (0, height), (width, height), (width, 0)].map {
      record.geoTransform.mapPoint(GridPoint(column: $0.0, row: $0.1))
    }
    let turns = record.geoTransform.determinant < 0 ? corners : corners.reversed()
    let shape = try VectorCarrier(from: system, to: .wgs84()).carried(.polygons([MapPolygon(outer: turns)]))
    guard case .polygons(let parts) = shape else { return [] }
    return parts[0].outer
  }

  private func properties() throws -> [String: JSONValue] {
    let day = flight.run.takenOn ?? ""
    let t = record.geoTransform
    let system = try CoordinateSystem(wkt: record.crsWKT)
    return [
      // Only the day is known.
      "datetime": .null, "start_datetime": .string("\(day)T00:00:00Z"),
      "end_datetime": .string("\(day)T23:59:59Z"), "instruments": .array([.string(record.sensor)]),
      "gsd": .number(record.pixelAreaSquareMetres.squareRoot()),
      "proj:code": system.authorityCode.map(JSONValue.string) ?? .null,
      "proj:wkt2": .string(record.crsWKT),
      "proj:shape": .array([.integer(record.size.height), .integer(record.size.width)]),
      "proj:transform": .array(
        [t.columnX, t.rowX, t.originX, t.columnY, t.rowY, t.originY].map(JSONValue.number)),
      "furrow:job": .string(flight.run.jobName), "furrow:valid_pixels": .integer(flight.results.validPixels),
    ]
  }
}
