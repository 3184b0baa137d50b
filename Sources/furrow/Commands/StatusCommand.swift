import ArgumentParser
import Batch
import Catalog
import Reporting

/// `furrow status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Says what became of every flight: waiting, running, done, failed, set aside.",
    discussion: """
      Flights that are done are counted, and listed with --all. A flight is 'stopped' where the process \
      that worked on it is gone; the next run goes on with it. The exit code is 0 whatever the flights' \
      states are.

      Examples:
        furrow status
        furrow status --job jobs/demo.yaml --all
        furrow status --catalog results/catalog.sqlite --json
      """)

  @OptionGroup var source: CatalogOptions

  @OptionGroup var form: TableOptions

  @Flag(help: "List flights that are done, too.")
  var all = false

  func run() throws {
    let (catalog, jobName) = try source.open()
    let flights = try FlightStatus.all(in: catalog, jobName: jobName)
    form.write(StatusSheet.table(flights)) {
      StatusSheet(flights, listsDone: all, width: Output.terminalWidth).text
    }
  }
}
