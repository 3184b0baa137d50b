public import Pixels

extension ConfusionMatrix {
  /// What a matrix says of one class against all others.
  ///
  /// A figure is `nil` where it would divide nothing by nothing, never 0.
  public struct ClassCounts: Hashable, Sendable {
    /// Things that are of the class and were given it.
    public var hits: Int
    /// Things that are not of the class and were given it.
    public var falseAlarms: Int
    /// Things that are of the class and were not given it.
    public var misses: Int
    /// All others.
    public var rest: Int

    /// The things of the class.
    public var truth: Int { hits + misses }

    /// The things given the class.
    public var predicted: Int { hits + falseAlarms }

    /// Intersection over union, 0 to 1; `nil` where the class is neither in
    /// truth nor in prediction.
    public var intersectionOverUnion: Double? { Self.ratio(hits, hits + falseAlarms + misses) }

    /// The share of what was given the class that is of it, 0 to 1; `nil`
    /// where nothing was. Also called user's accuracy.
    public var precision: Double? { Self.ratio(hits, predicted) }

    /// The share of what is of the class that was given it, 0 to 1; `nil`
    /// where nothing is. Also called producer's accuracy.
    public var recall: Double? { Self.ratio(hits, truth) }

    /// The harmonic mean of precision and recall, 0 to 1; `nil` where the
    /// class is neither in truth nor in prediction. Also called Dice.
    public var f1: Double? { Self.ratio(2 * hits, 2 * hits + falseAlarms + misses) }

    /// Cohen's kappa of this class against the rest, -1 to 1; `nil` where
    /// chance alone would agree on everything.
    public var kappa: Double? {
      ConfusionMatrix.kappa(
        agreed: hits + rest, marginals: [(truth, predicted), (falseAlarms + rest, misses + rest)])
    }

    static func ratio(_ part: Int, _ whole: Int) -> Double? {
      whole > 0 ? Double(part) / Double(whole) : nil
    }
  }

  /// One class against all others; `nil` for a code outside of the legend.
  public func counts(of code: ClassCode) -> ClassCounts? {
    let place = Int(places[Int(code)])
    guard place < codes.count else { return nil }
    let hits = counts[place * stride + place]
    let truth = codes.indices.reduce(0) { $0 + counts[place * stride + $1] }
    let predicted = codes.indices.reduce(0) { $0 + counts[$1 * stride + place] }
    return ClassCounts(
      hits: hits, falseAlarms: predicted - hits, misses: truth - hits, rest: total - truth - predicted + hits)
  }

  private var classCounts: [ClassCounts] { codes.compactMap(counts(of:)) }

  /// The share of things with the right class, 0 to 1; `nil` without things.
  public var accuracy: Double? { ClassCounts.ratio(total - errorCount, total) }

  /// The mean intersection over union of the classes that truth has; `nil`
  /// where it has none. A class that is predicted but not in truth lowers the
  /// others' figures, and counts for none itself.
  public var meanIntersectionOverUnion: Double? { mean(\.intersectionOverUnion) }

  /// The mean F1 of the classes that truth has; `nil` where it has none.
  public var meanF1: Double? { mean(\.f1) }

  /// Cohen's kappa (1960) of all classes together, -1 to 1; `nil` where chance
  /// alone would agree on everything, as with one class.
  public var kappa: Double? {
    Self.kappa(agreed: total - errorCount, marginals: classCounts.map { ($0.truth, $0.predicted) })
  }

  private func mean(_ figure: (ClassCounts) -> Double?) -> Double? {
    let figures = classCounts.filter { $0.truth > 0 }.compactMap(figure)
    return figures.isEmpty ? nil : figures.reduce(0, +) / Double(figures.count)
  }

  static func kappa(agreed: Int, marginals: [(truth: Int, predicted: Int)]) -> Double? {
    let total = Double(marginals.reduce(0) { $0 + $1.truth })
    let chance = marginals.reduce(0.0) { $0 + Double($1.truth) * Double($1.predicted) }
    let room = total * total - chance
    return room > 0 ? (total * Double(agreed) - chance) / room : nil
  }
}
