public import Pixels

/// Two maps held against the same truth in the same blocks.
///
/// Differences are those of the subject less the other. Their intervals are
/// drawn by whole blocks, the same ones for both: what makes a block hard makes
/// it hard for both, and the difference is known better than either figure
/// (Davison and Hinkley 1997, section 2.4).
public struct PairedComparison: Hashable, Sendable, Codable {
  /// What the subject is beside the other.
  public enum Verdict: String, Hashable, Sendable, Codable {
    /// The interval of the difference in mean IoU lies above 0.
    case better
    /// It lies below 0.
    case worse
    /// It holds 0, or there is none.
    case undecided
  }

  /// One figure of both.
  public struct Figure: Hashable, Sendable, Codable {
    /// Its name in files, such as "mean_iou".
    public var key: String
    /// Its name for people.
    public var name: String
    /// The subject's.
    public var subject: Double?
    /// The other's.
    public var other: Double?
    /// The subject's less the other's, with its 95 % interval.
    public var difference: Estimate
  }

  /// The figures; the mean IoU, by which the verdict is given, is the first.
  public let figures: [Figure]
  /// What the subject is beside the other.
  public let verdict: Verdict
  /// The blocks with labels.
  public let blockCount: Int

  /// Compares matrices by block.
  ///
  /// - Parameters:
  ///   - subject: What was counted in each block for the subject.
  ///   - other: The same for the other, of the same blocks and classes.
  ///   - legend: The classes' names.
  public init(
    subject: [BlockID: ConfusionMatrix], other: [BlockID: ConfusionMatrix], legend: Legend,
    bootstrap: BlockBootstrap = BlockBootstrap()
  ) {
    let keys = subject.keys.filter { (subject[$0]?.total ?? 0) + (subject[$0]?.unpredicted ?? 0) > 0 }
      .filter { other[$0] != nil }.sorted()
    let pairs = keys.compactMap { key in subject[key].flatMap { own in other[key].map { (own, $0) } } }
    blockCount = pairs.count
    let measures = Measure.all(legend)
    guard let whole = Self.sum(pairs) else {
      figures = measures.map { Figure($0, nil) }
      verdict = .undecided
      return
    }
    var drawn = measures.map { _ in [Double]() }
    if pairs.count >= BlockBootstrap.fewestBlocks {
      let classes = whole.subject.truthClasses
      bootstrap.draw(pairs.count) { places in
        guard let total = Self.sum(places.map { pairs[$0] }), total.subject.truthClasses == classes else {
          return
        }
        for (place, measure) in measures.enumerated() {
          if let value = measure.difference(total) { drawn[place].append(value) }
        }
      }
    }
    figures = measures.enumerated().map { place, measure in
      Figure(measure, whole, interval: bootstrap.interval(&drawn[place]))
    }
    verdict = Self.verdict(figures[0].difference.interval)
  }

  private static func verdict(_ interval: ConfidenceInterval?) -> Verdict {
    guard let interval else { return .undecided }
    return interval.lower > 0 ? .better : interval.upper < 0 ? .worse : .undecided
  }

  /// The sums of both.
  struct Pair {
    var subject: ConfusionMatrix
    var other: ConfusionMatrix
  }

  private static func sum(_ pairs: [(ConfusionMatrix, ConfusionMatrix)]) -> Pair? {
    guard let first = pairs.first else { return nil }
    return pairs.dropFirst().reduce(into: Pair(subject: first.0, other: first.1)) {
      $0.subject.merge($1.0)
      $0.other.merge($1.1)
    }
  }

  /// How a figure is had from a matrix.
  struct Measure {
    var key: String
    var name: String
    var value: (ConfusionMatrix) -> Double?

    func difference(_ pair: Pair) -> Double? {
      guard let own = value(pair.subject), let other = value(pair.other) else { return nil }
      return own - other
    }

    static func all(_ legend: Legend) -> [Measure] {
      [
        Measure(key: "mean_iou", name: "mean IoU") { $0.meanIntersectionOverUnion },
        Measure(key: "mean_f1", name: "mean F1") { $0.meanF1 },
        Measure(key: "area_error", name: "area error") { $0.areaError },
      ]
        + legend.entries.map { entry in
          Measure(key: "iou_\(entry.code)", name: "IoU of \(entry.name)") {
            $0.counts(of: entry.code)?.intersectionOverUnion
          }
        }
    }
  }
}

extension PairedComparison.Figure {
  fileprivate init(
    _ measure: PairedComparison.Measure, _ pair: PairedComparison.Pair?,
    interval: ConfidenceInterval? = nil
  ) {
    self.init(
      key: measure.key, name: measure.name, subject: pair.flatMap { measure.value($0.subject) },
      other: pair.flatMap { measure.value($0.other) },
      difference: Estimate(pair.flatMap(measure.difference), interval: interval))
  }
}

extension ConfusionMatrix {
  /// The share of the labelled area that is given to the wrong class in sum:
  /// half of what the classes' areas differ by, 0 to 1; `nil` without labels
  /// (quantity disagreement: Pontius and Millones 2011,
  /// <https://doi.org/10.1080/01431161.2011.552923>).
  public var areaError: Double? {
    guard total > 0 else { return nil }
    let wrong = codes.compactMap(counts(of:)).reduce(0) { $0 + abs($1.predicted - $1.truth) }
    return Double(wrong) / Double(2 * total)
  }

  /// Which classes truth has.
  fileprivate var truthClasses: [Bool] { codes.map { (counts(of: $0)?.truth ?? 0) > 0 } }
}
