/// A flight's sample held against what a model was trained on.
///
/// For every figure the distance is compared with the distances that arise
/// when blocks are dealt out to the two sides anew, all figures of a deal
/// together: so the line holds for the largest of all figures, and whole blocks
/// keep what is alike within them (Westfall and Young 1993, Resampling-Based
/// Multiple Testing). Since no two flights are alike, a distance up to
/// `tolerance` is never beyond the line, however sure.
public struct DriftComparison: Hashable, Sendable {
  /// What is known of one figure.
  public struct Figure: Hashable, Sendable {
    /// The figure.
    public var column: DriftSample.Column
    /// The Kolmogorov-Smirnov distance; of classes half the sum of the
    /// differences of their shares; 0 to 1.
    public var distance: Double
    /// The distance beyond which the figure has drifted.
    public var line: Double
    /// The population stability index.
    public var stabilityIndex: Double
    /// The chance of such a distance or a greater one of any figure, where
    /// blocks are exchangeable.
    public var familyChance: Double
    /// The chance of such a distance of this figure alone, by the effective
    /// sizes.
    public var ownChance: Double
    /// What the samples are worth in independent pixels: reference, flight.
    public var effectiveSizes: [Double]

    /// How far the distance is beyond the line; above 1 is beyond it.
    public var excess: Double { distance / line }
  }

  /// How the comparison is made.
  public struct Settings: Hashable, Sendable {
    /// The chance that a flight of the same kind is beyond the line.
    public var falseAlarm: Double
    /// The distance that is never beyond it.
    public var tolerance: Double
    /// How often blocks are dealt out anew.
    public var deals = 199
    /// Where the deals start.
    public var seed: UInt64 = 0

    /// Makes settings.
    public init(falseAlarm: Double, tolerance: Double) {
      self.falseAlarm = falseAlarm
      self.tolerance = tolerance
    }
  }

  /// Fewer blocks than these on either side tell nothing.
  public static let leastBlocks = 8

  /// The figures in the order of the columns.
  public let figures: [Figure]

  /// The figure that is the farthest beyond its line, or the nearest to it.
  public var worst: Figure? { figures.max { $0.excess < $1.excess } }

  /// True where any figure is beyond its line.
  public var hasDrifted: Bool { (worst?.excess ?? 0) > 1 }

  /// Compares two samples of the same columns; `nil` where either has too few
  /// blocks.
  public init?(reference: DriftSample, flight: DriftSample, settings: Settings) {
    precondition(reference.columns == flight.columns, "the columns differ")
    let counts = (reference.blockSizes.count, flight.blockSizes.count)
    guard min(counts.0, counts.1) >= Self.leastBlocks else { return nil }
    let null = DealtDistances(reference, flight, settings)
    figures = reference.columns.indices.map { place in
      let values = (reference.column(place), flight.column(place))
      let isClass = reference.columns[place].kind == .classCode
      let sizes = [(values.0, reference), (values.1, flight)].map { values, sample in
        isClass
          ? EffectiveSize.of(classes: values, blockSizes: sample.blockSizes)
          : EffectiveSize.of(values, blockSizes: sample.blockSizes)
      }
      let distance = null.found[place]
      return Figure(
        column: reference.columns[place], distance: distance,
        line: max(settings.tolerance, null.line(of: place)),
        stabilityIndex: isClass
          ? DriftDistance.stabilityIndex(classes: values.0, values.1)
          : DriftDistance.stabilityIndex(values.0, values.1),
        familyChance: null.familyChance(of: place),
        ownChance: DriftDistance.chance(of: distance, sizes: (sizes[0], sizes[1])),
        effectiveSizes: sizes)
    }
  }
}
