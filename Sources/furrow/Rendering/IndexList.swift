import Reporting
import Spectral

/// The index catalogue as a table and as text.
struct IndexList {
  let catalogue: IndexCatalogue
  /// Whether a mosaic can have each, by key; `nil` without a mosaic.
  let availability: [String: IndexAvailability]?

  /// Everything, one row an index.
  var table: Table {
    var columns: [Table.Column] = [
      .init("index"), .init("title"), .init("formula"), .init("unit"), .init("low"), .init("high"),
      .init("scale"), .init("source"),
    ]
    if availability != nil { columns += [.init("available"), .init("reason")] }
    return Table(columns: columns, rows: catalogue.definitions.map(row))
  }

  /// The list for people; with a mosaic, what it cannot have comes last.
  var text: String {
    guard let availability else { return entries(catalogue.definitions) }
    let possible = catalogue.definitions.filter { availability[$0.key] == .available }
    let impossible = catalogue.definitions.filter { availability[$0.key] != .available }
    var text = "\(possible.count) of \(catalogue.definitions.count) indices can be had from this mosaic\n\n"
    text += entries(possible)
    guard !impossible.isEmpty else { return text }
    let reasons = impossible.map { ($0.key, "\(availability[$0.key].map { "\($0)" } ?? "")") }
    return text + "\nThese cannot:\n\n" + Paragraph.pairs(reasons)
  }

  private func row(_ index: IndexDefinition) -> [Table.Cell] {
    let cells: [Table.Cell] = [
      .text(index.key), .text(index.title), .text(index.formula),
      index.unit.isEmpty ? .missing : .text(index.unit), .optional(index.expectedValues?.lowerBound),
      .optional(index.expectedValues?.upperBound), .text(need(index)), .text(index.source),
    ]
    guard let availability else { return cells }
    let state = availability[index.key] ?? .available
    return cells + [.flag(state == .available), state == .available ? .missing : .text("\(state)")]
  }

  /// What the bands must be: what the formula's own constants and those of the
  /// indices in it ask for.
  private func need(_ index: IndexDefinition) -> String {
    guard let formula = catalogue.expression(of: index.key) else { return "any" }
    let scales = catalogue.requirement(of: (try? catalogue.parse(index.key)) ?? formula).scales
    if scales.contains(.counts8) { return "counts 0-255" }
    return scales.contains(.reflectance) ? "reflectance" : "any"
  }

  private func entries(_ definitions: [IndexDefinition]) -> String {
    let width = (definitions.map(\.key.count).max() ?? 0) + 2
    let indent = String(repeating: " ", count: width)
    return definitions.map { index in
      let key = index.key + String(repeating: " ", count: width - index.key.count)
      let range = index.expectedValues.map {
        ", \(Number.text($0.lowerBound)) to \(Number.text($0.upperBound))"
      }
      let scale = need(index) == "any" ? "" : ", needs \(need(index))"
      let title = index.title + (range ?? "") + scale + ", " + index.source
      return Paragraph.wrapped(title, first: key, indent: indent)
        + Paragraph.wrapped(index.formula, first: indent, indent: indent + "  ")
    }.joined()
  }
}
