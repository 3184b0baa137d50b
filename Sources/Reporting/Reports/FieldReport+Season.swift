import Pixels

extension FieldReport {
  /// What changed since the flight before, and the curves of the season.
  func since(_ parts: ReportParts) -> [ReportDocument.Block] {
    let language = parts.language
    guard let earlier else { return [.paragraph(language(.firstFlight))] }
    let changes = changes
    var blocks: [ReportDocument.Block] = [
      .paragraph(language(.changeFrom, parts.day(of: earlier.flight), parts.day(of: newest.flight))),
      .table(changeTable(changes, parts)),
    ]
    if changes.contains(where: { $0.standardError != nil }) {
      blocks.append(.paragraph(language(.changeError)))
    }
    if changes.contains(where: { $0.standardError == nil }) {
      blocks.append(.paragraph(language(.changeNoError)))
    }
    return blocks + [.charts(classCurves(parts) + indexCurves(language)), .paragraph(language(.seasonKey))]
  }

  private func changeTable(_ changes: [ClassChange], _ parts: ReportParts) -> ReportTable {
    let language = parts.language
    let isSure = changes.contains { $0.interval != nil }
    var columns: [ReportTable.Column] = [
      .init(title: language(.className), isNumber: false), .init(title: language(.before), unit: "%"),
      .init(title: language(.now), unit: "%"),
      .init(title: language(.change), unit: language(.points)),
    ]
    if isSure { columns.append(.init(title: language(.interval), unit: language(.points))) }
    let rows = changes.map { change -> [ReportTable.Cell] in
      let interval = change.interval.map {
        language(.range, language.points($0.lowerBound), language.points($0.upperBound))
      }
      let cells: [ReportTable.Cell] = [
        parts.name(change.entry), .init(language.percent(change.before)),
        .init(language.percent(change.now)), .init(language.points(change.change)),
      ]
      return isSure ? cells + [.init(interval ?? Figures.missing)] : cells
    }
    return ReportTable(caption: language(.since), columns: columns, rows: rows)
  }

  private func classCurves(_ parts: ReportParts) -> [(caption: String, svg: String)] {
    parts.classes.map { entry in
      let points = visits.compactMap { visit -> Chart.SeasonPoint? in
        visit.share(of: entry.name).map { share in
          Chart.SeasonPoint(
            date: visit.flight.date, value: share.mapped * 100,
            corrected: share.corrected.map { $0.share * 100 },
            interval: share.interval.map { $0.lowerBound * 100...$0.upperBound * 100 })
        }
      }
      return curve(
        points, caption: parts.language(.seasonOf, entry.name), color: entry.color.hex, unit: " %",
        decimals: 1, startsAtZero: true, parts.language)
    }
  }

  private func indexCurves(_ language: ReportLanguage) -> [(caption: String, svg: String)] {
    newest.figures.indices.map(\.index).map { index in
      let points = visits.compactMap { visit in
        visit.figures.indices.first { $0.index == index && $0.mean.isFinite }.map {
          Chart.SeasonPoint(date: visit.flight.date, value: $0.mean)
        }
      }
      return curve(
        points, caption: language(.indexSeason, index), color: "#2c6a43", unit: "", decimals: 3,
        startsAtZero: false, language)
    }
  }

  private func curve(
    _ points: [Chart.SeasonPoint], caption: String, color: String, unit: String, decimals: Int,
    startsAtZero: Bool, _ language: ReportLanguage
  ) -> (caption: String, svg: String) {
    let told = points.map { point in
      let day = point.date.map(language.day) ?? language(.notKnown)
      return "\(day): \(language.number(point.value, decimals))\(unit)"
    }
    return (
      caption,
      Chart.season(
        points, color: color, startsAtZero: startsAtZero, language: language,
        label: "\(caption): \(told.joined(separator: "; "))")
    )
  }
}
