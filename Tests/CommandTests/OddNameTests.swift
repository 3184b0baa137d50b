import Foundation
import Grid
import TestSupport
import Testing

/// A farm whose folders, files, flights and fields have names that no program
/// likes, through every export, prescription and report, read back by GDAL,
/// SQLite and Python.
@Suite struct OddNameTests {
  /// Umlauts, quotes, spaces, signs of shells and formats, right-to-left script,
  /// an emoji, a leading dash, a leading sign of formulas, ways out of a folder.
  static let fields = [
    "-Grüner Acker 'Süd'", "100 % %s%20 \"Nord\"", "حقل القمح 🌾", "=1+2;`id` $HOME & <b>", "../x\\y: *?|",
  ]
  static let folder = "Höfe 'Süd' 100 %20 الحقول 🚜"
  static let mosaic = "-Flug \"Öst\" 50%s 🚁_2026-05-04.tif"
  static let shared = Result { try bench() }

  private static func bench() throws -> FaultsBench {
    let bench = try FaultsBench(folder: folder)
    let mosaic = MadeMosaic(size: PixelSize(width: 200, height: 200))
    try mosaic.write(to: bench.path("flights/\(Self.mosaic)")) { band, column, row in
      // Weeds at the left of each field, and none between fields.
      MadeMosaic.halves(band: band, column: (6..<34).contains(row % 40) ? column / 2 : 99, row: row)
    }
    try bench.writeFields(
      fields.enumerated().map { number, id in
        (id, 2...198, Double(number) * 40 + 2...Double(number) * 40 + 38)
      }, on: mosaic)
    let ending = try bench.run(
      FaultsJob(
        fields: "{file: fields.gpkg, id: field_id}",
        outputs: "{folder: results, confidence: true, indices: [ndvi]}"))
    try #require(ending.code == 0, "\(ending.errors)")
    return bench
  }

  private let bench: FaultsBench
  private let scratch: TemporaryFolder
  private let target: URL

