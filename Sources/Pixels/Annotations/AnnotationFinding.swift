public import Grid

/// Something about annotations that a person should know.
public struct AnnotationFinding: Hashable, Sendable {
  /// What it is about.
  public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    /// A class that the legend does not have.
    case unknownClass = "unknown_class"
    /// A value of a label raster that no class has.
    case unmappedValue = "unmapped_value"
    /// A geometry without points.
    case emptyShape = "empty_shape"
    /// A geometry without an area.
    case degenerateShape = "degenerate_shape"
    /// A polygon whose rings cross.
    case crossingShape = "crossing_shape"
    /// A geometry that is none of polygon, box and point.
    case unsupportedShape = "unsupported_shape"
    /// A picture's name or size that does not agree with the mosaic.
    case pictureMismatch = "picture_mismatch"
    /// Two classes on one pixel.
    case twoClasses = "two_classes"
    /// Beyond the mosaic's edge.
    case outsideMosaic = "outside_mosaic"
    /// On pixels that the mosaic does not cover.
    case onNodata = "on_nodata"
    /// Too small or too thin to hold a pixel's centre reliably.
    case sliver = "sliver"
    /// A class with too few pixels, objects or blocks to be learned or judged.
    case rareClass = "rare_class"
    /// A narrow strip without a label between labels.
    case unlabelledGap = "unlabelled_gap"
    /// Annotators who do not agree.
    case disagreement = "disagreement"
    /// A label that out-of-fold predictions contradict.
    case suspectedError = "suspected_error"
  }

  /// How bad it is.
  public enum Severity: String, Hashable, Sendable, CaseIterable, Codable {
    /// Training on this would be wrong.
    case error
    /// A person should look.
    case warning
  }

  /// What it is about.
  public var kind: Kind
  /// How bad it is.
  public var severity: Severity
  /// The class as written; `nil` where it is about none.
  public var className: String?
  /// The other class: the one in conflict, or the one suggested instead.
  public var otherClass: String?
  /// The annotator; `nil` where it is about all or an unnamed one.
  public var annotator: String?
  /// Where it is on the mosaic's grid; empty where it is about the whole.
  public var place: [PixelPolygon]
  /// How many shapes, values or regions it is about.
  public var count: Int
  /// How many pixels it is about; `nil` where it is not about pixels.
  public var pixelCount: Int?
  /// A figure by which findings of a kind compare; its meaning is the kind's.
  public var score: Double?
  /// The place in an order of urgency, from 1; `nil` where there is none.
  public var rank: Int?
  /// One lower-case sentence that names the thing, the place and the reason.
  public var sentence: String

  /// Makes a finding.
  public init(
    _ kind: Kind, _ severity: Severity, className: String? = nil, otherClass: String? = nil,
    annotator: String? = nil, place: [PixelPolygon] = [], count: Int = 1, pixelCount: Int? = nil,
    score: Double? = nil, rank: Int? = nil, sentence: String
  ) {
    self.kind = kind
    self.severity = severity
    self.className = className
    self.otherClass = otherClass
    self.annotator = annotator
    self.place = place
    self.count = count
    self.pixelCount = pixelCount
    self.score = score
    self.rank = rank
    self.sentence = sentence
  }
}

extension PixelPolygon {
  /// The rectangle of a window.
  public init(_ window: PixelWindow) {
    self = AnnotationGeometry.rectangle(
      GridPoint(column: Double(window.columns.lowerBound), row: Double(window.rows.lowerBound)),
      GridPoint(column: Double(window.columns.upperBound), row: Double(window.rows.upperBound)))
  }
}
