import Batch
import Catalog
import Foundation
import Reporting

/// What became of flights, for people: counts, then those somebody may want to know of.
struct StatusSheet {
  /// The states in the order in which they are shown.
  static let words = [
    "running", "stopped", "waiting", "settling", "postponed", "failed", "quarantined", "done",
  ]

  private let flights: [FlightStatus]
  private let listsDone: Bool
  private let width: Int?

  /// Lays out flights.
  ///
  /// - Parameter width: The columns that a line may take; `nil` for any.
  init(_ flights: [FlightStatus], listsDone: Bool, width: Int? = nil) {
    self.flights = flights
    self.listsDone = listsDone
    self.width = width
  }

  /// Counts by job, and a table of flights.
  var text: String {
    guard !flights.isEmpty else { return "no flights yet\n" }
    let shown = Self.words.flatMap { word in
      flights.filter { $0.word == word && (word != "done" || listsDone) }
    }
    let table = shown.isEmpty ? "" : "\n" + TextTable(Self.shortTable(shown)).text(width: width)
    return counts + table
  }

  private var counts: String {
    Dictionary(grouping: flights, by: \.entry.jobName).sorted { $0.key < $1.key }.map { job, flights in
      let parts = Self.words.compactMap { word in
        let count = flights.count { $0.word == word }
        return count == 0 ? nil : "\(count) \(word)"
      }
      return "job \(job): \(Number.count(flights.count, "flight")), \(parts.joined(separator: ", "))\n"
    }.joined()
  }

  private static func shortTable(_ flights: [FlightStatus]) -> Table {
    Table(
      columns: [
        .init("flight"), .init("state"), .init("since"), .init("attempts", title: "tries"),
        .init("why", title: "what"),
      ],
      rows: flights.map { flight in
        [
          .text(flight.entry.flight.flightName), .text(flight.word),
          .text(flight.entry.changedAt.formatted(.iso8601)), .integer(flight.entry.attempts),
          what(flight).map { .text($0) } ?? .missing,
        ]
      })
  }

  /// Why a flight is where it is, or how far it has come.
  private static func what(_ flight: FlightStatus) -> String? {
    let progress = flight.progress.map { "\($0.sealed) of \($0.count) strips" }
    let next = flight.entry.nextTryAt.map { "again after \($0.formatted(.iso8601))" }
    let parts = [next, flight.entry.reason, progress, flight.liveOwner].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Every flight with all that is known, for programs.
  static func table(_ flights: [FlightStatus]) -> Table {
    let keys = [
      "job", "flight", "state", "reason", "exit_code", "attempts", "next_try_at", "owner", "strips_sealed",
      "strips", "taken_on", "farm", "path", "fingerprint", "first_seen_at", "changed_at",
    ]
    return Table(columns: keys.map { .init($0) }, rows: flights.map(cells))
  }

  private static func cells(_ flight: FlightStatus) -> [Table.Cell] {
    let entry = flight.entry
    return [
      .text(entry.jobName), .text(entry.flight.flightName), .text(flight.word), .optional(entry.reason),
      entry.exitCode.map { .integer(Int($0)) } ?? .missing, .integer(entry.attempts),
      .optional(entry.nextTryAt?.formatted(.iso8601)), .optional(flight.liveOwner),
      flight.progress.map { .integer($0.sealed) } ?? .missing,
      flight.progress.map { .integer($0.count) } ?? .missing, .optional(entry.flight.takenOn),
      .optional(entry.flight.farm), .optional(entry.flight.paths.first), .optional(entry.fingerprint),
      .text(entry.firstSeenAt.formatted(.iso8601)), .text(entry.changedAt.formatted(.iso8601)),
    ]
  }
}
