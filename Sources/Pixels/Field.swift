public import Grid

/// One ring after another: an outer boundary and its holes, on the grid.
public struct PixelPolygon: Hashable, Sendable {
  /// The outer ring; closed implicitly, the first point is not repeated.
  public var outer: [GridPoint]
  /// Holes, each closed implicitly.
  public var holes: [[GridPoint]]

  /// Makes a polygon.
  public init(outer: [GridPoint], holes: [[GridPoint]] = []) {
    self.outer = outer
    self.holes = holes
  }
}

/// A boundary with an id, laid over one mosaic's grid.
///
/// A trial plot is a small field. Rings have been checked: they do not cross
/// themselves, parts do not overlap, holes lie inside.
public struct Field: Hashable, Sendable {
  /// The id from the boundary file, unique in it.
  public var id: String
  /// What grows there, where the file tells.
  public var crop: String?
  /// The distance between rows in metres, where the file tells.
  public var rowSpacingMetres: Double?
  /// The parts of the boundary on the mosaic's grid; parts may reach beyond it.
  public var parts: [PixelPolygon]
  /// The true area of the whole boundary on the ellipsoid, in square metres.
  public var areaSquareMetres: Double
  /// The true area of one of the mosaic's pixels at this field.
  public var pixelAreaSquareMetres: Double
  /// Tells whether a boundary has changed: made from the coordinates of the
  /// boundary file itself, so that it does not depend on the mosaic.
  public var boundaryKey: UInt64

  /// Makes a field.
  public init(
    id: String, crop: String? = nil, rowSpacingMetres: Double? = nil, parts: [PixelPolygon],
    areaSquareMetres: Double, pixelAreaSquareMetres: Double, boundaryKey: UInt64 = 0
  ) {
    self.id = id
    self.crop = crop
    self.rowSpacingMetres = rowSpacingMetres
    self.parts = parts
    self.areaSquareMetres = areaSquareMetres
    self.pixelAreaSquareMetres = pixelAreaSquareMetres
    self.boundaryKey = boundaryKey
  }

  /// The key of rings of coordinates: their bits by the hash FNV-1a.
  ///
  /// Source: Fowler, Noll and Vo, <https://doi.org/10.17487/RFC9923>.
  public static func boundaryKey(of polygons: [[[MapPoint]]]) -> UInt64 {
    var key: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ bits: UInt64) {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        key = (key ^ (bits >> shift & 255)) &* 0x100_0000_01b3
      }
    }
    for polygon in polygons {
      add(UInt64(polygon.count))
      for ring in polygon {
        add(UInt64(ring.count))
        for point in ring {
          add(point.x.bitPattern)
          add(point.y.bitPattern)
        }
      }
    }
    return key
  }
}
