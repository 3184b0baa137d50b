public import Agronomy
import GeoFiles
import Grid
public import Pixels

/// A prescription for a field with what is to be said of it.
public struct PreparedPrescription {
  /// The plan and where it lies.
  public var prescription: Prescription
  /// The plane of its cells.
  public let ground: FieldGround
  /// The field without its margin.
  public let working: GroundArea
  /// How sure the product is; `nil` where nothing can be said.
  public var interval: ProductInterval?
  /// The working area that no picture shows.
  public let unseenSquareMetres: Double
  /// The limits between zones; empty for spots.
  public var limits: [Double] = []
  /// What was done beyond the obvious, a sentence each.
  public var notes: [String] = []

  /// Prescribes for the spots of a mask.
  ///
  /// - Parameters:
  ///   - codes: The classes that are spots.
  ///   - correction: The ends of their corrected area over the mapped one.
  /// - Throws: `PrescriptionError`, or what reading throws.
  public static func spots(
    _ raster: FieldRaster, codes: Set<ClassCode>, correction: (low: Double, high: Double)?,
    spots: SpotSettings, settings: PrescriptionSettings
  ) throws -> PreparedPrescription {
    let layout = try FieldLayout(raster, settings)
    let reading = try SpotReading(
      raster, codes: codes, smallestSquareMetres: spots.smallestSquareMetres,
      bufferMetres: spots.bufferMetres, ground: layout.ground, lattice: layout.lattice)
    let seen = reading.seen.seenCells(weights: layout.weights)
    let marks = zip(reading.marks.isMarked, seen).map { $0 || (!$1 && settings.unseen == .blanket) }
    let outcome = try Prescription.spots(
      marks, infested: reading.marks.infestedSquareMetres, lattice: layout.lattice, weights: layout.weights,
      unit: settings.unit, request: spots.request, blanketRate: settings.blanketRate)
    var prepared = layout.prepared(outcome.prescription, seen: seen)
    prepared.interval =
      correction.map(outcome.prescription.correctedInterval) ?? outcome.prescription.blockInterval()
    if outcome.forgoneRuns > 0 { prepared.notes.append(Self.note(outcome, spots.request.cap)) }
    if outcome.prescription.treatedSquareMetres == 0 {
      prepared.notes.append("the mask has no such spots in the field: the prescription is empty")
    }
    return prepared
  }

  /// Prescribes by the values of a raster.
  ///
  /// - Throws: `PrescriptionError`, or what reading throws.
  public static func zones(
    _ raster: FieldRaster, request: ZoneRequest, settings: PrescriptionSettings
  ) throws -> PreparedPrescription {
    let layout = try FieldLayout(raster, settings)
    let means = try ValueReading(raster, ground: layout.ground, lattice: layout.lattice).means
    let seen = means.seenCells(weights: layout.weights)
    let blanket = settings.blanketRate ?? request.rates.max() ?? 0
    let outcome = try Prescription.zones(
      field: raster.field.id, lattice: layout.lattice, weights: layout.weights, unit: settings.unit,
      request: request, unseenRate: settings.unseen == .blanket ? blanket : 0, blanketRate: blanket
    ) { seen[$0] ? means.nearMean($0) : nil }
    var prepared = layout.prepared(outcome.prescription, seen: seen)
    prepared.limits = outcome.limits
    prepared.interval = outcome.prescription.blockInterval()
    if outcome.scale < 1 {
      prepared.notes.append("all rates are multiplied by \(outcome.scale.shortText) to meet the cap")
    }
    return prepared
  }

  private static func note(_ outcome: SpotOutcome, _ cap: Double?) -> String {
    "the cap of \((cap ?? 0).shortText) \(outcome.prescription.unit.product) leaves out "
      + "\(outcome.forgoneRuns) runs of cells with \(outcome.forgoneSquareMetres.shortText) m² of spots, the least infested"
  }
}

extension Double {
  /// Six digits at most.
  var shortText: String { formatted(digits: 6) }

  private func formatted(digits: Int) -> String {
    guard self != 0, isFinite else { return self == 0 ? "0" : "\(self)" }
    var scale = 1.0
    while abs(self) * scale < 1e5, scale < 1e9 { scale *= 10 }
    let rounded = (self * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}

/// A field with a machine's cells laid over it.
struct FieldLayout {
  let ground: FieldGround
  let working: GroundArea
  let lattice: MachineLattice
  let weights: [UInt32]

  init(_ raster: FieldRaster, _ settings: PrescriptionSettings) throws {
    let margin = settings.marginMetres
    guard margin >= 0, margin.isFinite else {
      throw PrescriptionError.notPositive(what: "safety margin", value: margin)
    }
    ground = try FieldGround(raster.boundary, crs: raster.grid.crs)
    working = try ground.workingArea(marginMetres: margin)
    guard !working.isEmpty else {
      throw PrescriptionError.noWorkingArea(field: raster.field.id, marginMetres: margin)
    }
    lattice = try MachineLattice(over: ground.field, machine: settings.machine, direction: settings.direction)
    weights = try lattice.coverage(of: working)
  }

  func prepared(_ prescription: Prescription, seen: [Bool]) -> PreparedPrescription {
    let cell = lattice.machine.cellSquareMetres * 0x1p-24
    let unseen = zip(seen, weights).reduce(0.0) { $0 + ($1.0 ? 0 : Double($1.1) * cell) }
    return PreparedPrescription(
      prescription: prescription, ground: ground, working: working, unseenSquareMetres: unseen)
  }
}
