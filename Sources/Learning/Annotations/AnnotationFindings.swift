public import Pixels

/// What the checks found out about a mosaic's annotations.
public struct AnnotationFindings: Hashable, Sendable {
  /// What one annotator marked of a class.
  public struct ClassFigure: Hashable, Sendable {
    /// The annotator; `nil` for an unnamed one.
    public var annotator: String?
    /// The class.
    public var code: ClassCode
    /// Shapes, or connected regions where there are no shapes.
    public var objects: Int
    /// Pixels.
    public var pixels: Int
    /// Square metres; `nil` where the mosaic has no georeference.
    public var areaSquareMetres: Double?
    /// Blocks of the mosaic in which it is present.
    public var blocks: Int
  }

  /// How far two annotators agree on a class.
  public struct Agreement: Hashable, Sendable {
    /// The one.
    public var first: String?
    /// The other.
    public var second: String?
    /// The class; `nil` for kappa over all classes at once.
    public var code: ClassCode?
    /// Pixels that both labelled.
    public var pixels: Int
    /// Pixels of the class for both over pixels of the class for one of them;
    /// over all classes, the share of equal pixels. NaN where neither has any.
    public var intersectionOverUnion: Double
    /// Cohen's kappa of this class against the rest, or of all classes; NaN
    /// where both put everything into one class.
    ///
    /// Source: Cohen (1960), doi:10.1177/001316446002000104.
    public var kappa: Double
  }

  /// What all annotators together marked of a class.
  public struct ClassTotal: Hashable, Sendable {
    /// The class.
    public var code: ClassCode
    /// Shapes or connected regions.
    public var objects: Int
    /// Pixels, each as often as it was labelled.
    public var pixels: Int
    /// Blocks in which anybody marked it.
    public var blocks: Int

    /// Makes a total.
    public init(code: ClassCode, objects: Int, pixels: Int, blocks: Int) {
      self.code = code
      self.objects = objects
      self.pixels = pixels
      self.blocks = blocks
    }
  }

  /// What was found, by kind in the order of `AnnotationFinding.Kind`.
  public var findings: [AnnotationFinding]
  /// Figures by annotator and class.
  public var classes: [ClassFigure]
  /// Totals by class, in the legend's order.
  public var totals: [ClassTotal]
  /// Agreement by pair of annotators and class.
  public var agreements: [Agreement]
  /// The counts behind the agreement, to be added up over mosaics.
  public var agreementCounts: [AnnotatorAgreement]
  /// The share of the annotated region without a label, 0...1: of the box
  /// around all labels of an annotator, the mean over annotators by area.
  public var unlabelledShare: Double

  /// True where a finding says that training would be wrong.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}
