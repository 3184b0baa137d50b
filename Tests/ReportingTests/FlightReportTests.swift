import Foundation
import Pixels
import Testing

@testable import Reporting

@Suite struct FlightReportTests {
  @Test(arguments: [
    "<script>alert(1)</script>", "\" onload=\"alert(1)", "\"\u{301} onload=x", "' onload='x", "&lt;b&gt;",
    "</title></style><img src=x>", "{{{script}}}", "'\u{20D2}<\u{338}img>",
  ])
  func `whatever people name their things is escaped`(mark: String) throws {
    let page = try FlightReport.sample(mark: mark).html()
    let plain = try FlightReport.sample().html()
    #expect(page.contains(Markup.escape(mark)))
    #expect(Self.structure(page) == Self.structure(plain))
  }

  /// What the browser takes for markup: each tag, without what stands between
  /// quotes. A mark that escapes its place changes it.
  private static func structure(_ page: String) -> [String] {
    var tags: [String] = []
    var tag: String?
    var quote: Unicode.Scalar?
    for scalar in page.unicodeScalars {
      if let open = quote {
        if scalar == open { quote = nil }
      } else if var text = tag {
        if scalar == "\"" || scalar == "'" { quote = scalar }
        text.unicodeScalars.append(scalar)
        tag = scalar == ">" ? nil : text
        if scalar == ">" { tags.append(text) }
      } else if scalar == "<" {
        tag = "<"
      }
    }
    return tags
  }

  @Test func `a quote that carries a mark is still escaped`() {
    #expect(Markup.escape("\"\u{301}<\u{338}&'") == "&quot;\u{301}&lt;\u{338}&amp;&#39;")
  }

  @Test func `the page needs no other file`() throws {
    let page = try FlightReport.sample().html()
    #expect(!page.contains("http://"))
    #expect(!page.contains("https://"))
    #expect(!page.contains("url("))
    #expect(!page.contains("@import"))
    #expect(page.contains("src=\"data:image/png;base64,AQID\""))
    #expect(page.contains("src=\"data:image/png;base64,+vs=\""))
    #expect(page.contains("default-src 'none'"))
  }

  @Test func `every tag is closed and every section is named`() throws {
    let page = try FlightReport.sample().html()
    for tag in ["table", "section", "figure", "div", "ul", "li", "dl", "svg", "span", "tr", "td", "main"] {
      let opened = page.matches(of: try Regex("<\(tag)[ >]")).count
      #expect(opened > 0)
      #expect(opened == page.matches(of: try Regex("</\(tag)>")).count, "\(tag)")
    }
    #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">"))
    #expect(page.matches(of: /<caption>/).count == page.matches(of: /<table/).count)
    #expect(page.matches(of: /<img\s/).count == page.matches(of: /\salt="[^"]+"/).count)
    for match in page.matches(of: /aria-labelledby="([a-z]+)"/) {
      #expect(page.contains("id=\"\(match.1)\""))
    }
    #expect(!page.contains("{{"))
  }

  @Test func `figures stand in their places`() throws {
    let page = try FlightReport.sample().html()
    #expect(page.contains("<time datetime=\"2026-06-04\">4 June 2026</time>"))
    #expect(page.contains("<dd>23118 × 14402 px</dd>"))
    #expect(page.contains("<dd>2.13 cm</dd>"))
    #expect(page.contains("<div><dt>per cent of it covered</dt><dd>75.0</dd></div>"))
    #expect(page.contains("<div><dt>patches counted</dt><dd>14</dd></div>"))
    #expect(page.contains("thistle</th><td class=\"number\">0.5000</td><td class=\"number\">25.0</td>"))
    #expect(page.contains("class=\"scale\" style=\"width:25.00%\"><span>50 m</span>"))
    #expect(page.contains("<span class=\"mark\" style=\"left:50.00%\">threshold 0.400</span>"))
    #expect(page.contains("transform:rotate(12.0deg)"))
  }

