import Pixels

extension FlightOverview {
  /// The report in a language.
  ///
  /// - Parameter links: The page of each field by its id, where there is one.
  public func document(in language: ReportLanguage, links: [String: String] = [:]) -> ReportDocument {
    let largest = fields.map(\.areaHectares).max() ?? 1
    let parts = ReportParts(language, classes: flight.classes, largestHectares: largest)
    var document = ReportDocument(
      language: language, over: "\(language(.flightReport)) · \(jobName)", title: flight.name,
      day: flight.date.map(language.day) ?? "", date: flight.date,
      foot: language(.fromCatalog, programVersion))
    document.facts = [
      (label: language(.fields), value: "\(fields.count)"),
      (label: language(.seen), value: seenText(parts)),
    ]
    document.notices = notices(parts)
    if !fields.isEmpty {
      document.add("found", .found, found(parts, links: links))
      document.add("sure", .sure, sure(parts))
      document.add("since", .since, since(parts))
    }
    document.add("where", .whereItIs, parts.whereBlocks(map, of: flight.name, flight: flight))
    document.add("unseen", .unseen, unseen(parts))
    document.add("made", .made, parts.made(flight, jobName: jobName))
    return document
  }

  private func seenText(_ parts: ReportParts) -> String {
    let whole = fields.reduce(0) { $0 + $1.areaHectares }
    let seen = fields.reduce(0) { $0 + $1.areaHectares * $1.seenShare }
    return "\(parts.area(seen)) / \(parts.area(whole)) \(parts.unit.name)"
  }

  private func notices(_ parts: ReportParts) -> [ReportDocument.Notice] {
    let language = parts.language
    let drift = [parts.driftNotice(flight)].compactMap { $0 }
    let warnings = flight.warnings.map {
      ReportDocument.Notice(label: language(.warning), text: "", quote: $0)
    }
    return drift + warnings
  }

  private func found(_ parts: ReportParts, links: [String: String]) -> [ReportDocument.Block] {
    let totals = totals
    return [
      .bar(parts.bar(totals)), .table(parts.classTable(totals, patches: [], caption: .totals)),
      .table(fieldTable(parts, links: links)),
    ]
  }

  private func fieldTable(_ parts: ReportParts, links: [String: String]) -> ReportTable {
    let language = parts.language
    let columns: [ReportTable.Column] =
      [
        .init(title: language(.field), isNumber: false), .init(title: language(.crop), isNumber: false),
        .init(title: language(.area), unit: parts.unit.name), .init(title: language(.seen), unit: "%"),
      ] + parts.classes.map { .init(title: $0.name, unit: "%") }
    let rows = fields.map { row -> [ReportTable.Cell] in
      let head: [ReportTable.Cell] = [
        .init(row.id, link: links[row.id]), .init(row.crop ?? Figures.missing),
        .init(parts.area(row.areaHectares)), .init(language.percent(row.seenShare)),
      ]
      return head
        + parts.classes.map { entry in
          let share = row.classes.first { $0.code == entry.code }?.share
          return .init(share.map(language.percent) ?? Figures.missing)
        }
    }
    return ReportTable(caption: language(.allFields), columns: columns, rows: rows)
  }

  /// The corrected areas of each field, or that nothing tells the error.
  private func sure(_ parts: ReportParts) -> [ReportDocument.Block] {
    let language = parts.language
    let isCorrected = fields.contains { $0.classes.contains { $0.corrected != nil } }
    guard isCorrected, let source = flight.correctionSource else {
      return [.paragraph(language(.noLabels))]
    }
    let columns: [ReportTable.Column] = [
      .init(title: language(.field), isNumber: false), .init(title: language(.className), isNumber: false),
      .init(title: language(.mapped), unit: parts.unit.name),
      .init(title: language(.corrected), unit: parts.unit.name),
      .init(title: language(.interval), unit: parts.unit.name),
    ]
    let rows = fields.flatMap { row in
      row.classes.compactMap { area -> [ReportTable.Cell]? in
        guard let entry = parts.classes.first(where: { $0.code == area.code }) else { return nil }
        let interval = area.corrected?.margin.map {
          language(.range, parts.area($0.lower, finer: 1), parts.area($0.upper, finer: 1))
        }
        return [
          .init(row.id), parts.name(entry), .init(parts.area(area.hectares, finer: 1)),
          .init(area.corrected.map { parts.area($0.hectares, finer: 1) } ?? Figures.missing),
          .init(interval ?? Figures.missing),
        ]
      }
    }
    return [
      .table(ReportTable(caption: language(.corrected), columns: columns, rows: rows)),
      .paragraph(language(.correctionSource, source)),
    ]
  }

  private func since(_ parts: ReportParts) -> [ReportDocument.Block] {
    let language = parts.language
    let changed = fields.map { (id: $0.id, changes: changes(of: $0)) }.filter { !$0.changes.isEmpty }
    guard let earlierFlight, !changed.isEmpty else { return [.paragraph(language(.firstFlight))] }
    let all = changed.flatMap(\.changes)
    let shown = parts.classes.filter { entry in all.contains { $0.entry == entry } }
    let columns =
      [ReportTable.Column(title: language(.field), isNumber: false)]
      + shown.map { .init(title: $0.name, unit: language(.points)) }
    let rows = changed.map { field -> [ReportTable.Cell] in
      [.init(field.id)]
        + shown.map { entry in
          let change = field.changes.first { $0.entry == entry }
          return .init(change.map { Self.text($0, language) } ?? Figures.missing)
        }
    }
    let isSure = all.contains { $0.interval != nil }
    return [
      .paragraph(language(.changeFrom, parts.day(of: earlierFlight), parts.day(of: flight))),
      .table(ReportTable(caption: language(.since), columns: columns, rows: rows)),
      .paragraph(language(isSure ? .changeError : .changeNoError)),
    ]
  }

  /// "+0.4 (−0.1 to +0.9)".
  private static func text(_ change: ClassChange, _ language: ReportLanguage) -> String {
    let interval = change.interval.map {
      " (\(language(.range, language.points($0.lowerBound), language.points($0.upperBound))))"
    }
    return language.points(change.change) + (interval ?? "")
  }

  private func unseen(_ parts: ReportParts) -> [ReportDocument.Block] {
    let language = parts.language
    let partly = fields.filter { $0.seenShare < 0.9995 }
    var blocks: [ReportDocument.Block] = []
    if !unseenFields.isEmpty {
      let names = unseenFields.map(ReportLanguage.isolated).joined(separator: ", ")
      blocks.append(.paragraph(language(.unseenFields, names)))
    }
    if partly.isEmpty, unseenFields.isEmpty { blocks.append(.paragraph(language(.allSeen))) }
    guard !partly.isEmpty else { return blocks }
    let columns: [ReportTable.Column] = [
      .init(title: language(.field), isNumber: false), .init(title: language(.outside), unit: "%"),
      .init(title: language(.noData), unit: "%"), .init(title: language(.seen), unit: "%"),
    ]
    let rows = partly.map { row -> [ReportTable.Cell] in
      [.init(row.id)]
        + [row.outsideShare, row.nodataShare, row.seenShare].map { .init(language.percent($0)) }
    }
    return blocks
      + [.table(ReportTable(caption: language(.unseenShare), columns: columns, rows: rows))]
  }
}
