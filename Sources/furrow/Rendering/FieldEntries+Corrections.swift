import Catalog
import Reporting

extension FieldEntries {
  /// Where corrected areas come from and what their intervals do not cover,
  /// or that areas are as mapped.
  var areaNote: String {
    var seen = Set<String>()
    let sources = entries.compactMap(\.areaCorrectionSource).filter { seen.insert($0).inserted }
    guard !sources.isEmpty else {
      return Paragraph.wrapped("no labelled data: area as mapped, without an error bar")
    }
    let notes = sources.map { Paragraph.wrapped("corrected areas and 95 % intervals: \($0)") }
    let isMixed = entries.contains { $0.areaCorrectionSource == nil }
    return (isMixed ? notes + [Paragraph.wrapped("other flights: no labelled data")] : notes).joined()
  }
}

extension CorrectedArea {
  /// "0.21 (0.15 to 0.27)", or without an interval where there is none.
  func text(in unit: AreaUnit) -> String {
    func shown(_ area: Double) -> String { Number.fixed(area / unit.squareMetres, unit.decimals + 1) }
    let interval = margin.map { " (\(shown($0.lowerSquareMetres)) to \(shown($0.upperSquareMetres)))" }
    return shown(areaSquareMetres) + (interval ?? "")
  }
}
