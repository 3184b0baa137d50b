public import Learning
public import Pixels

/// What the checks of a job's labels found.
public struct AnnotationCheckOutcome: Sendable {
  /// One scene.
  public struct Scene: Sendable {
    /// Its name.
    public var name: String
    /// Everything but rare classes and suspected errors.
    public var findings: AnnotationFindings
    /// Labels that predictions contradict, the most urgent first.
    public var suspects: [AnnotationFinding]
    /// Where its findings were written.
    public var package: String
  }

  /// Whether suspected errors were looked for.
  public enum Learning: Sendable {
    /// They were: the estimated noise of all labels together.
    case done(LabelNoise)
    /// Nobody asked for it.
    case notAsked
    /// It was not possible, and why.
    case impossible(String)
  }

  /// The classes.
  public var legend: Legend
  /// Every scene in the order of the job.
  public var scenes: [Scene]
  /// Classes with too few labels in all scenes together.
  public var rareClasses: [AnnotationFinding]
  /// Totals by class over all scenes.
  public var totals: [AnnotationFindings.ClassTotal]
  /// What was marked by annotator and class in all scenes.
  public var classes: [AnnotationFindings.ClassFigure]
  /// Agreement by pair of annotators and class over all scenes.
  public var agreements: [AnnotationFindings.Agreement]
  /// What confident learning said of the labels as a whole.
  public var learning: Learning

  /// Everything that was found, by scene; rare classes last.
  public var findings: [AnnotationFinding] {
    scenes.flatMap { $0.findings.findings + $0.suspects } + rareClasses
  }

  /// True where a finding says that training would be wrong.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}

extension AnnotationCheckOutcome {
  /// Sums scenes up.
  init(
    legend: Legend, scenes: [Scene], totals: [AnnotationFindings.ClassTotal], rare: [AnnotationFinding],
    learning: Learning
  ) {
    self.legend = legend
    self.scenes = scenes
    self.totals = totals
    rareClasses = rare
    self.learning = learning
    var figures: [AnnotationFindings.ClassFigure] = []
    for figure in scenes.flatMap(\.findings.classes) {
      if let place = figures.firstIndex(where: { $0.annotator == figure.annotator && $0.code == figure.code })
      {
        figures[place].add(figure)
      } else {
        figures.append(figure)
      }
    }
    classes = figures
    var pairs: [AnnotatorAgreement] = []
    for pair in scenes.flatMap(\.findings.agreementCounts) {
      if let place = pairs.firstIndex(where: { $0.first == pair.first && $0.second == pair.second }) {
        pairs[place].merge(pair)
      } else {
        pairs.append(pair)
      }
    }
    agreements = pairs.flatMap { $0.figures(legend) }
  }
}

extension AnnotationFindings.ClassFigure {
  fileprivate mutating func add(_ other: Self) {
    objects += other.objects
    pixels += other.pixels
    blocks += other.blocks
    areaSquareMetres = areaSquareMetres.flatMap { own in other.areaSquareMetres.map { own + $0 } }
  }
}
