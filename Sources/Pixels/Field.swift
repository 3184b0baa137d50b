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

  /// Makes a field.
  public init(
    id: String, crop: String? = nil, rowSpacingMetres: Double? = nil, parts: [PixelPolygon],
    areaSquareMetres: Double, pixelAreaSquareMetres: Double
  ) {
    self.id = id
    self.crop = crop
    self.rowSpacingMetres = rowSpacingMetres
    self.parts = parts
    self.areaSquareMetres = areaSquareMetres
    self.pixelAreaSquareMetres = pixelAreaSquareMetres
  }
}
