import GeoFiles
import Grid

/// Carries geometries from one reference system to another, edges divided
/// into pieces of 50 m before.
struct VectorCarrier {
  private let transformer: CoordinateTransformer
  private let pieceLength: Double?

  /// - Throws: `GDALError` where no transformation is known.
  init(from system: CoordinateSystem, to target: CoordinateSystem) throws(GDALError) {
    transformer = try system.transformer(to: target)
    pieceLength = system.isSame(as: target) ? nil : 50 / (system.metresPerUnit ?? 111_195)
  }

  /// The geometry in the target's coordinates.
  func carried(_ shape: VectorGeometry) throws(GDALError) -> VectorGeometry {
    guard let pieceLength else { return shape }
    switch shape {
    case .point(let point): return .point(try transformer.transform([point])[0])
    case .line(let points): return .line(try transformer.transform(points))
    case .polygons(let parts):
      var carried: [MapPolygon] = []
      for part in parts {
        var holes: [[MapPoint]] = []
        for hole in part.holes { holes.append(try transformer.carry(hole, pieceLength: pieceLength)) }
        carried.append(
          MapPolygon(outer: try transformer.carry(part.outer, pieceLength: pieceLength), holes: holes))
      }
      return .polygons(carried)
    }
  }
}
