public import Grid
public import Pixels

/// Checks the annotations of one mosaic.
///
/// Shapes are looked at one by one; then the labels are read once, strip by
/// strip, so that memory depends on the mosaic's width alone.
public struct AnnotationCheck {
  /// The classes.
  public let legend: Legend
  /// The mosaic's size.
  public let size: PixelSize
  /// The true area of a pixel; `nil` where the mosaic has no georeference.
  public let pixelAreaSquareMetres: Double?
  /// What counts as too small, too thin, too rare.
  public let rules: AnnotationRules

  static let stripHeight = 64

  /// Makes a check.
  public init(
    legend: Legend, size: PixelSize, pixelAreaSquareMetres: Double?, rules: AnnotationRules = .init()
  ) {
    self.legend = legend
    self.size = size
    self.pixelAreaSquareMetres = pixelAreaSquareMetres
    self.rules = rules
  }

  /// Runs every check that needs no prediction.
  ///
  /// - Parameters:
  ///   - layers: What each annotator said.
  ///   - reading: What was found while the files were read; it comes first.
  ///   - validity: Which pixels the mosaic covers; all where it is `nil`.
  /// - Throws: What the label readers and the validity throw.
  public func run(
    _ layers: [AnnotationLayer], reading: [AnnotationFinding] = [], validity: (any ValidityReader)? = nil
  ) throws -> AnnotationFindings {
    var shapes = ShapeCheck(legend: legend, size: size, rules: rules)
    for layer in layers { shapes.check(layer) }
    var pass = PixelPass(self, layers)
    try pass.run(validity)
    let verdict = PixelVerdict(check: self, pass: pass)
    let order = Dictionary(
      uniqueKeysWithValues: AnnotationFinding.Kind.allCases.enumerated().map { ($1, $0) })
    let all = (reading + shapes.findings + verdict.findings).enumerated().sorted { one, two in
      (order[one.element.kind] ?? 0, one.offset) < (order[two.element.kind] ?? 0, two.offset)
    }
    return AnnotationFindings(
      findings: all.map(\.element), classes: verdict.classes, totals: verdict.totals,
      agreements: verdict.agreements, agreementCounts: pass.agreements.map(\.agreement),
      unlabelledShare: verdict.unlabelledShare)
  }
}