  init() throws {
    bench = try Self.shared.get()
    scratch = try TemporaryFolder()
    target = scratch.url.appendingPathComponent("Ausfuhr 'Ö' %20 \"neu\" 🌾")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: false)
  }

  private func path(_ name: String) -> String { target.appendingPathComponent(name).path }

  /// Runs a command in the target's folder; it must succeed.
  private func furrow(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let catalog = "--catalog=\(bench.path("results/catalog.sqlite"))"
    let before = arguments.prefix { $0 != "--" }
    let ending = try BuiltFurrow.run(before + [catalog] + arguments.dropFirst(before.count), in: target)
    #expect(ending.code == 0, "\(arguments): \(ending.errors)", sourceLocation: sourceLocation)
  }

  private func names(_ files: [String]) throws -> [String: [String]] {
    let found = try Oracle.run(
      "names.py", files.map(path), interpreter: Oracle.systemPython, as: [String: [String]].self)
    return Dictionary(found.map { (URL(fileURLWithPath: $0.key).lastPathComponent, $0.value) }) { $1 }
  }

  /// A name that any file system and any terminal takes.
  private func isSafe(_ path: String) -> Bool {
    path.split(separator: "/").allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_.][A-Za-z0-9_.-]*/) != nil }
  }

  @Test func `features keep the fields' names in every format`() throws {
    let files = ["-f \"1\" %s.gpkg", "ö.geojson", "حقل.fgb", "🌾 f.shp", "f;.csv"]
    for file in files { try furrow(["export", "fields", "--to=\(file)"]) }
    let found = try names(files)
    for file in files {
      // A spreadsheet is not to take these for formulas.
      let expected = Self.fields.map {
        file.hasSuffix(".csv") && "=-".contains($0.first ?? " ") ? "'" + $0 : $0
      }
      #expect(found[file] == expected.sorted(by: Self.byScalars), "\(file)")
    }
    try furrow(["export", "patches", "--to=p.gpkg"])
    #expect(try names(["p.gpkg"])["p.gpkg"] == Self.fields.sorted(by: Self.byScalars))
    try furrow(["export", "season", "--to=-s %d.gpkg"])
    let tables = ["fields", "patches", "class_areas", "index_figures"]
    for table in tables {
      let told = try Oracle.tool(
        "sqlite3", [path("-s %d.gpkg"), "SELECT DISTINCT field_id FROM \(table) WHERE field_id IS NOT NULL"])
      #expect(Set(told.split(separator: "\n").map(String.init)) == Set(Self.fields), "\(table)")
    }
  }

  /// As Python sorts.
  private static func byScalars(_ first: String, _ second: String) -> Bool {
    first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
  }

  @Test(arguments: fields) func `a field's rasters and polygons are found by its name`(field: String) throws {
    for (file, what) in [
      ("-m %s.tif", "masks"), ("m 'ö'.png", "masks"), ("🌾.kmz", "masks"), ("c.gpkg", "masks"),
      ("حقل.tif", "confidence"), ("n\"n.tif", "indices"),
    ] { try furrow(["export", what, "--field=\(field)", "--to=\(file)"]) }
    try furrow(["export", "masks", "--to=named.tif", "--", field])
    let found = try names(["-m %s.tif", "m 'ö'.png", "🌾.kmz", "حقل.tif", "n\"n.tif"])
    #expect(
      try Oracle.tool("ogrinfo", ["-q", path("c.gpkg"), "-sql", "SELECT class FROM classes"]).contains("weed")
    )
    #expect(found["-m %s.tif"] == ["-m %s.tif", "-m %s.tif.aux.xml"])
    #expect(Set(found["m 'ö'.png"] ?? []).isSuperset(of: ["m 'ö'.png", "m 'ö'.png.aux.xml", "m 'ö'.pgw"]))
    #expect(found["🌾.kmz"]?.contains { $0.contains(field) } == true, "\(found["🌾.kmz"] ?? [])")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path("named.tif"))).count > 100)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: path("named.tif")))
        == Data(contentsOf: URL(fileURLWithPath: path("-m %s.tif"))))
    let styles = try FileManager.default.contentsOfDirectory(atPath: target.path).filter {
      $0.hasSuffix(".qml")
    }
    #expect(Set(styles) == ["-m %s.qml", "m 'ö'.qml", "حقل.qml", "n\"n.qml", "named.qml"])
  }

  @Test func `a flight's name is safe, and its item leads to all files`() throws {
    let flight = try bench.value("SELECT name FROM flight")
    #expect(flight == "-Flug___st__50_s___2026-05-04")
    #expect(bench.listing("results").contains(flight))
    try FileManager.default.createDirectory(atPath: path("items"), withIntermediateDirectories: false)
    try furrow(["export", "stac", "--to=items", "--", flight])
    #expect(try names(["items/\(flight).json"])["\(flight).json"] == [flight])
    try furrow(["report", "--flight=\(flight)", "--to=flight.json"])
    #expect(
      try names(["flight.json"])["flight.json"]?.sorted(by: Self.byScalars)
        == Self.fields.sorted(by: Self.byScalars))
  }

  @Test(arguments: [
    "taskdata-1", "taskdata-2", "john-deere", "trimble", "cnh", "raven", "vaderstad", "agrotax", "geojson",
    "dji",
  ])
  func `prescriptions have names that terminals take, and the field's own where there is room`(
    format: String
  ) throws {
    let ending = format == "geojson" ? ".geojson" : format == "dji" ? "" : ".zip"
    for (number, field) in Self.fields.enumerated() {
      let file = "-r%s ö \(number)\(ending)"
      try furrow(
        ["export", "prescription", "--from", "weed", "--rates", "200", "--boom", "0.6", "--section", "0.2"]
          + ["--cell-length", "0.2", "--format", format, "--to=\(file)", "--", field])
      let found = try #require(try names([file])[file])
      if format == "geojson" {
        #expect(found == [field])
        continue
      }
      let paths = found.filter { $0 != field }
      #expect(!paths.isEmpty && paths.allSatisfy(isSafe), "\(paths)")
      if format.hasPrefix("taskdata") { #expect(found.count { $0 == field } == 2, "\(found)") }
    }
  }

  @Test(arguments: fields) func `reports hold the field's name in every form`(field: String) throws {
    let forms = ["html", "csv", "json", "md"]
    for form in forms { try furrow(["report", "--to=-r %s ö.\(form)", "--", field]) }
    let found = try names(forms.map { "-r %s ö.\($0)" })
    #expect(found["-r %s ö.html"]?.first?.contains(field) == true)
    #expect(found["-r %s ö.json"] == [field])
    #expect(found["-r %s ö.csv"] == ["=-".contains(field.first ?? " ") ? "'" + field : field])
    let plain = found["-r %s ö.md"]?.first?.replacing("\\", with: "") ?? ""
    #expect(plain.contains(field.replacing("\\", with: "")))
  }

  @Test(arguments: ["html", "md", "json"])
  func `a farm's pages have safe names and lead to one another`(form: String) throws {
    try furrow(["report", "--format", form, "--to=-Höfe %s/"])
    let pages = try FileManager.default.contentsOfDirectory(atPath: path("-Höfe %s"))
    #expect(pages.count == 8 && pages.allSatisfy(isSafe), "\(pages)")
    let index = try String(contentsOfFile: path("-Höfe %s/index.\(form)"), encoding: .utf8)
    for page in pages where page.hasPrefix("field-") { #expect(index.contains(page)) }
    guard form == "json" else { return }
    let found = try names(["-Höfe %s/index.json"])["index.json"]
    #expect(found?.sorted(by: Self.byScalars) == Self.fields.sorted(by: Self.byScalars))
  }
}
