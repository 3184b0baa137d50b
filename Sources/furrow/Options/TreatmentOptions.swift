import Agronomy
import ArgumentParser
import Prescribing

/// How spots or zones become rates.
struct TreatmentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How far around each spot is treated.", valueName: "m"))
  var buffer = 0.0

  @Option(help: ArgumentHelp("Patches of spots below this area are left out.", valueName: "m2"))
  var smallestPatch = 0.0

  @Option(help: ArgumentHelp("The least length, along the track, for which a section is on.", valueName: "m"))
  var minimumLength = 0.0

  @Option(
    help: ArgumentHelp(
      "The most product: spots lose the least infested runs of cells, zones get all rates scaled.",
      valueName: "amount"))
  var cap: Double?

  @Option(help: ArgumentHelp("What ground that was not seen gets: blanket or none.", valueName: "choice"))
  var unseen = PrescriptionSettings.Unseen.blanket

  @Option(
    help: ArgumentHelp(
      "The rate without a map, for the saving and for unseen ground in zones; without it the highest rate.",
      valueName: "rate"))
  var blanketRate: Double?

  @Option(
    help: ArgumentHelp(
      "How values become zones: quantiles, equal-interval, jenks or k-means. Without it quantiles for vigour, k-means for zones.",
      valueName: "method"))
  var method: ZoneMethod?

  @Option(help: ArgumentHelp("Zones below this area join a neighbour.", valueName: "m2"))
  var smallestZone = 0.0

  @Flag(help: "Do not smooth zones to the width of the boom.")
  var raw = false

  func validate() throws {
    for (name, value) in [("--smallest-patch", smallestPatch), ("--smallest-zone", smallestZone)]
    where !(value >= 0 && value.isFinite) {
      throw ValidationError("\(name) must be 0 or more")
    }
    if let blanketRate, !(blanketRate >= 0 && blanketRate.isFinite) {
      throw ValidationError("--blanket-rate must be 0 or more")
    }
  }

  /// - Throws: `PrescriptionError`.
  func spots(_ rates: [Double]) throws -> SpotSettings {
    guard let spot = rates.last, rates.count <= 2 else {
      throw PrescriptionError.wrongRates("spots need one rate, or two: of the rest and of the spots")
    }
    var settings = SpotSettings(
      try SpotRequest(
        baseRate: rates.count == 2 ? rates[0] : 0, spotRate: spot, minimumLengthMetres: minimumLength,
        cap: cap))
    settings.bufferMetres = buffer
    settings.smallestSquareMetres = smallestPatch
    return settings
  }

  /// - Throws: `PrescriptionError`.
  func zones(_ rates: [Double], method: ZoneMethod) throws -> ZoneRequest {
    try ZoneRequest(
      rates: rates, method: method, smallestSquareMetres: smallestZone, isSmoothed: !raw, cap: cap)
  }
}
