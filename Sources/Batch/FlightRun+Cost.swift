import Catalog
import GeoFiles

extension FlightRun {
  /// Records what the flight took and, where that is asked for, the floor of
  /// its mosaic. The flight is done by then: what goes wrong here is noted.
  ///
  /// - Throws: `RunStopped`.
  func settle(_ account: CostAccount, of flight: PreparedFlight, run: RunID) throws -> RunCost {
    var cost = account.close(threadCount: flight.plan.workerCount)
    do {
      try catalog.record(cost, of: run)
      if measuresFloor {
        cost.floorSeconds = try floor(of: flight)
        try catalog.record(cost, of: run)
      }
    } catch let stop as RunStopped {
      throw stop
    } catch {
      observer.noted(candidate, "what it took could not be told in full: \(error)")
    }
    return cost
  }

  /// The floor for the bands that the run decoded, with its threads.
  private func floor(of flight: PreparedFlight) throws -> Double {
    try FloorMeasurement(
      flight.file, bands: flight.plan.decodedBands, threadCount: flight.plan.workerCount,
      stripHeight: flight.plan.tileSize
    ).run(.mask, cancellation: cancellation).wallSeconds
  }
}
