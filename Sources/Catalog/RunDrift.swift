/// How like a flight is to what its model was trained on.
public struct RunDrift: Hashable, Sendable {
  /// What was found.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// No figure is beyond its line.
    case asTrained = "as_trained"
    /// Some figure is.
    case drifted
    /// It cannot be told.
    case unknown
  }

  /// What was done about it.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    /// Nothing: the flight is as trained, or it cannot be told.
    case none
    /// It was told.
    case noted
    /// Figures are marked, and the flight is queued for annotation.
    case marked
    /// Figures do not count, and the flight is queued for annotation.
    case withheld
  }

  /// The comparison of the figure that is the farthest beyond its line, or the
  /// nearest to it, and of all figures.
  public struct Comparison: Hashable, Sendable {
    /// The figure.
    public var figure: String
    /// Its distance, 0 to 1.
    public var statistic: Double
    /// The distance beyond which it has drifted.
    public var threshold: Double
    /// The chance of any figure standing out so much, where nothing drifted.
    public var chance: Double
    /// How well a forest tells the flight from the reference, 0.5 to 1, and
    /// its 95 % interval; empty where it was not asked.
    public var separability: [Double]
    /// What the flight was compared with.
    public var reference: String
    /// The days of the season between flight and reference.
    public var seasonDays: Int?
    /// The blocks of reference and flight.
    public var blockCounts: [Int]
    /// All figures.
    public var figures: [Figure]

    /// Makes a comparison.
    public init(
      figure: String, statistic: Double, threshold: Double, chance: Double, separability: [Double],
      reference: String, seasonDays: Int?, blockCounts: [Int], figures: [Figure]
    ) {
      self.figure = figure
      self.statistic = statistic
      self.threshold = threshold
      self.chance = chance
      self.separability = separability
      self.reference = reference
      self.seasonDays = seasonDays
      self.blockCounts = blockCounts
      self.figures = figures
    }
  }

  /// One figure.
  public struct Figure: Hashable, Sendable {
    /// "band", "feature", "confidence" or "class".
    public var kind: String
    /// Its name.
    public var name: String
    /// The Kolmogorov-Smirnov distance, or that of class shares.
    public var distance: Double
    /// The distance beyond which it has drifted.
    public var line: Double
    /// The population stability index.
    public var stabilityIndex: Double
    /// The chance of any figure standing out so much.
    public var familyChance: Double
    /// The chance of such a distance of this figure alone.
    public var ownChance: Double
    /// How many independent pixels reference and flight are worth.
    public var effectiveSizes: [Double]

    /// Makes a figure.
    public init(
      kind: String, name: String, distance: Double, line: Double, stabilityIndex: Double,
      familyChance: Double, ownChance: Double, effectiveSizes: [Double]
    ) {
      self.kind = kind
      self.name = name
      self.distance = distance
      self.line = line
      self.stabilityIndex = stabilityIndex
      self.familyChance = familyChance
      self.ownChance = ownChance
      self.effectiveSizes = effectiveSizes
    }
  }

  /// What was found.
  public var verdict: Verdict
  /// What was done about it.
  public var action: Action
  /// The verdict as a sentence without a full stop.
  public var reason: String
  /// The wanted chance of a false alarm.
  public var falseAlarm: Double
  /// The distance that is never beyond a line.
  public var tolerance: Double
  /// The comparison; `nil` where it cannot be told.
  public var comparison: Comparison?

  /// Makes a verdict.
  public init(
    _ verdict: Verdict, action: Action, reason: String, falseAlarm: Double, tolerance: Double,
    comparison: Comparison? = nil
  ) {
    self.verdict = verdict
    self.action = action
    self.reason = reason
    self.falseAlarm = falseAlarm
    self.tolerance = tolerance
    self.comparison = comparison
  }
}
