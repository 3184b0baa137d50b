import Pixels

/// The parts that reports share, in one language and one legend.
struct ReportParts {
  let language: ReportLanguage
  let classes: [Legend.Entry]
  let palette: PaletteCheck
  let unit: AreaUnit

  init(_ language: ReportLanguage, classes: [Legend.Entry], largestHectares: Double) {
    self.language = language
    self.classes = classes
    palette = PaletteCheck(classes)
    unit = AreaUnit(largestSquareMetres: largestHectares * 10_000)
  }

  func area(_ hectares: Double, finer: Int = 0) -> String {
    language.number(unit.of(hectares: hectares), unit.decimals + finer)
  }

  /// A day as readers know it, else the flight's name.
  func day(of flight: ReportedFlight) -> String {
    flight.date.map(language.day) ?? ReportLanguage.isolated(flight.name)
  }

  func name(_ entry: Legend.Entry) -> ReportTable.Cell {
    ReportTable.Cell(entry.name, swatch: palette.swatch(entry))
  }

  func bar(_ areas: [FlightReport.ClassArea]) -> ReportBar {
    ReportBar(
      pieces: areas.compactMap { area in
        classes.first { $0.code == area.code }.map { entry in
          ReportBar.Piece(
            share: area.share, swatch: palette.swatch(entry),
            label: "\(entry.name) \(language.percent(area.share)) %")
        }
      })
  }

  // MARK: What was found

  /// Area, share and patches of each class.
  func classTable(
    _ areas: [FlightReport.ClassArea], patches: [FlightReport.PatchSummary], caption: ReportWord
  ) -> ReportTable {
    var columns: [ReportTable.Column] = [
      .init(title: language(.className), isNumber: false), .init(title: language(.area), unit: unit.name),
      .init(title: language(.share), unit: "%"),
    ]
    if !patches.isEmpty {
      columns += [
        .init(title: language(.patches)), .init(title: language(.medianPatch), unit: "m²"),
        .init(title: language(.largestPatch), unit: "m²"),
      ]
    }
    let rows = areas.compactMap { area -> [ReportTable.Cell]? in
      guard let entry = classes.first(where: { $0.code == area.code }) else { return nil }
      var cells = [
        name(entry), .init(self.area(area.hectares, finer: 1)), .init(language.percent(area.share)),
      ]
      if !patches.isEmpty { cells += patchCells(patches.first { $0.code == area.code }) }
      return cells
    }
    return ReportTable(caption: language(caption), columns: columns, rows: rows)
  }

  private func patchCells(_ patch: FlightReport.PatchSummary?) -> [ReportTable.Cell] {
    guard let patch else { return Array(repeating: .init(Figures.missing), count: 3) }
    let sizes = [patch.medianSquareMetres, patch.largestSquareMetres]
    return [.init(language.number(Double(patch.count), 0))]
      + sizes.map { .init($0.map { language.number($0, 3) } ?? Figures.missing) }
  }

  // MARK: How sure

  /// Corrected areas with their intervals, or that nothing tells the error.
  func sure(_ areas: [FlightReport.ClassArea], source: String?) -> [ReportDocument.Block] {
    guard let source, areas.contains(where: { $0.corrected != nil }) else {
      return [.paragraph(language(.noLabels))]
    }
    let columns: [ReportTable.Column] = [
      .init(title: language(.className), isNumber: false), .init(title: language(.mapped), unit: unit.name),
      .init(title: language(.corrected), unit: unit.name),
      .init(title: language(.standardError), unit: unit.name),
      .init(title: language(.interval), unit: unit.name),
    ]
    let rows = areas.compactMap { area -> [ReportTable.Cell]? in
      guard let entry = classes.first(where: { $0.code == area.code }) else { return nil }
      let margin = area.corrected?.margin
      let figures = [area.hectares, area.corrected?.hectares, margin?.standardError]
      return [name(entry)] + figures.map { .init($0.map { self.area($0, finer: 1) } ?? Figures.missing) }
        + [.init(margin.map { range($0.lower, $0.upper) } ?? Figures.missing)]
    }
    let table = ReportTable(caption: language(.interval), columns: columns, rows: rows)
    return [.table(table), .paragraph(language(.correctionSource, source))]
  }

  private func range(_ lower: Double, _ upper: Double) -> String {
    language(.range, area(lower, finer: 1), area(upper, finer: 1))
  }

  // MARK: What readers must know first

  func driftNotice(_ flight: ReportedFlight) -> ReportDocument.Notice? {
    flight.drift.map { drift in
      let word: ReportWord =
        switch drift.action {
        case .noted: .driftNoted
        case .marked: .driftMarked
        case .withheld: .driftWithheld
        }
      return ReportDocument.Notice(
        label: language(.drift), text: language(word, day(of: flight)), quote: "(\(drift.reason))")
    }
  }

  /// Which classes' colours some readers cannot tell apart.
  var paletteWords: String {
    palette.pairs.map { pair in
      let vision: ReportWord =
        switch pair.vision {
        case .normal: .normalVision
        case .deuteranopia: .deuteranopia
        case .protanopia: .protanopia
        case .tritanopia: .tritanopia
        }
      return language(.alike, pair.first.name, pair.second.name, language(vision))
    }.joined(separator: " ")
  }

  // MARK: How it was made

  func made(_ flight: ReportedFlight, jobName: String) -> [ReportDocument.Block] {
    let run = flight.run
    var values = [
      (language(.job), jobName), (language(.flight), flight.name),
      (language(.model), run.model ?? language(.rulesOnly)),
    ]
    if let hash = run.modelHash { values.append(("SHA-256", hash)) }
    values += [
      (language(.program), "furrow \(run.programVersion)"), (language(.parametersHash), run.parametersHash),
    ]
    if let ended = run.endedAt { values.append((language(.runEnded), ended)) }
    return [
      .pairs(values.map { (label: $0.0, value: $0.1) }),
      .code(label: language(.parameters), text: run.parameters),
    ]
  }
}
