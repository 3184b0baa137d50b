public import Agronomy

/// A way to write a prescription; a new one is one new file and a line in
/// `PrescriptionFormats`.
public protocol PrescriptionFormat: Sendable {
  /// The name on the command line.
  var name: String { get }
  /// What it is, in a few words.
  var summary: String { get }

  /// Changes a prescription to what the format can hold, and says what was
  /// changed, a sentence each.
  ///
  /// - Throws: `PrescribingError.unfit` where it cannot hold it.
  func fit(_ content: PrescriptionContent) throws -> (content: PrescriptionContent, notes: [String])

  /// Writes the files into a staging place.
  func write(_ content: PrescriptionContent, to staging: StagedPrescription) throws

  /// The product that the written files ask for, read back from them.
  func product(_ content: PrescriptionContent, in staging: StagedPrescription) throws -> Double
}

extension PrescriptionFormat {
  /// Writes a prescription, reads it back, and puts it in place.
  ///
  /// - Returns: What was written, with what had to be changed.
  /// - Throws: What goes wrong; then nothing of it is left, and what lay at
  ///   the target lies there still.
  public func publish(_ content: PrescriptionContent, to target: String) throws -> PublishedPrescription {
    let (fitted, notes) = try fit(content)
    let staging = try StagedPrescription(target)
    defer { staging.discard() }
    try write(fitted, to: staging)
    let found = try product(fitted, in: staging)
    let planned = fitted.prescription.product
    guard abs(found - planned) <= max(planned, 1e-9) * 1e-3 else {
      throw PrescribingError.readBack(
        file: target, planned: planned, found: found, unit: fitted.prescription.unit.product)
    }
    try staging.publish()
    return PublishedPrescription(prescription: fitted.prescription, productInFile: found, notes: notes)
  }
}

/// What was written.
public struct PublishedPrescription: Sendable {
  /// The prescription as the format holds it.
  public var prescription: Prescription
  /// The product that was read back from the file.
  public var productInFile: Double
  /// What had to be changed, a sentence each.
  public var notes: [String]
}
