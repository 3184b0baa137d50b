import Foundation
import TestSupport
import Testing

/// `furrow report --to` over the demonstration's catalog.
@Suite struct ReportPagesTests {
  private struct Checked: Decodable {
    var count: Int
    var errors: [String]
  }

  /// Runs `furrow report` on the demonstration.
  private func report(_ arguments: [String], to name: String, in scratch: TemporaryFolder) throws -> URL {
    let target = scratch.url.appendingPathComponent(name)
    let ending = try BuiltFurrow.run(
      ["report"] + arguments
        + ["--job", DemoRun.shared.get().job.path, "--to", target.path + (name.hasSuffix("/") ? "/" : "")])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains(target.path))
    return target
  }

  private func object(_ file: URL) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  @Test(
    .enabled(if: Oracle.python != nil),
    arguments: [["F01"], ["P5-01"], ["--flight", "farm-2026-05-04"], []])
  func `JSON is what the schema says`(arguments: [String]) throws {
    let scratch = try TemporaryFolder()
    let file = try report(arguments, to: "report.json", in: scratch)
    let schema = Oracle.project.appendingPathComponent("schemas/report.schema.json").path
    let checked = try Oracle.run("lines.py", [schema, file.path], as: Checked.self)
    #expect(checked.count == 1 && checked.errors == [])
  }

  @Test func `figures are those of the catalog`() throws {
    let scratch = try TemporaryFolder()
    let report = try object(report(["F02"], to: "f.json", in: scratch))
    let flights = try #require(report["flights"] as? [[String: Any]])
    #expect(flights.map { $0["flight"] as? String } == ["farm-2026-05-04", "farm-2026-05-20"])
    let catalog = try DemoRun.shared.get().job.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("out/demo/catalog.sqlite").path
    let told = try Oracle.tool(
      "sqlite3",
      [
        catalog,
        """
        select flight, class, printf('%.10g', area_m2 / 10000), printf('%.10g', percent)
        from v_class_areas where field_id = 'F02' order by taken_on, class_code
        """,
      ])
    let own = flights.flatMap { flight in
      (flight["classes"] as? [[String: Any]] ?? []).map { entry in
        let numbers = ["area_ha", "percent"].map { String(format: "%.10g", entry[$0] as? Double ?? -1) }
        return ([flight["flight"] as? String ?? "", entry["name"] as? String ?? ""] + numbers)
          .joined(separator: "|")
      }
    }
    #expect(told.split(separator: "\n").map(String.init) == own)
    let changes = try #require(report["changes"] as? [[String: Any]])
    #expect(changes.count == 4 && changes.allSatisfy { $0["standard_error_points"] is NSNull })
  }

  @Test(.enabled(if: Oracle.python != nil), arguments: ["F01", "F02", "F06"])
  func `the worst spots are the densest squares by another program`(field: String) throws {
    struct Answer: Decodable {
      var spots: [Spot]
      struct Spot: Decodable {
        var told: Double
        var counted: Double
        /// The densest of the squares of the same grid.
        var densest: Double
      }
    }
    let scratch = try TemporaryFolder()
    let file = try report([field], to: "f.json", in: scratch)
    let folder = try DemoRun.shared.get().results("farm-2026-05-20")
    let answer = try Oracle.run(
      "spots.py",
      [
        file.path, folder.appendingPathComponent("mask.tif").path,
        folder.appendingPathComponent("results.gpkg").path,
      ],
      as: Answer.self)
    #expect(!answer.spots.isEmpty)
    for spot in answer.spots { #expect(abs(spot.told - spot.counted) < 1e-6, "\(spot)") }
    #expect(answer.spots.allSatisfy { $0.counted <= $0.densest + 1e-9 })
    #expect(answer.spots.contains { abs($0.counted - $0.densest) < 1e-9 })
  }

  @Test(arguments: ["html", "md", "csv"]) func `every form is written whole and the same twice`(
    form: String
  ) throws {
    let scratch = try TemporaryFolder()
    let first = try Data(contentsOf: report(["F01"], to: "a.\(form)", in: scratch))
    let second = try Data(contentsOf: report(["F01"], to: "b.\(form)", in: scratch))
    #expect(first == second && first.count > 500)
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
    #expect(left == ["a.\(form)", "b.\(form)"])
  }

  @Test func `the page has a map with scale, north, legend and enlarged spots`() throws {
    let scratch = try TemporaryFolder()
    let page = try String(contentsOf: report(["F01"], to: "f.html", in: scratch), encoding: .utf8)
    for part in [
      "class=\"scale\"", "class=\"north\"", "class=\"legend\"", "class=\"enlarged\"", "class=\"outlines\"",
      "svg class=\"season\"", "data:image/png;base64,iVBOR",
    ] { #expect(page.contains(part), "\(part)") }
    for mark in ["http://", "https://", "<script"] { #expect(!page.contains(mark), "\(mark)") }
    let german = try String(
      contentsOf: report(["F01", "--language", "de"], to: "d.html", in: scratch), encoding: .utf8)
    #expect(german.contains("Was gefunden wurde") && german.contains("<html lang=\"de\">"))
  }

  @Test func `a folder gets pages of all fields and flights that lead to one another`() throws {
    let scratch = try TemporaryFolder()
    let folder = try report([], to: "pages/", in: scratch)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count { $0.hasPrefix("field-") } == 7 && names.count { $0.hasPrefix("flight-") } == 2)
    let index = try String(contentsOf: folder.appendingPathComponent("index.html"), encoding: .utf8)
    let links = index.matches(of: /<a href="([^"]+)"/).map { String($0.output.1) }
    #expect(Set(links) == Set(names.filter { $0 != "index.html" && !$0.hasPrefix(".") }))
    // Again, over what stands there; then not over what others put there.
    _ = try report([], to: "pages", in: scratch)
    let foreign = scratch.url.appendingPathComponent("foreign")
    try FileManager.default.createDirectory(at: foreign, withIntermediateDirectories: false)
    try Data("mine".utf8).write(to: foreign.appendingPathComponent("letter.txt"))
    let ending = try BuiltFurrow.run([
      "report", "--job", DemoRun.shared.get().job.path, "--to", foreign.path,
    ])
    #expect(ending.code == 65 && ending.errors.contains("it is no folder of reports"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: foreign.path) == ["letter.txt"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted() == ["foreign", "pages"])
  }

  @Test(.enabled(if: Oracle.python != nil))
  func `a folder of JSON has an index and pages as the schema says`() throws {
    let scratch = try TemporaryFolder()
    let folder = try report(["--format", "json"], to: "pages/", in: scratch)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".") }.sorted()
    #expect(names.count == 10)
    let schema = Oracle.project.appendingPathComponent("schemas/report.schema.json").path
    let pairs = names.flatMap { [schema, folder.appendingPathComponent($0).path] }
    #expect(try Oracle.run("document.py", pairs, as: [String].self) == [])
    let index = try object(folder.appendingPathComponent("index.json"))
    let fields = try #require(index["fields"] as? [[String: Any]])
    let pages = (fields + (index["flights"] as? [[String: Any]] ?? [])).compactMap { $0["page"] as? String }
    #expect(pages.sorted() == names.filter { $0 != "index.json" })
    for field in fields {
      let page = try object(folder.appendingPathComponent(field["page"] as? String ?? ""))
      #expect(page["field"] as? String == field["field"] as? String)
      let newest = field["newest"] as? [String: Any]
      #expect(newest?["flight"] as? String == page["newest_flight"] as? String)
      let alone = try report([field["field"] as? String ?? ""], to: "alone.json", in: scratch)
      #expect(
        try Data(contentsOf: alone)
          == Data(contentsOf: folder.appendingPathComponent(field["page"] as? String ?? "")))
    }
  }

  @Test(arguments: [
    (["F99", "--to", "x.html"], 64, "there is no field 'F99'"),
    (["--flight", "farm", "--to", "x.html"], 64, "there is no flight 'farm'"),
    (["F01", "--to", "x.docx"], 64, "cannot tell the form of 'x.docx'"),
    (["F01", "--to", "pages/"], 64, "is a folder"),
    (["F01", "--language", "de"], 64, "go with --to"),
    (["F01", "--to", "x.html", "--json"], 64, "--format"),
    (["F01", "--to", "missing/x.html"], 65, "cannot write 'missing/x.html'"),
    (["--format", "csv", "--to", "pages/"], 64, "HTML, Markdown, JSON or PDF"),
  ])
  func `what cannot be written is refused in a sentence`(
    arguments: [String], code: Int32, words: String
  ) throws {
    let scratch = try TemporaryFolder()
    let ending = try BuiltFurrow.run(
      ["report"] + arguments + ["--job", DemoRun.shared.get().job.path], in: scratch.url)
    #expect(ending.code == code && ending.errors.contains(words), "\(ending.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == [])
  }

  @Test func `without Chromium a PDF ends with 78 and a plain sentence`() throws {
    let scratch = try TemporaryFolder()
    let ending = try BuiltFurrow.run(
      ["report", "F01", "--job", DemoRun.shared.get().job.path, "--to", "x.pdf"], in: scratch.url,
      environment: ["PATH": scratch.url.path])
    #expect(ending.code == 78 && ending.errors.contains("there is no Chromium on the search path"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == [])
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium"), "Chromium is not installed"))
  func `Chromium prints a PDF`() throws {
    let scratch = try TemporaryFolder()
    let pdf = try Data(contentsOf: report(["F01"], to: "f.pdf", in: scratch))
    #expect(pdf.starts(with: Data("%PDF-".utf8)) && pdf.suffix(64).contains(Data("%%EOF".utf8)))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["f.pdf"])
  }

  @Test(.enabled(if: Oracle.runsAll, "only `make test-all` has Chromium"))
  func `a folder of PDF has an index whose links lead to the pages beside it`() throws {
    let scratch = try TemporaryFolder()
    let folder = try report(["--format", "pdf"], to: "pages/", in: scratch)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".") }.sorted()
    #expect(names.count == 10 && names.allSatisfy { $0.hasSuffix(".pdf") })
    for name in names {
      // Poppler reads the whole file, its table of places included.
      let told = try Oracle.tool("pdfinfo", ["-url", folder.appendingPathComponent(name).path])
      let links = told.split(separator: "\n").dropFirst().compactMap { $0.split(separator: " ").last }
        .map(String.init)
      #expect(links.allSatisfy(names.contains), "\(links)")
      if name == "index.pdf" { #expect(Set(links) == Set(names).subtracting(["index.pdf"])) }
    }
  }
}

