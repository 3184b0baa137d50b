import Pixels

extension PageTable.Cell {
  /// A figure with its interval in small type below.
  static func figure(_ figure: EvaluationReport.Figure, _ decimals: Int = 3) -> PageTable.Cell {
    guard let value = figure.value, value.isFinite else { return Self(text: Figures.missing) }
    let range = figure.range(decimals).map { #"<span class="range">\#($0)</span>"# } ?? ""
    return Self(chart: Figures.shown(value, decimals) + range, key: "\(value)")
  }
}

extension EvaluationReport {
  var classTable: PageTable {
    let hasEdges = classes.contains { $0.boundaryF1 != nil }
    let titles = ["IoU", "Precision", "Recall", "F1", "Kappa"] + (hasEdges ? ["Edge F1"] : [])
    let columns =
      [PageTable.Column(title: "Class", isNumber: false)] + titles.map { .init(title: $0) }
      + [.init(title: "True", unit: "px"), .init(title: "Predicted", unit: "px")]
    let rows = zip(legend.entries, classes).map { entry, scores -> [PageTable.Cell] in
      let figures = [
        scores.intersectionOverUnion, scores.precision, scores.recall, scores.f1, scores.kappa,
      ]
      return [.text(entry.name)] + figures.map { .figure($0) }
        + (hasEdges ? [.number(scores.boundaryF1, 3)] : [])
        + [.number(Double(scores.truthPixels), 0), .number(Double(scores.predictedPixels), 0)]
    }
    return PageTable(caption: "Figures by class", columns: columns, rows: rows)
  }

  var objectTable: PageTable? {
    guard classes.contains(where: { $0.segments != nil }) else { return nil }
    let titles = ["PQ", "SQ", "RQ", "Object F1", "Found", "Made up", "Missed"]
    let columns = [PageTable.Column(title: "Class", isNumber: false)] + titles.map { .init(title: $0) }
    let rows = zip(legend.entries, classes).compactMap { entry, scores -> [PageTable.Cell]? in
      guard let segments = scores.segments else { return nil }
      let counts = [segments.matched, segments.falseAlarms, segments.missed]
      return [
        .text(entry.name), .number(segments.panopticQuality, 3), .number(segments.segmentationQuality, 3),
        .number(segments.recognitionQuality, 3),
        .number(entry.kind == .thing ? segments.recognitionQuality : nil, 3),
      ] + counts.map { .number(Double($0), 0) }
    }
    return PageTable(
      caption: "Segments matched one by one", columns: columns, rows: rows)
  }

  func groupTable(_ group: Group) -> PageTable {
    let columns =
      [
        PageTable.Column(title: group.kind.prefix(1).uppercased() + group.kind.dropFirst(), isNumber: false),
        .init(title: "Labelled", unit: "px"), .init(title: "Mean IoU"),
        .init(title: "", isNumber: false, isSortable: false), .init(title: "Accuracy"),
      ] + legend.entries.map { .init(title: $0.name, unit: "IoU") }
    let grey = Legend.Color(red: 0x7F, green: 0xA8, blue: 0x8F)
    let rows = group.rows.map { row -> [PageTable.Cell] in
      let overlap = row.meanIntersectionOverUnion
      let chart = Chart.whiskerBar(
        overlap.value ?? 0, from: overlap.lower, to: overlap.upper, color: grey,
        label: "mean IoU \(overlap.value.map { Figures.shown($0, 3) } ?? Figures.missing)")
      return [
        .text(row.name), .number(Double(row.pixels), 0), .figure(overlap),
        .chart(overlap.value == nil ? "" : chart),
        .figure(row.accuracy),
      ] + row.intersectionOverUnion.map { .number($0, 3) }
    }
    return PageTable(caption: "By \(group.kind)", columns: columns, rows: rows)
  }

  var areaTable: PageTable {
    let places = Dictionary(grouping: areas, by: \.place).values
    let largest = places.map { $0.reduce(0) { $0 + $1.mappedHectares } }.max() ?? 0
    let unit = AreaUnit(largestSquareMetres: largest * 10_000)
    func of(_ hectares: Double?) -> Double? { hectares.map(unit.of(hectares:)) }
    let columns: [PageTable.Column] = [
      .init(title: "Place", isNumber: false), .init(title: "Class", isNumber: false),
      .init(title: "Mapped", unit: unit.name), .init(title: "Corrected", unit: unit.name),
      .init(title: "Standard error", unit: unit.name),
    ]
    let rows = areas.map { row -> [PageTable.Cell] in
      let corrected = Figure(
        of(row.correctedHectares.value), lower: of(row.correctedHectares.lower),
        upper: of(row.correctedHectares.upper))
      return [
        .text(row.place), .text(legend[row.code]?.name ?? "class \(row.code)"),
        .number(of(row.mappedHectares), unit.decimals), .figure(corrected, unit.decimals),
        .number(of(row.standardErrorHectares), unit.decimals),
      ]
    }
    return PageTable(
      caption: "Mapped and corrected areas (95 %)", columns: columns,
      rows: rows)
  }
}
