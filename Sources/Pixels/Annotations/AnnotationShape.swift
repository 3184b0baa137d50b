public import Grid

/// Where an annotation is, on a mosaic's grid. It may reach beyond the mosaic.
public enum AnnotationGeometry: Hashable, Sendable {
  /// Polygons, each by itself even-odd with its holes; their union counts.
  /// None where the file has an empty geometry.
  case polygons([PixelPolygon])
  /// Pixels whose centre lies within an ellipse, and the pixel that holds the
  /// ellipse's centre.
  case disc(centre: GridPoint, columnRadius: Double, rowRadius: Double)
  /// An upright rectangle between two opposite corners.
  case box(GridPoint, GridPoint)
  /// Pixels one by one, merged and in raster order.
  case pixels([PixelSpan])
}

extension AnnotationGeometry {
  /// The outline as polygons; pixels become one rectangle a span.
  public var outline: [PixelPolygon] {
    switch self {
    case .polygons(let polygons): polygons
    case .box(let one, let two): [Self.rectangle(one, two)]
    case .disc(let centre, let columnRadius, let rowRadius):
      [
        Self.rectangle(
          GridPoint(column: centre.column - columnRadius, row: centre.row - rowRadius),
          GridPoint(column: centre.column + columnRadius, row: centre.row + rowRadius))
      ]
    case .pixels(let spans):
      spans.map { span in
        Self.rectangle(
          GridPoint(column: Double(span.columns.lowerBound), row: Double(span.row)),
          GridPoint(column: Double(span.columns.upperBound), row: Double(span.row + 1)))
      }
    }
  }

  static func rectangle(_ one: GridPoint, _ two: GridPoint) -> PixelPolygon {
    let (left, right) = (min(one.column, two.column), max(one.column, two.column))
    let (top, bottom) = (min(one.row, two.row), max(one.row, two.row))
    return PixelPolygon(outer: [
      GridPoint(column: left, row: top), GridPoint(column: right, row: top),
      GridPoint(column: right, row: bottom), GridPoint(column: left, row: bottom),
    ])
  }
}

/// One thing that a person marked as being of a class.
public struct AnnotationShape: Hashable, Sendable {
  /// The number that its file gives it.
  public var number: Int
  /// The class as the file writes it; empty where it tells none.
  public var className: String
  /// The class of the legend; `nil` where it has none of that name.
  public var code: ClassCode?
  /// Who marked it; `nil` where the file does not tell.
  public var annotator: String?
  /// Where it is.
  public var geometry: AnnotationGeometry
  /// The file that it came from.
  public var file: String

  /// Makes a shape.
  public init(
    number: Int, className: String, code: ClassCode?, annotator: String? = nil,
    geometry: AnnotationGeometry, file: String
  ) {
    self.number = number
    self.className = className
    self.code = code
    self.annotator = annotator
    self.geometry = geometry
    self.file = file
  }

  /// "feature 7 of 'weeds.gpkg'".
  public var label: String { "feature \(number) of '\(file)'" }
}

/// What one or more annotation files hold for one mosaic.
public struct Annotations: Hashable, Sendable {
  /// The shapes in file order.
  public var shapes: [AnnotationShape]
  /// What was found wrong while reading.
  public var findings: [AnnotationFinding]

  /// Makes a value.
  public init(shapes: [AnnotationShape] = [], findings: [AnnotationFinding] = []) {
    self.shapes = shapes
    self.findings = findings
  }

  /// The annotators by name; `nil` stands for an unnamed one, and comes first.
  public var annotators: [String?] {
    Set(shapes.map(\.annotator)).sorted { ($0 ?? "") < ($1 ?? "") }
  }

  /// Adds what another file holds.
  public mutating func append(_ other: Annotations) {
    shapes += other.shapes
    findings += other.findings
  }
}