/// Reports of a small farm whose names and files go wrong.
@Suite struct ReportFaultTests {
  private static let name = "\"Öst\" & حقل 🌱 <b>/..|x"

  private func bench() throws -> FaultsBench {
    let bench = try FaultsBench()
    try bench.addHealthy()
    #expect(try bench.run().code == 0)
    _ = try bench.value("UPDATE field SET field_id = '\(Self.name)'")
    return bench
  }

  private func report(_ bench: FaultsBench, _ arguments: [String]) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(["report", "--job", bench.path("job.yaml")] + arguments, in: bench.url)
  }

  @Test func `a field of any name has its page`() throws {
    let bench = try bench()
    let farm = try report(bench, ["--to", "pages/"])
    #expect(farm.code == 0, "\(farm.errors)")
    let pages = bench.listing("pages").filter { $0.hasPrefix("field-") }
    #expect(pages.count == 1 && pages.allSatisfy { $0.allSatisfy(\.isASCII) })
    let index = String(decoding: try bench.bytes("pages/index.html"), as: UTF8.self)
    #expect(index.contains("<a href=\"\(pages[0])\">&quot;Öst&quot; &amp; حقل 🌱 &lt;b&gt;/..|x</a>"))
    for form in ["html", "md", "csv", "json"] {
      let ending = try report(bench, [Self.name, "--to", "f.\(form)"])
      #expect(ending.code == 0, "\(ending.errors)")
    }
    let object = try JSONSerialization.jsonObject(with: Data(try bench.bytes("f.json"))) as? [String: Any]
    #expect(object?["field"] as? String == Self.name)
  }

  @Test func `a published folder that is gone costs the map and no figure`() throws {
    let bench = try bench()
    let whole = try report(bench, ["--to", "flight.csv"])
    #expect(whole.code == 0, "\(whole.errors)")
    let figures = try bench.bytes("flight.csv")
    let mask = bench.path("results/healthy/mask.tif")
    try bench.write("results/healthy/mask.tif", "short".utf8)
    #expect(try report(bench, ["--to", "flight.html"]).code == 0)
    #expect(
      String(decoding: try bench.bytes("flight.html"), as: UTF8.self)
        .contains("“\(mask)” is not the file that the run wrote"))
    try FileManager.default.removeItem(atPath: bench.path("results/healthy"))
    #expect(try report(bench, ["--to", "flight.html"]).code == 0)
    #expect(
      String(decoding: try bench.bytes("flight.html"), as: UTF8.self)
        .contains("There is no map: the run&#39;s file “\(mask)” is gone. The figures come from the catalog.")
    )
    #expect(try report(bench, ["--to", "flight.csv"]).code == 0)
    #expect(try bench.bytes("flight.csv") == figures)
  }
}
