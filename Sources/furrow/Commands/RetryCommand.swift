import ArgumentParser
import Batch

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

  func validate() throws {
    if flights.isEmpty != all { throw ValidationError("name flights, or say --all") }
  }

  func run() throws {
    let (catalog, jobName) = try source.open(for: .write)
    let entries = try QueueOrders(catalog, jobName: jobName).retry(all ? nil : flights)
    for entry in entries { Output.line("\(entry.flight.flightName): waits; it was \(entry.state.rawValue)") }
    let known = Set(entries.map(\.flight.flightName))
    for name in flights where !known.contains(name) {
      Output.line("\(name): neither failed nor set aside")
    }
    if entries.isEmpty, flights.isEmpty { Output.line("no flight failed or is set aside") }
  }
}
