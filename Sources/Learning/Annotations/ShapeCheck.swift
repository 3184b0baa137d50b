import Grid
import Pixels
import Spectral

/// Checks that look at one shape at a time.
struct ShapeCheck {
  let legend: Legend
  let size: PixelSize
  let rules: AnnotationRules

  private(set) var findings: [AnnotationFinding] = []
  private var unknown: [String: (shapes: [AnnotationShape], annotator: String?)] = [:]

  init(legend: Legend, size: PixelSize, rules: AnnotationRules) {
    self.legend = legend
    self.size = size
    self.rules = rules
  }

  mutating func check(_ layer: AnnotationLayer) {
    unknown = [:]
    for shape in layer.shapes {
      if shape.code == nil {
        unknown[shape.className, default: ([], layer.annotator)].shapes.append(shape)
      }
      checkGeometry(shape)
    }
    for (name, group) in unknown.sorted(by: { $0.key < $1.key }) { tellUnknown(name, group.shapes) }
  }

  private mutating func tellUnknown(_ name: String, _ shapes: [AnnotationShape]) {
    let nearest = NearestName.nearest(to: name, among: legend.entries.map(\.name))
    let files = Set(shapes.map(\.file)).sorted().map { "'\($0)'" }.joined(separator: ", ")
    let what = name.isEmpty ? "no class" : "class '\(name)', which the legend does not have"
    let hint = nearest.map { "; the nearest is '\($0)'" } ?? ""
    findings.append(
      AnnotationFinding(
        .unknownClass, .error, className: name, otherClass: nearest, annotator: shapes[0].annotator,
        place: shapes.flatMap(\.geometry.outline), count: shapes.count,
        sentence: "\(shapes.count) \(shapes.count == 1 ? "shape" : "shapes") of \(files) "
          + "\(shapes.count == 1 ? "has" : "have") \(what)\(hint)"))
  }

  private mutating func checkGeometry(_ shape: AnnotationShape) {
    if isEmpty(shape.geometry) {
      tell(.emptyShape, .error, shape, "has an empty geometry")
      return
    }
    let polygons = shape.geometry.outline
    guard polygons.allSatisfy(\.isFinite) else {
      tell(.degenerateShape, .error, shape, "has a corner that is not a number")
      return
    }
    checkPlace(shape)
    switch shape.geometry {
    case .disc, .pixels: return
    case .polygons, .box: break
    }
    for polygon in polygons {
      if polygon.isFlat {
        tell(.degenerateShape, .error, shape, "has a part without an area", part: polygon, score: 0)
      } else if let place = polygon.firstCrossing {
        let spot = "column \(place.column.shown), row \(place.row.shown)"
        tell(.crossingShape, .error, shape, "crosses itself at \(spot)", part: polygon)
      } else if polygon.area < rules.leastArea || polygon.thickness < rules.leastThickness {
        tell(
          .sliver, .warning, shape,
          "has a part of \(polygon.area.shown) pixels that is about \((polygon.thickness / 2).shown) pixels thin",
          part: polygon, score: polygon.area)
      }
    }
  }

  private func isEmpty(_ geometry: AnnotationGeometry) -> Bool {
    switch geometry {
    case .polygons(let polygons): polygons.allSatisfy(\.outer.isEmpty)
    case .pixels(let spans): spans.isEmpty
    case .disc, .box: false
    }
  }

  private mutating func checkPlace(_ shape: AnnotationShape) {
    let bounds = GridBox(PixelWindow(size))
    guard let box = GridBox(around: shape.geometry.outline.flatMap(\.outer)) else { return }
    if !box.meets(bounds) {
      tell(.outsideMosaic, .error, shape, "lies wholly outside of the mosaic")
    } else if !bounds.contains(box, tolerance: 0.5) {
      tell(.outsideMosaic, .warning, shape, "reaches beyond the mosaic")
    }
  }

  private mutating func tell(
    _ kind: AnnotationFinding.Kind, _ severity: AnnotationFinding.Severity, _ shape: AnnotationShape,
    _ words: String, part: PixelPolygon? = nil, score: Double? = nil
  ) {
    let name = shape.className.isEmpty ? "" : " (\(shape.className))"
    let place = part.map { [$0] } ?? shape.geometry.outline
    findings.append(
      AnnotationFinding(
        kind, severity, className: shape.className, annotator: shape.annotator,
        place: place.filter { $0.outer.count >= 3 && $0.isFinite }, score: score,
        sentence: "\(shape.label)\(name) \(words)"))
  }
}
