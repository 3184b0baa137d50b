import Foundation

extension FlightRun {
  /// Does what is not done yet: here, or in a confined process of its own where
  /// the job does not trust its mosaics.
  ///
  /// - Throws: As `run`.
  func perform() throws -> FlightOutcome {
    plan.job.isolation == .none ? try run() : try IsolatedFlight(flight: self).run()
  }

  /// Notes in the catalog that the run at hand failed, where its worker could
  /// not do so itself.
  func recordFailure(_ error: any Error) {
    guard let hash = try? parameters().hash,
      let run = try? catalog.runs().last(where: {
        $0.state == .running && $0.flightName == candidate.name && $0.parameters.hash == hash
      })
    else { return }
    try? catalog.fail(run.id, error: "\(error)", at: Date())
  }
}
