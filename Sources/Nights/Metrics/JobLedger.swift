public import Catalog
import Foundation

/// What the catalog knows of a job's flights.
public struct JobLedger: Sendable {
  /// Each state with the flights whose newest run is in it.
  let states: [(name: String, count: Int)]
  /// When a flight was done last.
  let lastDone: Date?

  /// Asks the catalog.
  ///
  /// - Throws: `CatalogError` where it cannot be read.
  public init(jobName: String, catalog: CatalogDatabase) throws {
    let runs = try catalog.runs().filter { $0.parameters.jobName == jobName }
    var newest: [String: RunRow] = [:]
    for run in runs where newest[run.flightName].map({ $0.startedAt <= run.startedAt }) ?? true {
      newest[run.flightName] = run
    }
    states = RunRow.State.allCases.map { state in
      (state.rawValue, newest.values.count { $0.state == state })
    }
    lastDone = runs.filter { $0.state == .done }.compactMap(\.finishedAt).max().flatMap(Self.date)
  }

  private static func date(_ text: String) -> Date? {
    try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains(".")))
  }
}
