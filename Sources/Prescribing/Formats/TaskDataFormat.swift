import Agronomy
import GeoFiles

/// ISO 11783-10 task data: `TASKDATA/TASKDATA.XML` and `TASKDATA/GRD00000.BIN`.
///
/// Source: ISO 11783-10:2015, version 4.3 of the schema; Annex D for elements.
struct TaskDataFormat: PrescriptionFormat {
  /// How the binary file tells rates.
  enum GridKind: Int, Sendable {
    /// A byte a cell, the code of a treatment zone.
    case zones = 1
    /// A number a cell, the rate in units of the data dictionary.
    case rates = 2
  }

  let kind: GridKind

  var name: String { "taskdata-\(kind.rawValue)" }

  var summary: String {
    "ISO 11783-10 task data, grid type \(kind.rawValue): "
      + (kind == .zones ? "a treatment zone a cell" : "a rate a cell")
  }

  /// Rates in whole units of the data dictionary.
  func fit(_ content: PrescriptionContent) throws -> (content: PrescriptionContent, notes: [String]) {
    var fitted = content
    let unit = content.prescription.unit
    fitted.prescription = content.rounded(to: 1 / unit.ownUnits)
    if let most = fitted.prescription.rates.max(), most * unit.ownUnits > Double(Int32.max) {
      throw PrescribingError.unfit(
        terminal: name, reason: "a rate of \(most) \(unit.rawValue) is more than its numbers can tell")
    }
    let changed = zip(content.prescription.rates, fitted.prescription.rates).filter {
      abs($0 - $1) > $0 * 1e-6
    }
    let notes = changed.map {
      "the rate \($0) is written as \($1) \(unit.rawValue), the next that ISO 11783 can tell"
    }
    return (fitted, notes)
  }

  func write(_ content: PrescriptionContent, to staging: StagedPrescription) throws {
    let making = GridMaking(
      prescription: content.prescription, ground: content.ground, working: content.working)
    let grid = try making.grid(
      sideMetres: GridMaking.side(for: content.prescription),
      resolution: 1 / content.prescription.unit.ownUnits)
    let bytes = binary(of: grid, unit: content.prescription.unit)
    let document = try TaskDataDocument(content: content, grid: grid, kind: kind, byteCount: bytes.count)
    let bundle = FileBundle(files: [
      (name: TaskDataDocument.path, bytes: Array(document.text.utf8)),
      (name: TaskDataDocument.binaryPath, bytes: bytes),
    ])
    try bundle.write(to: staging, format: name)
  }

  func product(_ content: PrescriptionContent, in staging: StagedPrescription) throws -> Double {
    let text = try FileBundle.bytes(of: TaskDataDocument.path, in: staging)
    let reading = try TaskDataReading(text, file: staging.target)
    let binary = try FileBundle.bytes(of: reading.binaryPath, in: staging)
    return try reading.product(of: binary)
  }

  private func binary(of grid: RateGrid, unit: RateUnit) -> [UInt8] {
    guard kind == .rates else { return grid.codes }
    let numbers = grid.rates.map { Int32(($0 * unit.ownUnits).rounded()).bytes }
    return grid.codes.flatMap { numbers[Int($0)] }
  }
}
