import JobDefinition

extension FlightPreparation {
  /// Measures the quality of what was sampled and holds it against the job's
  /// limits, before anything is drawn from it.
  ///
  /// - Throws: `SetAside` with everything that is wrong, where the job wants
  ///   such mosaics set aside; `FlightError.implausible` where values cannot be
  ///   right and the job has no such wish.
  func judge(_ sample: MosaicSample, _ draft: inout Draft) throws {
    let limits = draft.isJudged ? job.job.quality : nil
    var reasons: [String] = []
    do {
      try checkCalibration(sample, draft)
    } catch FlightError.implausible(_, let reason) where limits?.action == .setAside {
      reasons.append(reason)
    }
    guard let limits else { return }
    let figures = QualityFigures(
      sample, calibration: draft.calibration, sampleType: draft.file.mosaic.sampleType,
      coverages: job.job.fields == nil ? [] : draft.coverages)
    draft.quality = figures
    reasons += QualityGate(limits: limits).reasons(figures)
    guard !reasons.isEmpty else { return }
    switch limits.action {
    case .setAside: throw SetAside(file: candidate.paths.first ?? "", reasons: reasons)
    case .note: draft.warnings += reasons
    }
  }
}
