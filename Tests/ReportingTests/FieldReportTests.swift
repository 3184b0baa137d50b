import Grid
import Pixels
import Testing

@testable import Reporting

@Suite struct FieldReportTests {
  private static let two = FieldReport.sample([
    FieldReport.visit("2026-05-04", weed: 0.04, standardError: 0.01, name: "one"),
    FieldReport.visit("2026-05-20", weed: 0.12, standardError: 0.02, name: "two"),
  ])

  @Test func `a change between corrected areas has its interval`() throws {
    let change = try #require(Self.two.changes.first { $0.entry.name == "weed" })
    // 0.03 and 0.09 of 4 ha, errors 0.01 and 0.02 of 4 ha.
    #expect(abs(change.change - 0.015) < 1e-12)
    #expect(abs((change.standardError ?? 0) - 0.0005.squareRoot() / 4) < 1e-12)
    let interval = try #require(change.interval)
    #expect(abs(interval.lowerBound - (0.015 - 1.959964 * 0.0005.squareRoot() / 4)) < 1e-9)
    let page = Self.two.document(in: .english).html
    #expect(page.contains(">+1.5<") && page.contains("+0.4 to +2.6"))
    #expect(page.contains("taken as independent"))
  }

  @Test func `a change from areas as mapped says that its error is not known`() throws {
    let report = FieldReport.sample([
      FieldReport.visit("2026-05-04", weed: 0.04),
      FieldReport.visit("2026-05-20", weed: 0.12, standardError: 0.02),
    ])
    let change = try #require(report.changes.first { $0.entry.name == "weed" })
    #expect(abs(change.change - 0.02) < 1e-12 && change.standardError == nil)
    #expect(report.document(in: .english).html.contains("how sure they are is not known"))
  }

  @Test func `one flight has nothing to compare with and no error bar`() {
    let page = FieldReport.sample([FieldReport.visit("2026-05-04", weed: 0.04)]).document(in: .english).html
    #expect(page.contains("No earlier flight saw this"))
    #expect(page.contains("areas are as mapped, without an error bar"))
  }

  @Test func `a newest flight that saw nothing is named and the one before is reported`() {
    let report = FieldReport.sample([
      FieldReport.visit("2026-05-04", weed: 0.04, name: "one"),
      FieldReport.visit("2026-05-20", weed: 0, seen: 0, name: "two"),
    ])
    #expect(report.newest.flight.name == "one" && report.earlier == nil)
    #expect(report.document(in: .english).html.contains("20 May 2026: the mosaic holds nothing of it."))
    let none = FieldReport.sample(
      [FieldReport.visit("2026-05-20", weed: 0, seen: 0)], map: .missing(.nothingSeen))
    #expect(none.document(in: .german).html.contains("Noch kein Flug hat dieses Feld gesehen."))
  }

  @Test func `what was not seen is told with its share`() {
    let report = FieldReport.sample([FieldReport.visit("2026-05-04", weed: 0.04, seen: 0.75)])
    #expect(report.document(in: .english).html.contains("25.0 % was not seen by the newest flight"))
    #expect(report.document(in: .french).markdown.contains("25,0 % n’a pas été vu"))
  }

  @Test(arguments: ReportLanguage.allCases)
  func `every tag is closed, headings go down by one and tables have headers`(language: ReportLanguage) {
    let page = Self.two.document(in: language).html
    #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
    #expect(Self.unclosed(page) == [])
    let levels = page.matches(of: /<h([1-6])/).compactMap { Int($0.output.1) }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    #expect(page.matches(of: /<table>/).count == page.matches(of: /<caption>/).count)
    #expect(page.matches(of: /<th(?![a-z])/).count == page.matches(of: /<th scope="(col|row)"/).count)
    #expect(page.matches(of: /<img\s/).count == page.matches(of: /<img [^>]*alt="[^"]+"/).count)
    #expect(page.matches(of: /<svg\s/).count == page.matches(of: /<svg [^>]*aria-label="[^"]+"/).count)
    let ids = page.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
    for mark in ["http://", "https://", "<script", "url(", "@import"] {
      #expect(!page.contains(mark), "\(mark)")
    }
  }