  @Test func `a report with nothing in it leaves its sections out`() throws {
    var report = try FlightReport.sample()
    report.fields = []
    report.histograms = []
    report.notices = []
    report.thresholds = []
    report.parameters = []
    report.picture = nil
    report.totals.classes = []
    let page = try report.html()
    for id in ["notices", "map", "fields", "indices"] { #expect(!page.contains("id=\"\(id)\"")) }
    #expect(!page.contains("<table"))
    #expect(page.contains("id=\"summary\""))
  }

  @Test func `missing figures are dashes and sort last`() throws {
    var report = try FlightReport.sample()
    report.fields[0].crop = nil
    report.fields[0].patches[0].medianSquareMetres = nil
    report.fields[0].indices[0].p5 = .nan
    let page = try report.html()
    #expect(page.matches(of: /<td class="(number|text)" data-key="">–<\/td>/).count == 3)
  }

  @Test func `a field is outlined on the picture with its id in the middle`() throws {
    let page = try FlightReport.sample().html()
    #expect(page.contains(#"<path d="M10.0 20.0L110.0 20.0L110.0 80.0ZM90.0 30.0L100.0 30.0L100.0 40.0Z"/>"#))
    #expect(page.contains(#"<text x="60.0" y="50.0">A</text>"#))
  }

  @Test func `the same report gives the same page`() throws {
    #expect(try FlightReport.sample().html() == FlightReport.sample().html())
  }

  @Test(arguments: [(400, 0.5, 50.0), (400, 0.1, 10), (1000, 3, 500), (10, 0.01, 0.02), (399, 0.2, 10)])
  func `the scale bar is round and at most a quarter`(width: Int, metresPerPixel: Double, metres: Double) {
    let picture = FlightReport.Picture(
      mosaicPNG: [], maskPNG: [], size: .init(width: width, height: 1), metresPerPixel: metresPerPixel)
    #expect(abs(picture.scaleBarMetres - metres) < 1e-9)
  }

  @Test func `one row a field holds every figure`() throws {
    let table = try FlightReport.sample().fieldTable
    #expect(
      table.columns.map(\.key) == [
        "field", "crop", "area_ha", "covered_pct", "valid_pct", "soil_ha", "soil_pct", "soil_corrected_ha",
        "soil_standard_error_ha", "soil_lower_ha", "soil_upper_ha", "thistle_ha", "thistle_pct",
        "thistle_corrected_ha", "thistle_standard_error_ha", "thistle_lower_ha", "thistle_upper_ha",
        "thistle_patches", "thistle_median_m2", "thistle_largest_m2", "ndvi_mean", "ndvi_sd",
        "ndvi_min", "ndvi_p5", "ndvi_p25", "ndvi_p50", "ndvi_p75", "ndvi_p95", "ndvi_max",
      ])
    #expect(
      CSVWriter(table).text.split(separator: "\r\n")[1]
        == "B2,beet,2,75,100,1.5,75,,,,,0.5,25,,,,,7,0.25,9.5,0.5,0.125,-0.1,0.1,0.3,0.55,0.7,0.8,0.9")
  }

  @Test(arguments: [
    (FlightReport.Drift.unmarked, ""), (.drifted, "drifted"), (.withheld, "withheld"),
  ])
  func `a model's flight says in every row whether its figures count`(drift: FlightReport.Drift, text: String)
    throws
  {
    var report = try FlightReport.sample()
    report.drift = drift
    #expect(report.fieldTable.columns.last?.key == "drift")
    let rows = CSVWriter(report.fieldTable).text.split(separator: "\r\n").dropFirst()
    #expect(rows.count == report.fields.count)
    for row in rows { #expect(row.hasSuffix(",\(text)")) }
  }

  @Test func `without labels the page says that areas are as mapped`() throws {
    let page = try FlightReport.sample().html()
    #expect(page.contains(">No labelled data: area as mapped, without an error bar.</p>"))
    #expect(!page.contains("class=\"interval\""))
    #expect(!page.contains("Corrected"))
  }

  @Test func `corrected areas stand beside mapped ones with their interval`() throws {
    var report = try FlightReport.sample()
    report.areaCorrectionSource = "labels in 24 blocks of 1 <scene>"
    let corrected = FlightReport.CorrectedArea(
      hectares: 0.4, margin: .init(standardError: 0.05, lower: 0.25, upper: 0.625))
    report.fields[0].classes[1].corrected = corrected
    report.fields[1].classes[1].corrected = FlightReport.CorrectedArea(hectares: 0.3)
    report.totals.classes[1].corrected = corrected
    let page = try report.html()
    #expect(page.contains("95 % intervals: labels in 24 blocks of 1 &lt;scene&gt;.</p>"))
    #expect(!page.contains("No labelled data"))
    #expect(
      page.contains(
        "<td class=\"number\">0.4000</td>"
          + "<td class=\"number interval\">0.2500 to\u{A0}0.6250</td>"))
    #expect(
      page.contains(
        "<td class=\"number\" data-key=\"0.05\">0.0500</td><td class=\"number\" data-key=\"0.25\">"))
    // The greatest end of an interval of the class, 0.625, takes the whole width.
    #expect(page.contains("<rect x=\"0\" y=\"3\" width=\"640.00\""))
    #expect(page.contains("class=\"whisker\" x1=\"400.00\" x2=\"1000.00\""))
    #expect(page.matches(of: /class="interval"/).count == 2)
    let row = CSVWriter(report.fieldTable).text.split(separator: "\r\n")[1]
    #expect(row.hasPrefix("B2,beet,2,75,100,1.5,75,,,,,0.5,25,0.4,0.05,0.25,0.625,7,"))
  }

  @Test func `columns of classes named alike have keys of their own`() throws {
    var report = try FlightReport.sample()
    let color = Legend.Color(red: 1, green: 2, blue: 3)
    report.legend = try Legend([
      .init(code: 0, name: "leaf spot", color: color, kind: .stuff, group: .soil),
      .init(code: 2, name: "Leaf-spot", color: color, kind: .thing, group: .weed),
    ])
    let keys = report.fieldTable.columns.map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(keys.contains("leaf_spot_ha_2"))
  }
}
