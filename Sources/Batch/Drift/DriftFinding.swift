import JobDefinition
import Learning

/// A flight held against what its model was trained on: figure by figure, and
/// all figures together by a forest.
///
/// Each of the two is given half of the chance of a false alarm (Bonferroni).
struct DriftFinding {
  let part: DriftReference.Part
  let comparison: DriftComparison
  let classifier: TwoSampleClassifier
  /// The separability beyond which the flight has drifted.
  let separabilityLine: Double
  /// The blocks of reference and flight.
  let blockCounts: [Int]
  /// The figure that is the farthest beyond its line, or the nearest to it;
  /// `nil` where the separability is farther or nearer.
  let worst: DriftComparison.Figure?

  /// Compares a flight; `nil` where either side has too few blocks.
  ///
  /// - Throws: `BoosterError` where the forest cannot be grown.
  init?(part: DriftReference.Part, flight: DriftSample, selection: DriftSelection) throws {
    let falseAlarm = selection.falseAlarm / 2
    var settings = DriftComparison.Settings(falseAlarm: falseAlarm, tolerance: selection.tolerance)
    settings.seed = 1
    guard let comparison = DriftComparison(reference: part.sample, flight: flight, settings: settings),
      let worst = comparison.worst
    else { return nil }
    let classifier = try TwoSampleClassifier(
      reference: part.sample, sceneBlocks: part.scenes.map(\.blockCount), flight: flight)
    let line = classifier.line(falseAlarm: falseAlarm, tolerance: selection.separability)
    self.part = part
    self.comparison = comparison
    self.classifier = classifier
    separabilityLine = line
    blockCounts = [part.sample.blockSizes.count, flight.blockSizes.count]
    self.worst = worst.excess >= Self.excess(of: classifier, line) ? worst : nil
  }

  /// How far the separability is beyond its line; above 1 is beyond it.
  private static func excess(of classifier: TwoSampleClassifier, _ line: Double) -> Double {
    guard let area = classifier.separability.value else { return 0 }
    return (area - 0.5) / max(line - 0.5, .leastNormalMagnitude)
  }

  /// True where a forest tells the flight apart too well.
  var isSeparable: Bool { Self.excess(of: classifier, separabilityLine) > 1 }

  /// True where any figure or the separability is beyond its line.
  var hasDrifted: Bool { comparison.hasDrifted || isSeparable }

  /// The distance of the worst figure, or the separability.
  var statistic: Double { worst?.distance ?? classifier.separability.value ?? 0.5 }

  /// What it is held against.
  var line: Double { worst?.line ?? separabilityLine }

  /// The chance of any figure or the separability standing out so much.
  var chance: Double {
    min(1, 2 * min(comparison.figures.map(\.familyChance).min() ?? 1, classifier.chance))
  }
}
