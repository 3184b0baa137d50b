import GeoFiles
import Pixels
import Reporting

/// An inspection as people read it.
extension MosaicInspection {
  /// The whole text, at most 100 columns wide.
  var text: String {
    var sections = [
      heading + Paragraph.pairs(facts), TextTable(bandTable.withoutEmptyColumns).text,
      TextTable(sampleTable.withoutEmptyColumns).text,
    ]
    if !unknowns.isEmpty { sections.append("Not known\n" + unknowns.map(Self.item).joined()) }
    if !warnings.isEmpty { sections.append("Warnings\n" + Paragraph.list(warnings)) }
    if !file.advice.isEmpty { sections.append("Good to know\n" + Paragraph.list(file.advice)) }
    return sections.joined(separator: "\n")
  }

  private static func item(_ unknown: Unknown) -> String {
    Paragraph.list([unknown.what])
      + (unknown.remedy.map { Paragraph.wrapped($0, first: "    ", indent: "    ") } ?? "")
  }

  private var heading: String { file.locator.paths.map { $0 + "\n" }.joined() }

  private var facts: [(label: String, text: String)] {
    let mosaic = file.mosaic
    let pixels = Double(mosaic.size.pixelCount)
    var facts = [
      (
        "size",
        "\(Number.grouped(mosaic.size.width)) x \(Number.grouped(mosaic.size.height)) pixels"
          + (pixels < 10_000 ? ", " : " (\(Number.text(pixels / 1e6, significant: 3)) Mpx), ")
          + "\(Number.count(mosaic.bands.count, "band")) of \(mosaic.sampleType)"
      ),
      ("storage", storage), ("mask", maskWords),
    ]
    if let date = file.dateTag { facts.append(("file's date", date)) }
    return facts + place + [("sensor", bands?.profile?.title ?? "not named")]
  }

  private var storage: String {
    let block = file.mosaic.blockSize
    let predictor =
      file.predictor == 1 ? [] : [file.predictor == 2 ? "horizontal predictor" : "float predictor"]
    let kind =
      block.width >= file.mosaic.size.width && block.height < file.mosaic.size.height ? "strips" : "tiles"
    return
      ([Number.bytes(file.bytes), file.compression ?? "not compressed"] + predictor + [
        "\(kind) of \(block)", "\(file.interleave.lowercased()) interleaved",
        Number.count(file.overviewCount, "overview"), file.isBigTIFF ? "BigTIFF" : "classic TIFF",
      ]).joined(separator: ", ")
  }

  private var place: [(label: String, text: String)] {
    let transform = file.transform
    let crs = file.crs.map { "\($0), in \($0.unitName)" } ?? "not known"
    guard file.isGeoreferenced else { return [("reference", crs), ("grid", "no georeference")] }
    let unit = file.crs?.unitName ?? "units"
    var lines = [
      ("reference", crs),
      (
        "grid",
        "\(transformWords), first corner at \(Self.coordinate(transform.originX)), "
          + Self.coordinate(transform.originY)
      ),
      (
        "pixel",
        "\(Self.side(transform.columnX, transform.columnY)) x \(Self.side(transform.rowX, transform.rowY)) \(unit)"
      ),
    ]
    if let area = pixelAreaSquareMetres {
      let whole = area * Double(file.mosaic.size.pixelCount)
      let unit = AreaUnit(largestSquareMetres: whole)
      lines.append(
        (
          "true area",
          "\(Number.text(area * 10_000, significant: 4)) cm² a pixel "
            + "(\(Number.text(area.squareRoot() * 100, significant: 4)) cm square), "
            + "\(Number.text(whole / unit.squareMetres, significant: 4)) \(unit.name) in all"
        ))
    }
    return lines
  }

  private static func coordinate(_ value: Double) -> String { Number.text(value, significant: 10) }

  private static func side(_ x: Double, _ y: Double) -> String {
    Number.text((x * x + y * y).squareRoot(), significant: 5)
  }

  /// One row a band: what it is and how that is known.
  private var bandTable: Table {
    var table = Table(columns: [
      .init("band", decimals: 0), .init("name"), .init("centre", unit: "nm", decimals: 0), .init("role"),
      .init("told by"), .init("samples are"), .init("told by"),
    ])
    for band in file.mosaic.bands {
      let role = role(of: band)
      table.append([
        .integer(band.number), band.name.isEmpty ? .missing : .text(Self.short(band.name, 24)),
        band.wavelengthNanometres.map { .number($0) } ?? .missing, .text(role?.rawValue ?? "not known"),
        role.map { .text(evidence(of: $0)) } ?? .missing,
        role.map { .text(calibrationWords(of: $0)) } ?? .missing,
        role.map { .text(calibrationEvidence(of: $0)) } ?? .missing,
      ])
    }
    return table
  }

  /// One row a band: what its samples are like.
  private var sampleTable: Table {
    let decimals = file.mosaic.sampleType.isInteger ? 0 : 4
    var table = Table(columns: [
      .init("band", decimals: 0), .init("least", decimals: decimals),
      .init("mean", decimals: decimals == 0 ? 1 : decimals), .init("greatest", decimals: decimals),
      .init("nodata value"), .init("no data", unit: "%", decimals: 1),
      .init("saturated", unit: "%", decimals: 1),
      .init("from least to greatest"),
    ])
    for found in summary.bands {
      let nodata = file.mosaic.bands.first { $0.number == found.number }?.nodata
      table.append([
        .integer(found.number), .optional(found.minimum), .optional(found.mean), .optional(found.maximum),
        nodata.map { .text(Number.text($0)) } ?? .missing, .number(share(without: found) * 100),
        .number(found.saturatedShare * 100), .text(Sparkline.text(found.histogram, width: 32)),
      ])
    }
    return table
  }

  /// The share of the pixels looked at that hold no data in a band.
  func share(without band: MosaicSummary.Band) -> Double {
    1 - Double(band.validCount) / Double(max(1, summary.pixelCount))
  }

  private static func short(_ text: String, _ length: Int) -> String {
    text.count <= length ? text : text.prefix(length - 1) + "…"
  }
}

extension Table.Cell {
  /// A number, or nothing.
  static func optional(_ value: Double?) -> Table.Cell {
    value.flatMap { $0.isFinite ? .number($0) : nil } ?? .missing
  }

  /// Text, or nothing.
  static func optional(_ value: String?) -> Table.Cell { value.map { .text($0) } ?? .missing }
}

extension Table {
  /// The table without the columns in which nothing is known.
  var withoutEmptyColumns: Table {
    let places = columns.indices.filter { column in rows.contains { $0[column] != .missing } }
    return Table(columns: places.map { columns[$0] }, rows: rows.map { row in places.map { row[$0] } })
  }
}
