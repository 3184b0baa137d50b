import Pixels
import Segmentation
import Spectral

extension FlightPreparation {
  /// Draws the automatic thresholds, checks the calibration on the same
  /// sample, and prepares the certainty where confidence is written.
  ///
  /// Where all of that is given, nothing is sampled and nothing checked.
  func draw(_ draft: inout Draft) throws {
    let comparisons = job.rules.flatMap(\.condition.automaticComparisons)
    draft.drawn.thresholds = try given?.thresholds ?? sampledThresholds(comparisons, &draft)
    var known = Set<String>()
    for comparison in comparisons where known.insert(comparison.key).inserted {
      let name = job.thresholdNames[comparison.key] ?? comparison.key
      guard let value = draft.drawn.thresholds[comparison.key] else {
        throw FlightError.noThreshold(
          comparison: name, file: candidate.paths.first ?? "", reason: "it is not among those given")
      }
      draft.thresholds.append(
        Threshold(comparison: name, method: comparison.method.description, value: value))
    }
    draft.rules = job.rules.map {
      RuleSegmenter.Rule(code: $0.code, condition: $0.condition.fixing(draft.drawn.thresholds))
    }
    if job.job.outputs.writesConfidence { try findSpreads(&draft) }
  }

  private func sampledThresholds(
    _ comparisons: [AutomaticComparison], _ draft: inout Draft
  ) throws -> [String: Double] {
    let tested = comparisons.map(\.tested)
    let sample = try sample(
      tested.isEmpty ? job.indices.map(\.expression) : tested, draft,
      measuresQuality: draft.isJudged && job.job.quality != nil)
    try checkPixels(sample, draft)
    try judge(sample, &draft)
    var values: [String: Double] = [:]
    for (place, comparison) in comparisons.enumerated() where values[comparison.key] == nil {
      do {
        values[comparison.key] = Double(try comparison.method.value(of: sample.values[place]))
      } catch {
        throw FlightError.noThreshold(
          comparison: job.thresholdNames[comparison.key] ?? comparison.key,
          file: candidate.paths.first ?? "", reason: "\(error)")
      }
    }
    return values
  }

  private func sample(
    _ expressions: [Expression], _ draft: Draft, measuresQuality: Bool = false
  ) throws -> MosaicSample {
    let segmenter = try RuleSegmenter(
      rules: [], otherwise: 0, indices: expressions.isEmpty ? allBands(draft) : expressions,
      cleaning: ClassFilterChain([]), pixelSideMetres: draft.pixelSideMetres)
    return try MosaicSample(
      flightPlan(draft, segmenter: segmenter, names: expressions.map(\.description)),
      measuresQuality: measuresQuality)
  }

  private func allBands(_ draft: Draft) -> [Expression] {
    draft.bands.roles.filter { $0 != .alpha }.map { .name($0.rawValue) }
  }

  /// Refuses a mosaic that holds nothing before a threshold is asked of it.
  private func checkPixels(_ sample: MosaicSample, _ draft: Draft) throws(FlightError) {
    guard let first = sample.bands.first, first.isEmpty else { return }
    let file = candidate.paths.first ?? ""
    if sample.isWhole { throw .noValidPixels(file: file) }
    if job.rules.contains(where: { !$0.condition.automaticComparisons.isEmpty }) {
      throw .noValidPixelsInSample(file: file)
    }
  }

  /// - Throws: `FlightError.implausible`.
  func checkCalibration(_ sample: MosaicSample, _ draft: Draft) throws {
    guard let first = sample.bands.first, !first.isEmpty else { return }
    let step = max(1, first.count / 65_536)
    let sampled = try WorkerPool(workerCount: workerCount).map(sample.roles.count) { band, _ in
      let values = sample.bands[band]
      return try CalibrationSample(
        role: sample.roles[band], values: stride(from: 0, to: values.count, by: step).map { values[$0] })
    }
    do {
      try CalibrationSample.check(sampled, calibration: draft.calibration)
    } catch {
      throw FlightError.implausible(file: candidate.paths.first ?? "", reason: "\(error)")
    }
  }

  private func findSpreads(_ draft: inout Draft) throws {
    let differences = Array(RuleCertainty.differences(in: draft.rules))
    draft.drawn.spreads = try given?.spreads ?? sampledSpreads(differences, draft)
    var spreads: [Expression: Double] = [:]
    for difference in differences {
      spreads[difference.key] = draft.drawn.spreads[difference.key.description]
    }
    draft.certainty = RuleCertainty(spreads: spreads).expression(for: draft.rules)
  }

  private func sampledSpreads(
    _ differences: [(key: Expression, value: Expression)], _ draft: Draft
  ) throws -> [String: Double] {
    let sample = try sample(differences.map(\.value), draft)
    var spreads: [String: Double] = [:]
    for (place, difference) in differences.enumerated() {
      spreads[difference.key.description] = RuleCertainty.spread(of: sample.values[place])
    }
    return spreads
  }
}
