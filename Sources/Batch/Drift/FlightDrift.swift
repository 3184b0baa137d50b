import Catalog
import JobDefinition
import Learning
import Segmentation

/// Holds a flight against what its model was trained on.
struct FlightDrift {
  let flight: PreparedFlight
  let candidate: FlightCandidate
  let plan: JobPlan
  var cancellation = RunCancellation.never

  private var selection: DriftSelection { plan.job.drift }

  /// What was found; `nil` for rules, and where the job says that nobody looks.
  ///
  /// - Throws: What reading the mosaic throws; `RunStopped`.
  func find() throws -> RunDrift? {
    guard selection.action != .off, let model = flight.model else { return nil }
    guard let reference = model.drift else {
      return unknown(
        "the model \(model.card.name) has no drift reference: it was trained by an earlier version, or elsewhere"
      )
    }
    let sample = try sample(by: model)
    guard sample.columns == reference.sample.columns else {
      return unknown("the model's drift reference is of other figures than this version takes")
    }
    let part = reference.part(nearest: candidate.date, leastBlocks: DriftComparison.leastBlocks)
    guard let found = try DriftFinding(part: part, flight: sample, selection: selection) else {
      let counts = (sample.blockSizes.count, part.sample.blockSizes.count)
      return unknown(
        "\(counts.0) sampled windows of the flight and \(counts.1) of the training hold data; "
          + "\(DriftComparison.leastBlocks) each are needed")
    }
    return verdict(found)
  }

  /// The flight as a model sees it.
  func sample(by model: LoadedModel) throws -> DriftSample {
    let sampling = try sampling(model)
    return try sampling.sample(
      scene(sampling), workerCount: flight.plan.workerCount, cancellation: cancellation)
  }

  private func unknown(_ reason: String) -> RunDrift {
    RunDrift(
      .unknown, action: .none, reason: reason, falseAlarm: selection.falseAlarm,
      tolerance: selection.tolerance)
  }

  private func sampling(_ model: LoadedModel) throws -> DriftSampling {
    DriftSampling(
      [try model.stack(pixelSideMetres: flight.pixelAreaSquareMetres.squareRoot())],
      decision: model.decision(), featureNames: model.card.stages[0].features)
  }

  private func scene(_ sampling: DriftSampling) -> DriftSampling.Scene {
    let reading = FlightPreparation(job: plan, candidate: candidate).reading(
      sampling.stacks[0].roles, of: flight)
    let file = flight.file
    return DriftSampling.Scene(
      size: flight.plan.size,
      makeReader: {
        try WindowReader(file, bandNumbers: reading.bandNumbers, calibrator: reading.calibrator)
      })
  }

  private func verdict(_ found: DriftFinding) -> RunDrift {
    let words = DriftWords(found)
    return RunDrift(
      found.hasDrifted ? .drifted : .asTrained, action: found.hasDrifted ? selection.action.taken : .none,
      reason: found.hasDrifted ? words.drifted : words.asTrained, falseAlarm: selection.falseAlarm,
      tolerance: selection.tolerance,
      comparison: RunDrift.Comparison(found, reference: words.reference))
  }
}

extension DriftSelection.Action {
  /// What is done about a flight that has drifted.
  fileprivate var taken: RunDrift.Action {
    switch self {
    case .off: .none
    case .note: .noted
    case .mark: .marked
    case .withhold: .withheld
    }
  }
}

extension RunDrift.Comparison {
  fileprivate init(_ found: DriftFinding, reference: String) {
    let area = found.classifier.separability
    self.init(
      figure: found.worst?.column.name ?? "separability", statistic: found.statistic, threshold: found.line,
      chance: found.chance,
      separability: [area.value, area.interval?.lower, area.interval?.upper].compactMap(\.self),
      reference: reference, seasonDays: found.part.seasonDays, blockCounts: found.blockCounts,
      figures: found.comparison.figures.map(RunDrift.Figure.init))
  }
}

extension RunDrift.Figure {
  fileprivate init(_ figure: DriftComparison.Figure) {
    self.init(
      kind: figure.column.kind.rawValue, name: figure.column.name, distance: figure.distance,
      line: min(1, figure.line), stabilityIndex: figure.stabilityIndex, familyChance: figure.familyChance,
      ownChance: figure.ownChance, effectiveSizes: figure.effectiveSizes)
  }
}
