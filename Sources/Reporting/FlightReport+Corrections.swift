import Pixels

extension FlightReport {
  /// A class's area corrected for confused classes, in hectares.
  public struct CorrectedArea: Hashable, Sendable {
    /// How far the truth may be from a corrected area, in hectares.
    public struct Margin: Hashable, Sendable {
      /// The standard error.
      public var standardError: Double
      /// The lower end of the 95 % interval.
      public var lower: Double
      /// The upper end of the 95 % interval.
      public var upper: Double

      /// Makes a margin.
      public init(standardError: Double, lower: Double, upper: Double) {
        self.standardError = standardError
        self.lower = lower
        self.upper = upper
      }
    }

    /// The corrected area.
    public var hectares: Double
    /// How sure it is; `nil` where labels are too few to say.
    public var margin: Margin?

    /// Makes a corrected area.
    public init(hectares: Double, margin: Margin? = nil) {
      self.hectares = hectares
      self.margin = margin
    }
  }

  /// What stands under areas that nothing corrects.
  public static let uncorrectedNote = "No labelled data: area as mapped, without an error bar."

  /// Where the corrected areas come from, or that there are none.
  var areaNote: String {
    guard let areaCorrectionSource else { return Self.uncorrectedNote }
    return "Corrected areas and 95 % intervals: \(areaCorrectionSource)."
  }

  /// Each field's classes as mapped and corrected; `nil` where no field's are.
  var correctionTable: PageTable? {
    guard fields.contains(where: { $0.classes.contains { $0.corrected != nil } }) else { return nil }
    let unit = areaUnit.name
    let columns: [PageTable.Column] = [
      .init(title: "Field", isNumber: false), .init(title: "Class", isNumber: false),
      .init(title: "Mapped", unit: unit), .init(title: "Corrected", unit: unit),
      .init(title: "± Standard error", unit: unit), .init(title: "95 % from", unit: unit),
      .init(title: "95 % to", unit: unit),
      .init(title: "95 % interval", unit: "dashed: as mapped", isNumber: false, isSortable: false),
    ]
    let greatest = greatestAreas
    let rows = fields.flatMap { field in
      legend.entries.compactMap { entry in
        field.classes.first { $0.code == entry.code }.map {
          correctionRow(field.id, entry, $0, greatest: greatest[entry.code] ?? 0)
        }
      }
    }
    return PageTable(
      caption: "Corrected area of each class", columns: columns, rows: rows)
  }

  private func correctionRow(
    _ field: String, _ entry: Legend.Entry, _ area: ClassArea, greatest: Double
  ) -> [PageTable.Cell] {
    let margin = area.corrected?.margin
    let figures = [
      area.hectares, area.corrected?.hectares, margin?.standardError, margin?.lower, margin?.upper,
    ]
    return [.text(field), .text(entry.name)]
      + figures.map { .number($0.map(areaUnit.of), areaUnit.decimals + 1) }
      + [.chart(area.corrected.map { whisker($0, mapped: area.hectares, entry, greatest) } ?? "")]
  }

  /// The greatest area of each class in any field, or upper end of one.
  private var greatestAreas: [ClassCode: Double] {
    fields.reduce(into: [:]) { greatest, field in
      for area in field.classes {
        let reach = max(area.hectares, area.corrected?.hectares ?? 0, area.corrected?.margin?.upper ?? 0)
        greatest[area.code] = max(greatest[area.code] ?? 0, reach)
      }
    }
  }

  /// The bar of a corrected area; those of one class have one scale.
  private func whisker(
    _ area: CorrectedArea, mapped: Double, _ entry: Legend.Entry, _ greatest: Double
  ) -> String {
    guard greatest > 0 else { return "" }
    let interval = area.margin.map { $0.lower / greatest...$0.upper / greatest }
    return Chart.interval(
      area.hectares / greatest, mapped: mapped / greatest, interval: interval, color: entry.color,
      label: "\(entry.name): \(correctedText(area)) \(areaUnit.name)")
  }

  /// A corrected area with its interval, as in "0.21 (0.15 to 0.27)".
  private func correctedText(_ area: CorrectedArea) -> String {
    shownArea(area.hectares) + (area.margin.map { " (\(intervalText($0)))" } ?? "")
  }

  /// "0.15 to 0.27"; a line may break before "to" alone.
  func intervalText(_ margin: CorrectedArea.Margin) -> String {
    "\(shownArea(margin.lower)) to\u{A0}\(shownArea(margin.upper))"
  }

  /// The area of a class in the page's unit.
  func shownArea(_ hectares: Double) -> String {
    Figures.shown(areaUnit.of(hectares: hectares), areaUnit.decimals + 1)
  }
}
