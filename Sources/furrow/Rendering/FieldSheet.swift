import Catalog
import Pixels
import Reporting

/// One field in one flight, for people.
struct FieldSheet {
  let entry: FieldEntries.Entry

  /// Heading, classes, their corrected areas, and indices.
  var text: String {
    let note = classes == nil ? nil : FieldEntries([entry]).areaNote
    return [heading, classes, corrections, note, indices].compactMap { $0 }.joined(separator: "\n")
  }

  private var heading: String {
    let result = entry.result
    let area = Number.fixed(result.field.areaSquareMetres / unit.squareMetres, unit.decimals)
    var facts = [("flight", entry.flightName), ("date", entry.takenOn ?? "not known")]
    if let crop = result.field.crop { facts.append(("crop", crop)) }
    facts.append(("area", "\(area) \(unit.name)"))
    facts.append(("seen", seen))
    if entry.isMarked { facts.append(("drift", "unlike what the model was trained on")) }
    return "field \(result.field.fieldID)\n" + Paragraph.pairs(facts.map { (label: $0.0, text: $0.1) })
  }

  private var seen: String {
    guard entry.result.status != .uncovered else { return "the mosaic holds nothing of this field" }
    return Number.fixed((entry.result.validFraction ?? 0) * 100, 1) + " %"
  }

  private var areas: [(Legend.Entry, ClassArea)] {
    entry.classes.compactMap { legendEntry in entry.area(of: legendEntry).map { (legendEntry, $0) } }
  }

  private var unit: AreaUnit { AreaUnit(largestSquareMetres: entry.result.field.areaSquareMetres) }

  /// The corrected areas; `nil` where there are none.
  private var corrections: String? {
    guard areas.contains(where: { $1.corrected != nil }) else { return nil }
    let names = ["mapped", "corrected", "± standard error", "95 % from", "95 % to"]
    let table = Table(
      columns: [.init("class")]
        + names.map { .init($0, unit: unit.name, decimals: unit.decimals + 1) },
      rows: areas.map { legendEntry, area in
        let margin = area.corrected?.margin
        let figures = [
          area.areaSquareMetres, area.corrected?.areaSquareMetres, margin?.standardErrorSquareMetres,
          margin?.lowerSquareMetres, margin?.upperSquareMetres,
        ]
        return [.text(legendEntry.name)] + figures.map { .optional($0.map { $0 / unit.squareMetres }) }
      })
    return TextTable(table).text
  }

  private var classes: String? {
    guard !areas.isEmpty else { return nil }
    let table = Table(
      columns: [
        .init("class"), .init("area", unit: unit.name, decimals: unit.decimals + 1),
        .init("share", unit: "%", decimals: 1), .init("patches"),
        .init("median", title: "median patch", unit: "cm²", decimals: 1),
        .init("largest", title: "largest patch", unit: "m²", decimals: 3),
      ],
      rows: areas.map { legendEntry, area in
        [
          .text(legendEntry.name), .number(area.areaSquareMetres / unit.squareMetres),
          .number(area.fraction * 100), area.patches.map { .integer($0.count) } ?? .missing,
          .optional(area.patches?.medianSquareMetres.map { $0 * 10_000 }),
          .optional(area.patches?.largestSquareMetres),
        ]
      })
    return TextTable(table).text
  }

  private var indices: String? {
    let figures = entry.result.indexFigures
    guard !figures.isEmpty else { return nil }
    let shares = IndexFigures.shares.map { "p\(Int(($0 * 100).rounded()))" }
    let names = ["mean", "sd", "least"] + shares + ["greatest"]
    let table = Table(
      columns: [.init("index")] + names.map { .init($0, decimals: 3) },
      rows: figures.map { figures in
        let percentiles: [Table.Cell] = shares.indices.map {
          $0 < figures.percentiles.count ? .number(figures.percentiles[$0]) : .missing
        }
        return [
          .text(figures.indexName), .optional(figures.mean), .optional(figures.standardDeviation),
          .optional(figures.minimum),
        ] + percentiles + [.optional(figures.maximum)]
      })
    return TextTable(table).text
  }
}
