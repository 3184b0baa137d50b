import Agronomy
import ArgumentParser
import Prescribing

/// The machine that a prescription is for.
struct MachineOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The working width.", valueName: "m"))
  var boom: Double

  @Option(help: ArgumentHelp("The width of one section; without it the whole boom.", valueName: "m"))
  var section: Double?

  @Option(
    help: ArgumentHelp(
      "The length, along the track, in which a rate can change; without it the section's width, 0.5 m at least.",
      valueName: "m"))
  var cellLength: Double?

  @Option(
    help: ArgumentHelp(
      "The direction of travel: degrees clockwise from north, or auto for the fewest swaths.",
      valueName: "degrees"))
  var swathDirection = "auto"

  @Option(help: ArgumentHelp("How far from the boundary nothing is given.", valueName: "m"))
  var margin = 0.0

  func validate() throws {
    guard direction != nil else {
      throw ValidationError("'\(swathDirection)' is no direction: say auto or degrees")
    }
    do {
      _ = try machine()
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// - Throws: `PrescriptionError`.
  func machine() throws -> Machine {
    let width = section ?? boom
    return try Machine(boomMetres: boom, sectionMetres: width, stepMetres: cellLength ?? max(width, 0.5))
  }

  var direction: SwathDirection? {
    if swathDirection == "auto" { return .automatic }
    guard let degrees = Double(swathDirection), degrees.isFinite else { return nil }
    return .degrees(degrees)
  }
}
