import Agronomy
import Foundation
import GeoFiles

/// A Shapefile as a terminal's profile wants it.
struct TerminalFormat: PrescriptionFormat {
  let profile: TerminalProfile

  var name: String { profile.name }
  var summary: String { profile.summary }

  /// Rates as the terminal's table can tell them; coarser cells until it
  /// takes the number of polygons and bytes.
  func fit(_ content: PrescriptionContent) throws -> (content: PrescriptionContent, notes: [String]) {
    var fitted = content
    let plan = content.prescription
    fitted.prescription = content.rounded(to: pow(10, -Double(profile.rate.decimals)))
    if plan.product > 0, fitted.prescription.product == 0 {
      throw PrescribingError.unfit(
        terminal: name,
        reason: "it tells rates with \(profile.rate.decimals) decimals, in which all rates are 0")
    }
    var notes = rateNotes(plan, fitted.prescription)
    let whole = fitted.prescription
    for factor in [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64] {
      fitted.prescription = whole.coarsened(by: factor)
      let size = try measure(fitted)
      if let cap = content.cap, fitted.prescription.product > cap * (1 + 1e-9) {
        throw PrescribingError.unfit(
          terminal: name, reason: "it takes \(limits), and with fewer areas the product would pass the cap")
      }
      if fits(size) {
        if factor > 1 { notes.append(note(factor, whole, fitted.prescription)) }
        return (fitted, notes)
      }
    }
    let size = try measure(fitted)
    throw PrescribingError.unfit(
      terminal: name,
      reason:
        "it takes \(limits), and cells of 64 by 64 still give \(size.areas) areas in \(size.bytes) bytes")
  }

  private func fits(_ size: (areas: Int, bytes: Int)) -> Bool {
    size.areas <= profile.maximumAreas ?? .max && size.bytes <= profile.maximumBytes ?? .max
  }

  private var limits: String {
    [profile.maximumAreas.map { "at most \($0) areas" }, profile.maximumBytes.map { "at most \($0) bytes" }]
      .compactMap(\.self).joined(separator: " and ")
  }

  private func rateNotes(_ before: Prescription, _ after: Prescription) -> [String] {
    zip(before.rates, after.rates).filter { abs($0 - $1) > $0 * 1e-6 }.map {
      "the rate \(Self.short($0)) is written as \(Self.short($1)) \(before.unit.rawValue): the terminal takes "
        + (profile.rate.decimals == 0 ? "whole numbers" : "\(profile.rate.decimals) decimals")
    }
  }

  private func note(_ factor: Int, _ before: Prescription, _ after: Prescription) -> String {
    let unit = before.unit.product
    return "\(factor) by \(factor) cells share their highest rate, since the terminal takes \(limits): "
      + "\(Self.short(after.product)) \(unit) instead of \(Self.short(before.product))"
  }

  private static func short(_ value: Double) -> String { String(format: "%.6g", value) }

  private func measure(_ content: PrescriptionContent) throws -> (areas: Int, bytes: Int) {
    guard profile.maximumAreas != nil || profile.maximumBytes != nil else { return (0, 0) }
    let polygons = try polygons(content)
    return (polygons.count, bundle(content, polygons).files.reduce(0) { $0 + $1.bytes.count })
  }

  private func polygons(_ content: PrescriptionContent) throws -> [RatePolygons.Piece] {
    let pieces = try RatePolygons(content).pieces
    let kept = pieces.filter { profile.hasZeroAreas || $0.rate > 0 }
    // A Shapefile without a polygon is none for most terminals.
    return kept.isEmpty ? pieces : kept
  }

  private func bundle(_ content: PrescriptionContent, _ pieces: [RatePolygons.Piece]) -> FileBundle {
    var shapes = Shapefile(columns: columns)
    for (index, piece) in pieces.enumerated() {
      shapes.add(piece.polygon, (profile.idColumn == nil ? [] : [Double(index + 1)]) + [piece.rate])
    }
    return FileBundle(files: shapes.files.map { (name: path(content.field, $0.ending), bytes: $0.bytes) })
  }

  private var columns: [Shapefile.Column] {
    (profile.idColumn.map { [Shapefile.Column(name: $0, width: 9, decimals: 0)] } ?? [])
      + [Shapefile.Column(name: profile.rate.column, width: 16, decimals: profile.rate.decimals)]
  }

  private func path(_ field: String, _ ending: String) -> String {
    profile.path.replacing("{stem}", with: profile.stem(of: field)).replacing("{ending}", with: ending)
  }

  func write(_ content: PrescriptionContent, to staging: StagedPrescription) throws {
    if profile.isArchive { try staging.require(ending: "zip", format: name) }
    try bundle(content, try polygons(content)).write(to: staging, format: name)
  }

  func product(_ content: PrescriptionContent, in staging: StagedPrescription) throws -> Double {
    let member = path(content.field, "shp")
    let polygons =
      staging.isFolder
      ? try RatedPolygon.read(path: staging.path(member), attribute: profile.rate.column)
      : try RatedPolygon.read(path: staging.content, member: member, attribute: profile.rate.column)
    return polygons.reduce(0) { $0 + $1.rate * $1.squareMetres } / 10_000
  }
}
