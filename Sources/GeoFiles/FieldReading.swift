import CGDAL
import Grid
import Pixels

/// Fields as they come from a layer, with everything that is wrong with them.
struct FieldReading {
  var fields: [Field] = []
  var problems: [String] = []
  /// The number of features seen.
  var count = 0

  private let rawJSON: RawGeoJSON?
  private let attributes: FieldAttributes
  private let source: CoordinateSystem
  private let grid: MosaicGrid
  private let isSameSystem: Bool
  private let transformer: CoordinateTransformer
  private let pixelMeasure: AreaMeasure
  private var measure: AreaMeasure?
  private var firstNumber: [String: Int] = [:]

  init(
    attributes: FieldAttributes, source: CoordinateSystem, grid: MosaicGrid, rawJSON: RawGeoJSON?
  ) throws(GDALError) {
    self.rawJSON = rawJSON
    self.attributes = attributes
    self.source = source
    self.grid = grid
    isSameSystem = source.isSame(as: grid.crs)
    transformer = try source.transformer(to: grid.crs)
    let centre = GridPoint(column: Double(grid.size.width) / 2, row: Double(grid.size.height) / 2)
    pixelMeasure = try AreaMeasure(grid.crs, around: grid.transform.mapPoint(centre))
  }

  /// Takes a feature, or what is wrong with it.
  mutating func add(_ feature: VectorFeature) {
    count += 1
    let id = attributes.id.map { identifier(feature, attribute: $0) } ?? String(feature.number)
    let label = id.map { "field '\($0)' (feature \(feature.number))" } ?? "feature \(feature.number)"
    if let id {
      if let first = firstNumber.updateValue(feature.number, forKey: id) {
        problems.append("\(label) has the id of feature \(first)")
      }
    } else {
      problems.append("\(label) has no id, '\(attributes.id ?? "")' is empty")
    }
    let spacing = rowSpacing(feature, label)
    do throws(PolygonGeometry.Problem) {
      if let end = rawJSON?.openEnd(ofFeature: count - 1) { throw PolygonGeometry.Problem.openRing(at: end) }
      let geometry = try PolygonGeometry(of: feature, in: source)
      fields.append(try field(id ?? "", geometry, feature, rowSpacing: spacing))
    } catch {
      problems.append("\(label) \(error.words)")
    }
  }

  private func identifier(_ feature: VectorFeature, attribute: String) -> String? {
    let isAttribute = OGR_F_GetFieldIndex(feature.handle, attribute) >= 0
    return isAttribute ? feature.text(attribute) : String(feature.number)
  }

  private mutating func rowSpacing(_ feature: VectorFeature, _ label: String) -> Double? {
    guard let attribute = attributes.rowSpacing, let text = feature.text(attribute) else { return nil }
    if let metres = Double(text), metres > 0, metres.isFinite { return metres }
    problems.append("\(label) has '\(attribute)' \(text), which is no distance in metres")
    return nil
  }

  private mutating func field(
    _ id: String, _ geometry: PolygonGeometry, _ feature: VectorFeature, rowSpacing: Double?
  ) throws(PolygonGeometry.Problem) -> Field {
    do {
      let area = try areaMeasure(for: geometry).areaSquareMetres(of: geometry.polygons)
      let parts = try geometry.polygons.map { polygon in
        let rings = try polygon.map(onGrid)
        return PixelPolygon(outer: rings[0], holes: Array(rings.dropFirst()))
      }
      return Field(
        id: id, crop: attributes.crop.flatMap(feature.text), rowSpacingMetres: rowSpacing, parts: parts,
        areaSquareMetres: area,
        pixelAreaSquareMetres: try pixelMeasure.pixelArea(grid.transform, at: place(of: parts)),
        boundaryKey: Field.boundaryKey(of: geometry.polygons))
    } catch {
      throw PolygonGeometry.Problem(words: "cannot be laid over the mosaic: \(error)")
    }
  }

  private func onGrid(_ ring: [MapPoint]) throws(GDALError) -> [GridPoint] {
    let points =
      isSameSystem
      ? ring : ring.densified(maximumStep: FieldFile.pieceMetres / pieceUnit)
    return try transformer.transform(points).map { grid.transform.gridPoint($0).snapped }
  }

  private var pieceUnit: Double { measure?.metresPerUnit ?? source.metresPerUnit ?? 111_195 }

  private mutating func areaMeasure(for geometry: PolygonGeometry) throws(GDALError) -> AreaMeasure {
    let middle = geometry.polygons.middle ?? MapPoint(x: 0, y: 0)
    if let measure, measure.reaches(middle) { return measure }
    let fresh = try AreaMeasure(source, around: middle)
    measure = fresh
    return fresh
  }

  /// The middle of the field's box, moved into the mosaic.
  private func place(of parts: [PixelPolygon]) -> GridPoint {
    let points = parts.flatMap(\.outer)
    func middle(_ values: [Double], _ limit: Int) -> Double {
      let centre = ((values.min() ?? 0) + (values.max() ?? 0)) / 2
      return min(max(centre, 0), Double(limit))
    }
    return GridPoint(
      column: middle(points.map(\.column), grid.size.width),
      row: middle(points.map(\.row), grid.size.height))
  }
}

extension GridPoint {
  /// The nearest place on a lattice of 2^20 points a pixel, at most 10^9
  /// pixels away.
  ///
  /// Rounding in the transform would put a boundary along pixel edges a hair
  /// beside them; neighbours that share an edge share it exactly. A field on
  /// another continent stays outside of the mosaic and within 32 bits.
  var snapped: GridPoint {
    func snap(_ value: Double) -> Double {
      (min(max(value, -1e9), 1e9) * 1_048_576).rounded() / 1_048_576
    }
    return GridPoint(column: snap(column), row: snap(row))
  }
}
