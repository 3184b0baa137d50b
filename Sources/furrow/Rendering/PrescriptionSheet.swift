import Agronomy
import Prescribing
import Reporting

/// What a prescription comes to, for people and for programs.
struct PrescriptionSheet {
  let field: String
  let source: String
  let made: PreparedPrescription
  let published: PublishedPrescription
  let target: String

  private var plan: Prescription { published.prescription }
  private var unit: String { plan.unit.product }
  private var working: Double { plan.workingSquareMetres }
  private var treatedShare: Double { working > 0 ? plan.treatedSquareMetres / working : 0 }

  /// Lines for people.
  var text: String {
    "prescription for field \(field) from \(source), written to '\(target)'\n\n"
      + Paragraph.pairs(pairs) + (notes.isEmpty ? "" : "\n" + Paragraph.list(notes))
  }

  private var notes: [String] { made.notes + published.notes }

  private var pairs: [(label: String, text: String)] {
    [
      ("product", "\(amount(plan.product)) \(unit)\(interval)"),
      (
        "treated",
        "\(hectares(plan.treatedSquareMetres)) of \(hectares(working)) ha, \(percent(treatedShare))"
      ),
      (
        "saving",
        "\(percent(plan.saving)) of \(amount(plan.blanketProduct)) \(unit) at \(Number.text(plan.blanketRate)) \(plan.unit.rawValue) everywhere"
      ), ("unseen", unseen), ("rates", rates),
      (
        "swaths",
        "\(plan.lattice.swathCount) of \(Number.text(plan.lattice.machine.boomMetres)) m along \(Number.fixed(plan.lattice.bearingDegrees, 1))°"
      ),
      (
        "cells",
        "\(Number.text(plan.lattice.machine.sectionMetres)) m across, \(Number.text(plan.lattice.machine.stepMetres)) m along"
      ),
      ("in the file", "\(amount(published.productInFile)) \(unit), read back"),
    ]
  }

  private var interval: String {
    made.interval.map { ", \(amount($0.low)) to \(amount($0.high)) (95 %, from \($0.basis.rawValue))" }
      ?? ", without an interval: fewer than eight blocks"
  }

  private var unseen: String { "\(hectares(made.unseenSquareMetres)) ha" }

  private var rates: String {
    zip(plan.rates, plan.zoneSquareMetres).filter { $1 > 0 }
      .map { "\(Number.text($0)) \(plan.unit.rawValue) on \(hectares($1)) ha" }.joined(separator: ", ")
  }

  private func amount(_ value: Double) -> String { Number.text(value, significant: 4) }
  private func hectares(_ squareMetres: Double) -> String {
    Number.text(squareMetres / 10_000, significant: 4)
  }
  private func percent(_ share: Double) -> String { "\(Number.fixed(share * 100, 1)) %" }

  /// One JSON object.
  var json: String {
    let interval = made.interval.map { interval -> JSONValue in
      .object([
        "low": .number(interval.low), "high": .number(interval.high),
        "basis": .string(interval.basis.rawValue),
      ])
    }
    return JSONValue.object([
      "field": .string(field), "source": .string(source), "path": .string(target),
      "unit": .string(plan.unit.rawValue), "product": .number(plan.product),
      "product_in_file": .number(published.productInFile), "product_interval": interval ?? .null,
      "working_m2": .number(working), "treated_m2": .number(plan.treatedSquareMetres),
      "treated_share": .number(treatedShare), "unseen_m2": .number(made.unseenSquareMetres),
      "blanket_rate": .number(plan.blanketRate), "blanket_product": .number(plan.blanketProduct),
      "saving": .number(plan.saving), "swaths": .integer(plan.lattice.swathCount),
      "direction_degrees": .number(plan.lattice.bearingDegrees),
      "zone_limits": .array(made.limits.map(JSONValue.number)),
      "zones": .array(
        zip(plan.rates, plan.zoneSquareMetres).map {
          .object(["rate": .number($0), "area_m2": .number($1)])
        }), "notes": .array(notes.map(JSONValue.string)),
    ]).text
  }
}
