import CGDAL
import Grid

/// The boundaries that a run published with its results.
public enum PublishedBoundaries {
  /// The polygons of each field by its id, in the reference system of the
  /// package, which is the mask's.
  ///
  /// - Parameter path: A results package.
  /// - Throws: `InputFileError`, `FieldFileError`, `GDALError`.
  public static func read(path: String) throws -> [String: [MapPolygon]] {
    let layer = try FieldFile.layer("fields", of: try BoundaryDataset(path))
    var boundaries: [String: [MapPolygon]] = [:]
    try layer.forEachFeature { feature in
      guard let id = feature.text("field_id"), let geometry = OGR_F_GetGeometryRef(feature.handle)
      else { return }
      boundaries[id, default: []] += polygons(of: geometry)
    }
    return boundaries
  }

  private static func polygons(of geometry: OGRGeometryH) -> [MapPolygon] {
    let parts = (0..<OGR_G_GetGeometryCount(geometry)).compactMap { OGR_G_GetGeometryRef(geometry, $0) }
    guard furrow_flat_type(OGR_G_GetGeometryType(geometry)) == wkbPolygon else {
      return parts.flatMap(polygons)
    }
    let rings = parts.map(ring).filter { $0.count > 2 }
    guard let outer = rings.first else { return [] }
    return [MapPolygon(outer: outer, holes: Array(rings.dropFirst()))]
  }

  private static func ring(_ geometry: OGRGeometryH) -> [MapPoint] {
    var points = (0..<OGR_G_GetPointCount(geometry)).map {
      MapPoint(x: OGR_G_GetX(geometry, $0), y: OGR_G_GetY(geometry, $0))
    }
    if points.count > 1, points.first == points.last { points.removeLast() }
    return points
  }
}
