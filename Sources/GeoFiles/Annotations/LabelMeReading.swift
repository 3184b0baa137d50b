import Grid
import Pixels

/// A file of LabelMe: the shapes of one picture, in pixels.
///
/// Source: LabelMe 5, `labelme/label_file.py`.
struct LabelMeReading {
  let root: JSONNode
  let classes: AnnotationClasses
  let target: AnnotationTarget

  func read(_ shapes: JSONNode) throws(AnnotationFileError) -> Annotations {
    var annotations = Annotations()
    try checkSize()
    if let name = root.optional("imagePath")?.text, !PictureName(name).isLike(PictureName(target.name)) {
      annotations.findings.append(
        AnnotationFinding(
          .pictureMismatch, .warning,
          sentence: "'\(classes.file)' is about the picture '\(name)', used for '\(target.name)'"))
    }
    let common = try annotator(of: root)
    for (number, shape) in try shapes.elements().enumerated() {
      try add(shape, number, common, to: &annotations)
    }
    return annotations
  }

  private func add(
    _ shape: JSONNode, _ number: Int, _ common: String?, to annotations: inout Annotations
  ) throws(AnnotationFileError) {
    let label = try shape.member("label").word()
    let kind = shape.optional("shape_type")?.text ?? "polygon"
    guard let geometry = try geometry(kind, try points(shape)) else {
      annotations.findings.append(classes.unsupported(number, className: label, kind: kind))
      return
    }
    let annotator = try annotator(of: shape) ?? common
    annotations.shapes.append(classes.shape(number, className: label, annotator: annotator, geometry))
  }

  private func geometry(
    _ kind: String, _ points: [GridPoint]
  ) throws(AnnotationFileError) -> AnnotationGeometry? {
    switch (kind, points.count) {
    case ("polygon", 0), ("rectangle", 0), ("circle", 0), ("point", 0): .polygons([])
    case ("polygon", _): .polygons([PixelPolygon(outer: points)])
    case ("rectangle", 2): .box(points[0], points[1])
    case ("rectangle", 4): .polygons([PixelPolygon(outer: points)])
    case ("circle", 2): circle(points[0], through: points[1])
    case ("point", 1): try disc(points[0])
    default: nil
    }
  }

  private func circle(_ centre: GridPoint, through edge: GridPoint) -> AnnotationGeometry {
    let (dx, dy) = (edge.column - centre.column, edge.row - centre.row)
    let radius = (dx * dx + dy * dy).squareRoot()
    return .disc(centre: centre, columnRadius: radius, rowRadius: radius)
  }

  private func disc(_ centre: GridPoint) throws(AnnotationFileError) -> AnnotationGeometry {
    let size = try PointSize(classes.options.pointRadius, target, file: classes.file)
    return size.disc(at: centre)
  }

  private func points(_ shape: JSONNode) throws(AnnotationFileError) -> [GridPoint] {
    var points: [GridPoint] = []
    for node in try shape.member("points").elements() {
      let pair = try node.numbers()
      guard pair.count == 2 else { throw node.error("is not a pair of numbers") }
      points.append(GridPoint(column: pair[0], row: pair[1]).snapped)
    }
    return points
  }

  private func annotator(of node: JSONNode) throws(AnnotationFileError) -> String? {
    guard let key = classes.options.annotatorAttribute else { return nil }
    return try node.optional(key)?.word()
  }

  private func checkSize() throws(AnnotationFileError) {
    guard let width = try root.optional("imageWidth")?.integer(),
      let height = try root.optional("imageHeight")?.integer()
    else { return }
    let size = PixelSize(width: width, height: height)
    guard size == target.size else {
      throw root.error("its picture has \(size) pixels, '\(target.name)' has \(target.size)")
    }
  }
}