  /// Tags that are left open, or closed without having been opened.
  private static func unclosed(_ page: String) -> [String] {
    let void = ["meta", "img", "br", "!doctype"]
    var open: [String] = []
    for match in page.matches(of: /<(\/?)([a-z!][a-z0-9]*)(?:[^>"]|"[^"]*")*?(\/?)>/) {
      let name = String(match.output.2)
      if void.contains(name) || match.output.3 == "/" { continue }
      if match.output.1.isEmpty {
        open.append(name)
      } else if open.popLast() != name {
        return ["</\(name)>"]
      }
    }
    return open
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\"quoted\" & 'single'", "feld ü 🌱", "حقل الشمال", "a|b*c_[d](e)`f`", "x\ny",
  ])
  func `whatever a field is called is shown and nothing else`(name: String) {
    let report = FieldReport.sample(
      [FieldReport.visit("2026-05-04", weed: 0.04, name: name)], id: name, crop: name)
    let page = report.document(in: .english).html
    #expect(page.contains("<h1 dir=\"auto\">\(Markup.escape(name))</h1>"))
    #expect(!page.contains("<script") && Self.unclosed(page) == [])
    let markdown = report.document(in: .english).markdown
    #expect(markdown.hasPrefix("# \(Markdown.escape(name))\n"))
    let widths = markdown.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
      line.replacing("\\|", with: "").count { $0 == "|" }
    }
    #expect(widths.allSatisfy { [4, 6, 7].contains($0) }, "\(widths)")
  }

  @Test func `Markdown escapes what would be markup`() {
    #expect(Markdown.escape("a|b") == "a\\|b")
    #expect(
      Markdown.escape("*x* _y_ `z` <b> [l](u) # ~ & \\")
        == "\\*x\\* \\_y\\_ \\`z\\` \\<b\\> \\[l\\](u) \\# \\~ \\& \\\\")
    #expect(Markdown.escape("a\nb\u{7F}") == "a b ")
  }

  @Test(arguments: [
    (ReportMap.Absence.fileGone(path: "/a/mask.tif"), "file “/a/mask.tif” is gone"),
    (.fileChanged(path: "m"), "“m” is not the file that the run wrote"),
    (.noBoundary(path: "m"), "“m” holds no boundary of it"), (.unreadable(reason: "why"), "(why)"),
  ])
  func `a map that cannot be drawn is missed with its reason`(absence: ReportMap.Absence, words: String) {
    let report = FieldReport.sample(
      [FieldReport.visit("2026-05-04", weed: 0.04)], map: .missing(absence))
    let page = report.document(in: .english).html
    #expect(page.contains(words) && page.contains("The figures come from the catalog."))
    #expect(!page.contains("<img"))
    #expect(report.json.text.contains("\"drawn\":false"))
  }

  @Test func `drift is told with what was done about it`() {
    var visit = FieldReport.visit("2026-05-04", weed: 0.04)
    visit.flight.drift = .init(.marked, reason: "band red is 0.31 off")
    let page = FieldReport.sample([visit]).document(in: .spanish).html
    #expect(page.contains("sus cifras están marcadas"))
    #expect(page.contains("<span lang=\"en\" dir=\"auto\">(band red is 0.31 off)</span>"))
  }

  @Test func `the season's curve goes by days, not by flights`() {
    let points = [("2026-05-01", 1.0), ("2026-05-11", 2.0), ("2026-05-31", 3.0)].map {
      Chart.SeasonPoint(date: $0.0, value: $0.1)
    }
    let svg = Chart.season(points, color: "#112233", startsAtZero: true, language: .english, label: "x")
    let across = svg.matches(of: /circle cx="([0-9.]+)"/).compactMap { Double($0.output.1) }
    #expect(across.count == 3)
    #expect(abs((across[1] - across[0]) * 2 - (across[2] - across[1])) < 0.05)
    #expect(svg.contains(">1 May<") && svg.contains(">31 May<"))
  }

  @Test func `a row for each flight and class`() {
    #expect(Self.two.table.rows.count == 4)
    let lines = CSVWriter(Self.two.table).text.split(separator: "\r\n")
    #expect(lines[0].hasPrefix("flight,date,field,crop,field_ha,seen_percent,"))
    #expect(lines[4].hasPrefix("two,2026-05-20,F1,maize,4,100,0,0,,weed,weed,0.12,3,0.09"))
  }

  @Test func `the index leads to each page`() {
    let visit = FieldReport.visit("2026-05-04", weed: 0.04)
    let index = FarmIndex(
      jobName: "demo",
      fields: [
        .init(page: "field-F1.html", id: "F1", crop: nil, areaHectares: 4, newest: visit),
        .init(page: nil, id: "F<2>", crop: nil, areaHectares: 4, newest: nil),
      ], flights: [.init(page: "flight-one.html", flight: visit.flight, fieldCount: 1)],
      programVersion: "0.1.0")
    let page = index.document(in: .english).html
    #expect(page.contains("<a href=\"field-F1.html\">F1</a>") && page.contains("F&lt;2&gt;"))
    #expect(page.contains("<a href=\"flight-one.html\">flight</a>"))
    #expect(index.document(in: .english).markdown.contains("[F1](<field-F1.html>)"))
  }
}
