import ArgumentParser
import Batch
import Catalog
import Reporting

/// `furrow retry`.
struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Lets the next run try flights again that failed or were set aside.",
    discussion: """
      Flights that failed, were postponed or are in quarantine wait again, with all their attempts. \
      Others stay as they are. Nothing is run.

      Examples:
        furrow retry north-2026-05-04 --job jobs/demo.yaml
        furrow retry --all
      """)

  @Argument(help: "The flights' names.")
  var flights: [String] = []

  @Flag(help: "All flights that failed, were postponed or are in quarantine.")
  var all = false

  @OptionGroup var source: CatalogOptions

  @Flag(help: "Write JSON: an array with one object a flight that was named or waits now.")
  var json = false

  func validate() throws {
    if flights.isEmpty != all { throw ValidationError("name flights, or say --all") }
  }

  func run() throws {
    let (catalog, jobName) = try source.open(for: .write)
    let entries = try QueueOrders(catalog, jobName: jobName).retry(all ? nil : flights)
    let known = Set(entries.map(\.flight.flightName))
    let others = flights.filter { !known.contains($0) }
    if json { return Output.write(JSONValue.lines(of: Self.table(entries, others: others))) }
    for entry in entries { Output.line("\(entry.flight.flightName): waits; it was \(entry.state.rawValue)") }
    for name in others { Output.line("\(name): neither failed nor set aside") }
    if entries.isEmpty, flights.isEmpty { Output.line("no flight failed or is set aside") }
  }

  /// The flights that wait now, with the state in which they were; then those
  /// that stayed as they are.
  private static func table(_ entries: [QueueEntry], others: [String]) -> Table {
    Table(
      columns: [.init("job"), .init("flight"), .init("waits"), .init("was")],
      rows: entries.map {
        [.text($0.jobName), .text($0.flight.flightName), .flag(true), .text($0.state.rawValue)]
      } + others.map { [.missing, .text($0), .flag(false), .missing] })
  }
}
