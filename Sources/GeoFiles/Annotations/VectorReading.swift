import CGDAL
import Grid
import Pixels

/// The shapes of a vector file's layer.
struct VectorReading {
  private let dataset: BoundaryDataset
  private let layer: BoundaryLayer
  private let classes: AnnotationClasses
  private let placing: ShapePlacing
  private let target: AnnotationTarget

  /// Opens the file, chooses the layer and checks attributes and system.
  init(path: String, classes: AnnotationClasses, target: AnnotationTarget) throws {
    dataset = try BoundaryDataset(path)
    layer = try FieldFile.layer(classes.options.layer, of: dataset)
    self.classes = classes
    self.target = target
    placing = try ShapePlacing(layer, options: classes.options, target: target, file: path)
    try checkAttributes()
  }

  private func checkAttributes() throws(AnnotationFileError) {
    let options = classes.options
    let names = layer.attributes.map(\.name)
    let wanted = [options.fixedClass == nil ? options.classAttribute : nil, options.annotatorAttribute]
    for missing in wanted.compactMap({ $0 }) where !names.contains(missing) {
      let list = names.isEmpty ? "none at all" : names.map { "'\($0)'" }.joined(separator: ", ")
      let nearest = NearestName.nearest(to: missing, among: names).map { ", the nearest is '\($0)'" } ?? ""
      throw AnnotationFileError(
        file: classes.file, problem: "it has no attribute '\(missing)', only \(list)\(nearest)")
    }
  }

  func read() throws -> Annotations {
    var annotations = Annotations()
    try layer.forEachFeature { feature in try add(feature, to: &annotations) }
    return annotations
  }

  private func add(_ feature: VectorFeature, to annotations: inout Annotations) throws {
    let name = classes.options.fixedClass ?? feature.text(classes.options.classAttribute) ?? ""
    let annotator = classes.options.annotatorAttribute.flatMap(feature.text)
    var parts = ShapeParts()
    if let geometry = OGR_F_GetGeometryRef(feature.handle) {
      try collect(geometry, of: feature, into: &parts)
    }
    if let kind = parts.unsupported {
      annotations.findings.append(
        classes.unsupported(
          feature.number, className: name, kind: kind,
          isPart: !parts.polygons.isEmpty || !parts.points.isEmpty))
    }
    func append(_ geometry: AnnotationGeometry) {
      annotations.shapes.append(
        classes.shape(feature.number, className: name, annotator: annotator, geometry))
    }
    let isEmpty = parts.points.isEmpty && parts.unsupported == nil
    if !parts.polygons.isEmpty || isEmpty { append(.polygons(parts.polygons)) }
    for point in parts.points { append(placing.disc(at: point)) }
  }

  private func collect(_ geometry: OGRGeometryH, of feature: VectorFeature, into parts: inout ShapeParts)
    throws
  {
    let (made, messages) = GDALLibrary.collecting { OGR_G_GetLinearGeometry(geometry, 1, nil) }
    guard let linear = made else {
      throw AnnotationFileError(
        file: classes.file, problem: "feature \(feature.number) cannot be read: \(messages.reason)")
    }
    defer { OGR_G_DestroyGeometry(linear) }
    do {
      try parts.collect(linear, by: placing)
    } catch {
      throw AnnotationFileError(
        file: classes.file,
        problem: "feature \(feature.number) cannot be laid over the mosaic: \(error.reason)")
    }
  }
}

/// A feature's geometry, part by part, on the mosaic's grid.
struct ShapeParts {
  var polygons: [PixelPolygon] = []
  var points: [GridPoint] = []
  /// The kind of a part that cannot be used.
  var unsupported: String?

  mutating func collect(_ geometry: OGRGeometryH, by placing: ShapePlacing) throws(GDALError) {
    guard OGR_G_IsEmpty(geometry) == 0 else { return }
    switch furrow_flat_type(OGR_G_GetGeometryType(geometry)) {
    case wkbPoint: points += try placing.place(corners(of: geometry), isRing: false)
    case wkbPolygon: try collectPolygon(geometry, by: placing)
    case wkbMultiPoint, wkbMultiPolygon, wkbGeometryCollection:
      for index in 0..<OGR_G_GetGeometryCount(geometry) {
        if let part = OGR_G_GetGeometryRef(geometry, index) { try collect(part, by: placing) }
      }
    default:
      unsupported = OGR_G_GetGeometryName(geometry).map { String(cString: $0).lowercased() } ?? "geometry"
    }
  }

  private mutating func collectPolygon(
    _ polygon: OGRGeometryH, by placing: ShapePlacing
  ) throws(GDALError) {
    var rings: [[GridPoint]] = []
    for index in 0..<OGR_G_GetGeometryCount(polygon) {
      guard let ring = OGR_G_GetGeometryRef(polygon, index) else { continue }
      var points = corners(of: ring)
      if points.count > 1, points.first == points.last { points.removeLast() }
      rings.append(try placing.place(points, isRing: true))
    }
    guard let outer = rings.first else { return }
    polygons.append(PixelPolygon(outer: outer, holes: Array(rings.dropFirst())))
  }

  private func corners(of geometry: OGRGeometryH) -> [MapPoint] {
    (0..<OGR_G_GetPointCount(geometry)).map {
      MapPoint(x: OGR_G_GetX(geometry, $0), y: OGR_G_GetY(geometry, $0))
    }
  }
}
