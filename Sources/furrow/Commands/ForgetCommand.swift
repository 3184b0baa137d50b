import ArgumentParser
import Batch
import Foundation
import Reporting

/// `furrow forget`.
struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Removes a flight from the catalog, with its runs and published results.",
    discussion: """
      Says first what goes; on a terminal it asks, elsewhere it needs --yes. The mosaic itself is never \
      touched: while it lies in the job's folder, the next run works on it afresh. What other flights or jobs \
      refer to stays.

      Examples:
        furrow forget north-2026-05-04 --job jobs/demo.yaml
        furrow forget north-2026-05-04 --yes
      """)

  @Argument(help: "The flight's name.")
  var flight: String

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup var source: CatalogOptions

  @Flag(help: "Write JSON: an object with what went; needs --yes.")
  var json = false

  func validate() throws {
    if json, !yes { throw ValidationError("--json cannot ask: it needs --yes") }
  }

  func run() throws {
    let (catalog, jobName) = try source.open(for: .write)
    let orders = QueueOrders(catalog, jobName: jobName)
    let (rows, folders) = try orders.forgetting(flight)
    if json {
      let gone = try orders.forget(flight)
      return Output.line(
        JSONValue.object([
          "flight": .string(flight), "runs": .integer(rows.runs.count), "folders": .strings(gone),
          "shares_mosaic": .flag(rows.isShared),
        ]).text)
    }
    Output.line("\(flight): \(Number.count(rows.runs.count, "run")) and what they found")
    if rows.isShared { Output.line("  another flight has the same mosaic; what was found on it stays") }
    for folder in folders { Output.line("  \(folder)") }
    try confirm()
    try orders.forget(flight)
    Output.line("\(flight): forgotten")
  }

  private func confirm() throws {
    if yes { return }
    guard isatty(STDIN_FILENO) == 1 else {
      throw UsageError("nothing was removed: without a terminal, 'furrow forget' needs --yes")
    }
    Output.write("Remove all of this? [y/N] ")
    guard ["y", "yes"].contains(readLine()?.lowercased()) else { throw ToldAlready(exitStatus: .usage) }
  }
}
