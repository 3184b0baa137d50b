internal import CGDAL
internal import Grid

/// Polygons laid over one another, in the plane of their coordinates.
///
/// Source: GEOS's OverlayNG, through OGR.
public enum PolygonOverlay {
  /// What any of the polygons covers; those given may touch and overlap.
  ///
  /// - Throws: `GDALError` where one crosses itself.
  public static func union(_ polygons: [MapPolygon]) throws(GDALError) -> [MapPolygon] {
    guard !polygons.isEmpty else { return [] }
    return try Shape(polygons).made("unite") { OGR_G_UnionCascaded($0) }
  }

  /// What both sets of polygons cover.
  ///
  /// - Throws: `GDALError` where one crosses itself or overlaps another of its set.
  public static func intersection(
    _ one: [MapPolygon], _ other: [MapPolygon]
  ) throws(GDALError) -> [MapPolygon] {
    guard !one.isEmpty, !other.isEmpty else { return [] }
    let second = try Shape(other)
    return try Shape(one).made("intersect") { OGR_G_Intersection($0, second.handle) }
  }

  /// What the first set covers and the second does not.
  ///
  /// - Throws: `GDALError` where one crosses itself or overlaps another of its set.
  public static func difference(
    _ one: [MapPolygon], _ other: [MapPolygon]
  ) throws(GDALError) -> [MapPolygon] {
    guard !one.isEmpty, !other.isEmpty else { return one }
    let second = try Shape(other)
    return try Shape(one).made("subtract") { OGR_G_Difference($0, second.handle) }
  }

  /// The part of the polygons that lies at least a distance inside of their
  /// boundary; corners of arcs have 3 degrees, off by 0.04 % of the distance.
  ///
  /// - Throws: `GDALError` where one crosses itself.
  public static func inset(_ polygons: [MapPolygon], by distance: Double) throws(GDALError) -> [MapPolygon] {
    guard distance > 0, !polygons.isEmpty else { return polygons }
    return try Shape(polygons).made("inset") { OGR_G_Buffer($0, -distance, 30) }
  }

  /// A polygon that rounding made cross itself, as the simple ones that it
  /// stands for (`OGR_G_MakeValid`); others as they are.
  ///
  /// - Throws: `GDALError`.
  public static func valid(_ polygon: MapPolygon) throws(GDALError) -> [MapPolygon] {
    let shape = try Shape([polygon])
    guard GDALLibrary.collecting({ OGR_G_IsValid(shape.handle) }).0 == 0 else { return [polygon] }
    return try shape.made("mend") { OGR_G_MakeValid($0) }
  }

  /// A geometry of the library's, destroyed with its owner.
  private final class Shape {
    let handle: OGRGeometryH

    init(_ polygons: [MapPolygon]) throws(GDALError) {
      let bytes = VectorGeometry.polygons(polygons).wellKnownBinary
      var made: OGRGeometryH?
      try GDALLibrary.call("make", "polygons") { OGR_G_CreateFromWkb(bytes, nil, &made, Int32(bytes.count)) }
      guard let made else {
        throw GDALError(operation: "make", subject: "polygons", reason: "the library gives none")
      }
      handle = made
    }

    deinit { OGR_G_DestroyGeometry(handle) }

    func made(
      _ operation: String, _ make: (OGRGeometryH) -> OGRGeometryH?
    ) throws(GDALError) -> [MapPolygon] {
      let result = try GDALLibrary.handle(operation, "polygons") { make(handle) }
      defer { OGR_G_DestroyGeometry(result) }
      return [MapPolygon](parts: result)
    }
  }
}

extension [MapPolygon] {
  /// The polygons of a geometry; points and lines in it are left out.
  init(parts geometry: OGRGeometryH) {
    switch furrow_flat_type(OGR_G_GetGeometryType(geometry)) {
    case wkbPolygon:
      let rings = (0..<OGR_G_GetGeometryCount(geometry)).compactMap { index in
        OGR_G_GetGeometryRef(geometry, index).map(Self.points)
      }
      let outer = rings.first ?? []
      self = outer.count < 3 ? [] : [MapPolygon(outer: outer, holes: [[MapPoint]](rings.dropFirst()))]
    case wkbMultiPolygon, wkbGeometryCollection:
      self = (0..<OGR_G_GetGeometryCount(geometry)).flatMap { index in
        OGR_G_GetGeometryRef(geometry, index).map { [MapPolygon](parts: $0) } ?? []
      }
    default: self = []
    }
  }

  /// A ring's points without the last, which repeats the first.
  private static func points(_ ring: OGRGeometryH) -> [MapPoint] {
    (0..<Swift.max(0, OGR_G_GetPointCount(ring) - 1)).map {
      MapPoint(x: OGR_G_GetX(ring, $0), y: OGR_G_GetY(ring, $0))
    }
  }
}
