import Pixels
import Segmentation
import Spectral

extension FlightPreparation {
  /// Draws the automatic thresholds, checks the calibration on the same
  /// sample, and prepares the certainty where confidence is written.
  func draw(_ draft: inout Draft) throws {
    let comparisons = job.rules.flatMap(\.condition.automaticComparisons)
    let tested = comparisons.map(\.tested)
    let sample = try sample(
      tested.isEmpty ? job.indices.map(\.expression) : tested, draft,
      measuresQuality: draft.isJudged && job.job.quality != nil)
    try checkPixels(sample, draft)
    try judge(sample, &draft)
    var values: [String: Double] = [:]
    for (place, comparison) in comparisons.enumerated() where values[comparison.key] == nil {
      do {
        let value = Double(try comparison.method.value(of: sample.values[place]))
        values[comparison.key] = value
        let name = job.thresholdNames[comparison.key] ?? comparison.key
        draft.thresholds.append(
          Threshold(comparison: name, method: comparison.method.description, value: value))
      } catch {
        throw FlightError.noThreshold(
          comparison: job.thresholdNames[comparison.key] ?? comparison.key,
          file: candidate.paths.first ?? "", reason: "\(error)")
      }
    }
    draft.rules = job.rules.map {
      RuleSegmenter.Rule(code: $0.code, condition: $0.condition.fixing(values))
    }
    if job.job.outputs.writesConfidence { try measureSpreads(&draft) }
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

  private func measureSpreads(_ draft: inout Draft) throws {
    let differences = Array(RuleCertainty.differences(in: draft.rules))
    let sample = try sample(differences.map(\.value), draft)
    var spreads: [Expression: Double] = [:]
    for (place, difference) in differences.enumerated() {
      spreads[difference.key] = RuleCertainty.spread(of: sample.values[place])
    }
    draft.certainty = RuleCertainty(spreads: spreads).expression(for: draft.rules)
  }
}
