internal import CGDAL
internal import Grid

/// A polygon of a prescription as a file has it.
public struct RatedPolygon: Sendable {
  /// The rate.
  public var rate: Double
  /// The true area.
  public var squareMetres: Double

  /// Reads the polygons of a Shapefile or GeoJSON file that was just written.
  ///
  /// Every polygon is checked as a field's boundary is: closed, simple, with
  /// coordinates that can be. Areas are true areas.
  ///
  /// - Parameters:
  ///   - path: The file, or a zip archive with `member` in it.
  ///   - member: The name within the archive; `nil` for a plain file.
  ///   - attribute: Where the rate is.
  /// - Throws: `GDALError` or `FieldFileError`.
  public static func read(path: String, member: String? = nil, attribute: String) throws -> [RatedPolygon] {
    let place = member.map { "/vsizip/{\(path)}/\($0)" } ?? path
    let dataset = try BoundaryDataset(made: place, name: path)
    let layer = try FieldFile.layer(nil, of: dataset)
    guard let crs = try layer.crs() else {
      throw FieldFileError(file: path, problems: ["it has no reference system"])
    }
    var measure: AreaMeasure?
    var found: [RatedPolygon] = []
    try layer.forEachFeature { feature in
      guard let rate = feature.text(attribute).flatMap(Double.init) else {
        throw FieldFileError(file: path, problems: ["feature \(feature.number) has no '\(attribute)'"])
      }
      let polygons = try Self.polygons(of: feature, crs, path)
      let used = try measure ?? AreaMeasure(crs, around: polygons.middle ?? MapPoint(x: 0, y: 0))
      measure = used
      found.append(RatedPolygon(rate: rate, squareMetres: try used.areaSquareMetres(of: polygons)))
    }
    return found
  }

  private static func polygons(
    of feature: VectorFeature, _ crs: CoordinateSystem, _ path: String
  ) throws(FieldFileError) -> [[[MapPoint]]] {
    do throws(PolygonGeometry.Problem) {
      return try PolygonGeometry(of: feature, in: crs).polygons
    } catch {
      throw FieldFileError(file: path, problems: ["feature \(feature.number) \(error.words)"])
    }
  }
}
