import ArgumentParser
import Batch

/// `furrow quarantine`.
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "Sets a flight aside, so that no run works on it.",
    discussion: """
      It stays so until `furrow retry` or until its mosaic changes. Results that it has stay where they are.

      Examples:
        furrow quarantine north-2026-05-04 --reason "shadows of clouds" --job jobs/demo.yaml
      """)

  @Argument(help: "The flight's name.")
  var flight: String

  @Option(help: "Why, for those who read the status.")
  var reason: String

  @OptionGroup var source: CatalogOptions

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason is empty") }
    if reason.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
      throw ValidationError("--reason holds a control character")
    }
  }

  func run() throws {
    let (catalog, jobName) = try source.open(for: .write)
    try QueueOrders(catalog, jobName: jobName).quarantine(flight, reason: reason)
    Output.line("\(flight): in quarantine, \(reason)")
  }
}
