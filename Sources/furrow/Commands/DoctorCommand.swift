import ArgumentParser
import Reporting

/// `furrow doctor`.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Checks that this machine has what Furrow needs.",
    discussion: """
      Libraries, their drivers and databases, room and rights in the working folder, processors, \
      terminal. The exit code is 78 where something must be mended.

      Examples:
        furrow doctor
        furrow doctor --json
      """)

  @Flag(help: "Write JSON: an array with one object a check.")
  var json = false

  func run() throws {
    let checks = Checkup.checks
    let table = Table(
      columns: [.init("check"), .init("ok"), .init("found"), .init("remedy")],
      rows: checks.map { [.text($0.name), .flag($0.remedy == nil), .text($0.found), .optional($0.remedy)] })
    Output.write(json ? JSONValue.lines(of: table) : Checkup.text(checks))
    guard checks.allSatisfy({ $0.remedy == nil }) else { throw ToldAlready(exitStatus: .configuration) }
  }
}
