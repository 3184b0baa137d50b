import Pixels

extension FlightReport {
  /// Decimals at which the smallest field still shows.
  var hectareDecimals: Int {
    let smallest = fields.map(\.areaHectares).filter { $0 > 0 }.min() ?? 1
    return smallest < 0.01 ? 5 : smallest < 0.5 ? 4 : 2
  }

  static func areaUnit(of fields: [FieldRow]) -> AreaUnit {
    AreaUnit(largestSquareMetres: (fields.map(\.areaHectares).max() ?? 1) * 10_000)
  }

  private func pieces(_ areas: [ClassArea]) -> [Chart.Piece] {
    areas.compactMap { area in
      legend[area.code].map { entry in
        Chart.Piece(
          share: area.share, color: entry.color, label: "\(entry.name): \(Figures.percent(area.share)) %")
      }
    }
  }

  func classBar(_ areas: [ClassArea]) -> String {
    let parts = pieces(areas)
    return Chart.stackedBar(parts, label: parts.map(\.label).joined(separator: ", "))
  }

  var overviewTable: PageTable {
    var columns: [PageTable.Column] = [
      .init(title: "Field", isNumber: false), .init(title: "Crop", isNumber: false),
      .init(title: "Area", unit: areaUnit.name), .init(title: "Covered", unit: "%"),
      .init(title: "Valid", unit: "%"),
      .init(title: "Classes", isNumber: false, isSortable: false),
    ]
    columns += legend.entries.map { .init(title: $0.name, unit: "%") }
    let rows = fields.map { field -> [PageTable.Cell] in
      [
        .text(field.id), field.crop.map(PageTable.Cell.text) ?? .init(text: Figures.missing),
        .number(areaUnit.of(hectares: field.areaHectares), areaUnit.decimals),
        .percent(field.coveredShare), .percent(field.validShare), .chart(classBar(field.classes)),
      ]
        + legend.entries.map { entry in .percent(field.classes.first { $0.code == entry.code }?.share) }
    }
    return PageTable(caption: "Fields and the share of each class", columns: columns, rows: rows)
  }

  var areaTable: PageTable {
    let columns =
      [PageTable.Column(title: "Field", isNumber: false), .init(title: "Area", unit: areaUnit.name)]
      + legend.entries.map { .init(title: $0.name, unit: areaUnit.name) }
    let rows = fields.map { field -> [PageTable.Cell] in
      [.text(field.id), .number(areaUnit.of(hectares: field.areaHectares), areaUnit.decimals)]
        + legend.entries.map { entry in
          .number(
            field.classes.first { $0.code == entry.code }.map { areaUnit.of(hectares: $0.hectares) },
            areaUnit.decimals + 1)
        }
    }
    return PageTable(caption: "Area of each class", columns: columns, rows: rows)
  }

  var patchTable: PageTable {
    let columns: [PageTable.Column] = [
      .init(title: "Field", isNumber: false), .init(title: "Class", isNumber: false),
      .init(title: "Patches", unit: "count"), .init(title: "Median", unit: "m²"),
      .init(title: "Largest", unit: "m²"),
    ]
    let rows = fields.flatMap { field in
      field.patches.map { patch -> [PageTable.Cell] in
        [
          .text(field.id), .text(legend[patch.code]?.name ?? "class \(patch.code)"),
          .number(Double(patch.count), 0), .number(patch.medianSquareMetres, 3),
          .number(patch.largestSquareMetres, 3),
        ]
      }
    }
    return PageTable(caption: "Patches of the classes that are counted", columns: columns, rows: rows)
  }

  /// Index names: those with a histogram, then those that only fields have.
  var indexNames: [String] {
    Self.uniqued(histograms.map(\.index) + fields.flatMap { $0.indices.map(\.index) })
  }

  func indexTable(_ index: String) -> PageTable {
    let summaries = fields.flatMap { field in
      field.indices.filter { $0.index == index }.map { (field.id, $0) }
    }
    let low = summaries.map(\.1.p5).filter(\.isFinite).min() ?? .nan
    let high = summaries.map(\.1.p95).filter(\.isFinite).max() ?? .nan
    let axis = Axis(low, high)
    let titles = ["Mean", "SD", "Min", "P5", "P25", "P50", "P75", "P95", "Max"]
    let columns =
      [
        PageTable.Column(title: "Field", isNumber: false),
        .init(title: "P5 to P95", isNumber: false, isSortable: false),
      ] + titles.map { .init(title: $0) }
    let rows = summaries.map { id, summary -> [PageTable.Cell] in
      [.text(id), .chart(axis.map { Self.box(summary, $0) } ?? "")]
        + summary.figures.map { .number($0, 3) }
    }
    return PageTable(caption: "\(index) by field", columns: columns, rows: rows)
  }

  private static func box(_ summary: IndexSummary, _ axis: Axis) -> String {
    let spread = Chart.Spread(
      p5: axis.place(summary.p5), p25: axis.place(summary.p25), p50: axis.place(summary.p50),
      p75: axis.place(summary.p75), p95: axis.place(summary.p95))
    return Chart.box(spread, label: "median \(Figures.shown(summary.p50, 3))")
  }
}

extension FlightReport.IndexSummary {
  var figures: [Double] {
    [mean, standardDeviation, minimum, p5, p25, p50, p75, p95, maximum]
  }
}
