import Pixels

extension FieldReport {
  /// The report in a language.
  public func document(in language: ReportLanguage) -> ReportDocument {
    let parts = ReportParts(language, classes: newest.flight.classes, largestHectares: areaHectares)
    var document = ReportDocument(
      language: language, over: "\(language(.fieldReport)) · \(jobName)", title: fieldID,
      day: newest.flight.date.map(language.day) ?? "", date: newest.flight.date,
      foot: language(.fromCatalog, programVersion))
    document.facts = facts(parts)
    document.notices = notices(parts)
    document.add("found", .found, found(parts))
    if newest.isSeen {
      document.add("sure", .sure, parts.sure(newest.figures.classes, source: newest.flight.correctionSource))
      document.add("since", .since, since(parts))
    }
    document.add("where", .whereItIs, parts.whereBlocks(map, of: fieldID, flight: newest.flight))
    document.add("unseen", .unseen, unseen(parts))
    document.add("made", .made, parts.made(newest.flight, jobName: jobName))
    return document
  }

  private func facts(_ parts: ReportParts) -> [(label: String, value: String)] {
    let language = parts.language
    var facts = [(label: language(.newestFlight), value: newest.flight.name)]
    if let crop { facts.append((label: language(.crop), value: crop)) }
    return facts + [
      (label: language(.area), value: "\(parts.area(areaHectares)) \(parts.unit.name)"),
      (label: language(.seen), value: "\(language.percent(newest.figures.seenShare)) %"),
      (label: language(.flights), value: "\(visits.count)"),
    ]
  }

  private func notices(_ parts: ReportParts) -> [ReportDocument.Notice] {
    let language = parts.language
    var notices = [newest, earlier].compactMap { $0.flatMap { parts.driftNotice($0.flight) } }
    let latest = visits[visits.count - 1]
    if !latest.isSeen {
      notices.append(
        .init(
          label: language(.notSeen), text: "\(parts.day(of: latest.flight)): \(language(.nothingSeen))."))
    } else if newest.figures.seenShare < 0.9995 {
      notices.append(.init(label: language(.notSeen), text: partSeen(language)))
    }
    return notices
  }

  private func partSeen(_ language: ReportLanguage) -> String {
    language(.partSeen, language.percent(1 - newest.figures.seenShare))
  }

  private func found(_ parts: ReportParts) -> [ReportDocument.Block] {
    guard newest.isSeen else { return [.paragraph(parts.language(.noFlights))] }
    var blocks: [ReportDocument.Block] = [
      .bar(parts.bar(newest.figures.classes)),
      .table(
        parts.classTable(newest.figures.classes, patches: newest.figures.patches, caption: .allClasses)),
    ]
    if !newest.figures.indices.isEmpty { blocks.append(.table(indexTable(parts.language))) }
    return blocks
  }

  private func indexTable(_ language: ReportLanguage) -> ReportTable {
    let columns: [ReportTable.Column] = [
      .init(title: language(.index), isNumber: false), .init(title: language(.mean)), .init(title: "P5"),
      .init(title: "P50"), .init(title: "P95"),
    ]
    let rows = newest.figures.indices.map { summary -> [ReportTable.Cell] in
      [.init(summary.index)]
        + [summary.mean, summary.p5, summary.p50, summary.p95].map { .init(language.number($0, 3)) }
    }
    return ReportTable(caption: language(.index), columns: columns, rows: rows)
  }

  private func unseen(_ parts: ReportParts) -> [ReportDocument.Block] {
    let language = parts.language
    let isWhole = newest.figures.seenShare >= 0.9995
    let columns: [ReportTable.Column] = [
      .init(title: language(.date), isNumber: false), .init(title: language(.flight), isNumber: false),
      .init(title: language(.outside), unit: "%"), .init(title: language(.noData), unit: "%"),
      .init(title: language(.seen), unit: "%"),
    ]
    let rows = visits.reversed().map { visit -> [ReportTable.Cell] in
      let figures = visit.figures
      return [
        .init(visit.flight.date.map(language.day) ?? language(.notKnown)), .init(visit.flight.name),
        .init(language.percent(figures.outsideShare)), .init(language.percent(figures.nodataShare)),
        .init(language.percent(figures.seenShare)),
      ]
    }
    return [
      .paragraph(isWhole ? language(.allSeen) : partSeen(language)),
      .table(ReportTable(caption: language(.unseenShare), columns: columns, rows: rows)),
    ]
  }
}
