import FoundationEssentials
import Pixels

extension FlightReport {
  /// What the template sees.
  var context: [String: Any] {
    [
      "farm": farmName, "job": jobName, "flight": flightName, "date": date, "day": Figures.day(date),
      "facts": facts.map(Self.pair),
      "notices": notices.map { notice -> [String: Any] in
        [
          "kind": notice.kind.rawValue, "kindLabel": notice.kind.label, "subject": notice.subject,
          "message": notice.message,
        ]
      },
      "hasNotices": !notices.isEmpty,
      "headlines": headlines.map(Self.pair),
      "totalsBar": classBar(totals.classes), "totals": totalRows, "hasTotals": !totals.classes.isEmpty,
      "areaUnit": areaUnit.name, "areaNote": areaNote, "hasCorrectedTotals": hasCorrectedTotals,
      "pictures": picture.map { [pictureContext($0)] } ?? [],
      "hasFields": !fields.isEmpty,
      "overview": overviewTable.context, "areas": areaTable.context,
      "corrections": correctionTable.map { [$0.context] } ?? [],
      "hasPatches": fields.contains { !$0.patches.isEmpty }, "patches": patchTable.context,
      "indices": indexNames.map(indexContext), "hasIndices": !indexNames.isEmpty,
      "hasThresholds": !thresholds.isEmpty,
      "thresholds": thresholds.map { threshold -> [String: Any] in
        [
          "index": threshold.index, "value": Figures.shown(threshold.value, 4), "method": threshold.method,
        ]
      },
      "parameters": parameters.map(Self.pair), "hasParameters": !parameters.isEmpty,
      "versions": versions.map(Self.pair), "hasVersions": !versions.isEmpty,
      "style": Self.style, "script": Self.script,
    ]
  }

  private static func pair(_ value: LabelledValue) -> [String: Any] {
    ["label": value.label, "value": value.value]
  }

  private var facts: [LabelledValue] {
    let size = mosaic.size
    return [
      LabelledValue("Mosaic", mosaic.fileName),
      LabelledValue("Size", "\(size.width) × \(size.height) px"),
      LabelledValue("Pixel", "\(Figures.shown(mosaic.pixelSizeMetres * 100, 2)) cm"),
      LabelledValue("Reference system", mosaic.referenceSystem),
      LabelledValue("Sensor", mosaic.sensor), LabelledValue("Bands told by", mosaic.bandSource),
    ]
  }

  private var headlines: [LabelledValue] {
    let share = totals.fieldHectares > 0 ? totals.coveredHectares / totals.fieldHectares : .nan
    return [
      LabelledValue(fields.count == 1 ? "field" : "fields", "\(fields.count)"),
      LabelledValue(
        "\(areaUnit.longName) in fields",
        Figures.shown(areaUnit.of(hectares: totals.fieldHectares), areaUnit.decimals)),
      LabelledValue("per cent of it covered", Figures.percent(share)),
      LabelledValue("patches counted", Figures.shown(Double(patchCount), 0)),
    ]
  }

  private var patchCount: Int {
    fields.reduce(0) { $0 + $1.patches.reduce(0) { $0 + $1.count } }
  }

  private var totalRows: [[String: Any]] {
    totals.classes.compactMap { area in
      legend[area.code].map { entry in
        [
          "name": entry.name, "color": entry.color.hex,
          "area": shownArea(area.hectares),
          "percent": Figures.percent(area.share),
          "corrected": area.corrected.map { shownArea($0.hectares) } ?? Figures.missing,
          "interval": area.corrected?.margin.map(intervalText) ?? "",
        ]
      }
    }
  }

  private var hasCorrectedTotals: Bool { totals.classes.contains { $0.corrected != nil } }

  private func pictureContext(_ picture: Picture) -> [String: Any] {
    let bar = picture.scaleBarMetres
    let width = Double(picture.size.width) * picture.metresPerPixel
    return [
      "mosaicURI": Self.dataURI(picture.mosaicPNG), "maskURI": Self.dataURI(picture.maskPNG),
      "width": picture.size.width, "height": picture.size.height,
      "ratio": Figures.fixed(Double(picture.size.width) / Double(max(picture.size.height, 1)), 4),
      "barPercent": Figures.fixed(bar / width * 100, 2), "barLabel": Figures.length(metres: bar),
      "north": Figures.fixed(picture.northDegrees, 1),
      "outlines": picture.outlines.map(\.context), "hasOutlines": !picture.outlines.isEmpty,
      "labelSize": max(8, picture.size.width / 64),
      "entries": legend.entries.map { ["name": $0.name, "color": $0.color.hex] as [String: Any] },
    ]
  }

  private static func dataURI(_ png: [UInt8]) -> String {
    "data:image/png;base64," + Data(png).base64EncodedString()
  }

  private func indexContext(_ index: String) -> [String: Any] {
    let table = indexTable(index)
    let charts = histograms.filter { $0.index == index }.compactMap(histogramContext)
    return [
      "index": index, "histograms": charts, "table": table.context, "hasRows": !table.rows.isEmpty,
    ]
  }

  private func histogramContext(_ histogram: Histogram) -> [String: Any]? {
    guard let axis = Axis(histogram.lowerBound, histogram.upperBound), !histogram.counts.isEmpty else {
      return nil
    }
    let marks = thresholds.filter {
      $0.index == histogram.index && (axis.lowerBound...axis.upperBound).contains($0.value)
    }
    let pixels = histogram.counts.reduce(0, +)
    let ticks = axis.ticks
    return [
      "svg": Chart.histogram(
        histogram.counts, marks: marks.map { axis.place($0.value) },
        label: "Histogram of \(histogram.index) over the flight"),
      "pixels": Figures.shown(Double(pixels), 0),
      "ticks": ticks.values.map { Self.tick($0, axis, Figures.shown($0, ticks.decimals)) },
      "marks": marks.map { Self.tick($0.value, axis, "threshold \(Figures.shown($0.value, 3))") },
    ]
  }

  private static func tick(_ value: Double, _ axis: Axis, _ label: String) -> [String: Any] {
    [
      "left": Figures.fixed(axis.place(value) * 100, 2), "label": label, "isLate": axis.place(value) > 0.6,
    ]
  }
}
