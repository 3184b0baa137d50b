import Catalog

extension FlightRun {
  /// Looks whether the flight is like what its model was trained on, and says
  /// so where it is not, or where that cannot be told.
  func findDrift(of flight: PreparedFlight) throws -> RunDrift? {
    let found = try FlightDrift(
      flight: flight, candidate: candidate, plan: plan, cancellation: cancellation
    ).find()
    if let found, found.verdict != .asTrained { observer.noted(candidate, found.reason + found.ending) }
    return found
  }

  /// The model of the run, in the catalog's words.
  func usedModel(_ flight: PreparedFlight) -> RunModel? {
    guard let model = flight.model else { return nil }
    return RunModel(
      name: model.card.name, cardSHA256: model.fingerprint, created: model.card.created.description,
      folder: plan.job.model?.folder.written ?? "", hasDriftReference: model.drift != nil)
  }
}

extension RunDrift {
  /// What was done about the flight, after a semicolon.
  fileprivate var ending: String {
    switch action {
    case .none, .noted: ""
    case .marked: "; its figures are marked, and labels of it are wanted"
    case .withheld: "; its figures are withheld, and labels of it are wanted"
    }
  }
}
