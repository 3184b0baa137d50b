import Foundation
import TestSupport
import Testing

/// What QGIS makes of exported files beside what it makes of the flight's own.
@Suite(.enabled(if: Oracle.runsAll, "FURROW_TEST_ALL is not set")) struct ExportDesktopTests {
  /// Opens a folder with mask.tif and results.gpkg as a user would.
  private func view(_ folder: String) throws -> DesktopView {
    let scratch = try TemporaryFolder()
    let copy = scratch.url.appendingPathComponent("results")
    let own = scratch.url.appendingPathComponent("own")
    try FileManager.default.copyItem(atPath: folder, toPath: copy.path)
    try FileManager.default.createDirectory(
      at: own, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    return try Oracle.run(
      "qgis_view.py", [copy.path, own.path], interpreter: Oracle.systemPython, as: DesktopView.self)
  }

  @Test(arguments: ["cog", "geotiff"])
  func `QGIS sees the same classes, colours, counts and pictures`(format: String) throws {
    let bench = try ExportBench.shared.get()
    let scratch = try TemporaryFolder()
    func path(_ name: String) -> String { scratch.url.appendingPathComponent(name).path }
    _ = try bench.exported("masks", "--format", format, "--to", path("mask.tif"))
    _ = try bench.exported("season", "--crs", "EPSG:32632", "--to", path("results.gpkg"))
    let (own, exported) = try (view(bench.path("results/a_2026-05-04")), view(scratch.url.path))
    #expect(exported.mask.classes == own.mask.classes)
    #expect(exported.mask.classes.map(\.name) == ExportBench.classes)
    #expect(exported.mask.classes.map(\.color) == ExportBench.colors)
    #expect(exported.mask.crs == "EPSG:32632" && exported.mask.nodata == 255)
    #expect(exported.drawnMask == own.drawnMask)
    let counts = { (view: DesktopView) in
      Dictionary(view.histogram.map { ($0.field, $0.counts) }, uniquingKeysWith: { first, _ in first })
    }
    #expect(counts(exported) == counts(own) && counts(own).count == 2)
    #expect(exported.patches.categories.map(\.color) == own.patches.categories.map(\.color))
    #expect(exported.patches.count == own.patches.count && exported.fields.broken == 0)
    #expect(exported.drawnPatches == own.drawnPatches)
  }

  /// What QGIS tells of a raster of values and its style.
  private struct Values: Decodable {
    struct Item: Decodable {
      var value: Double
      var color: String
      var label: String
    }

    struct Drawn: Decodable {
      var value: Double?
      var pixel: [Double]
    }

    var renderer: String
    var low: Double
    var high: Double
    var items: [Item]
    var drawn: [Drawn]

    /// The colour between the two items around a value, as red, green and blue.
    func color(of value: Double) -> [Double] {
      let place = min(max(value, low), high)
      let next = max(items.firstIndex { $0.value >= place } ?? items.count - 1, 1)
      let (first, second) = (items[next - 1], items[next])
      let share = (place - first.value) / (second.value - first.value)
      return zip([UInt8](hex: first.color), [UInt8](hex: second.color)).map {
        Double($0) + (Double($1) - Double($0)) * share
      }
    }
  }

  @Test(arguments: [
    ("confidence", "geotiff"), ("confidence", "png"), ("indices", "cog"), ("indices", "geotiff"),
  ])
  func `QGIS draws values from low to high in the colours of the style`(
    what: String, format: String
  ) throws {
    let bench = try ExportBench.shared.get()
    let (scratch, own) = (try TemporaryFolder(), try TemporaryFolder())
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: own.url.path)
    let file = scratch.url.appendingPathComponent(format == "png" ? "ü v.png" : "ü v.tif").path
    _ = try bench.exported(what, "--field", ExportBench.inside, "--format", format, "--to", file)
    let seen = try Oracle.run(
      "qgis_values.py", [file, own.url.path], interpreter: Oracle.systemPython, as: Values.self)
    #expect(seen.renderer == "singlebandpseudocolor" && seen.items.count == 7)
    #expect(seen.items.first?.value == seen.low && seen.items.last?.value == seen.high)
    #expect(seen.items.first?.color == "#00224e" && seen.items.last?.color == "#fee838")
    if what == "confidence" { #expect(seen.low == 0 && seen.high == 100 && seen.items[0].label == "0 %") }
    #expect(seen.drawn.count > 10 && seen.drawn.contains { $0.value != nil })
    for pixel in seen.drawn {
      guard let value = pixel.value else {
        #expect(pixel.pixel[3] == 0)
        continue
      }
      #expect(
        zip(pixel.pixel, seen.color(of: value)).allSatisfy { abs($0 - $1) <= 1.5 }, "\(value): \(pixel.pixel)"
      )
    }
  }

  /// What QGIS tells of a package's project.
  private struct Project: Decodable {
    struct Layer: Decodable, Equatable {
      var group: String
      var title: String
      var valid: Bool
      var shown: Bool
      var count: Int
      var crs: String
      var labels: Bool
    }

    struct Relation: Decodable, Equatable {
      var name: String
      var valid: Bool
      var rows: Int
    }

    var names: [String]
    var opened: Bool
    var title: String
    var crs: String
    var layers: [Layer]
    var relations: [Relation]
    var colours: [String]
  }

  private func project(of package: String) throws -> Project {
    let own = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: own.url.path)
    return try Oracle.run(
      "qgis_project.py", [package, "season", own.url.path], interpreter: Oracle.systemPython, as: Project.self
    )
  }

  @Test func `QGIS opens a season's package as a project: names, layers, colours, relations`() throws {
    let bench = try ExportBench.shared.get()
    let scratch = try TemporaryFolder()
    let package = scratch.url.appendingPathComponent("Ernte 'Süd' & 🌾.gpkg").path
    _ = try bench.exported("season", "--to", package)
    let seen = try project(of: package)
    #expect(seen.opened && seen.names == ["season"] && seen.title == "season" && seen.crs == "EPSG:4326")
    #expect(!seen.layers.contains { !$0.valid })
    #expect(
      seen.layers.map(\.title) == [
        "fields", "2026-05-04 a_2026-05-04", "flights", "class areas", "index figures", "runs",
      ])
    #expect(seen.layers.map(\.count) == [2, 2, 1, 8, 2, 1])
    #expect(seen.layers.map(\.shown) == [true, true, false, true, true, true])
    #expect(seen.layers[0].labels && seen.layers[1].group == "patches")
    #expect(!seen.layers.prefix(3).contains { $0.crs != "EPSG:4326" })
    #expect(
      seen.relations == [
        Project.Relation(name: "class areas", valid: true, rows: 4),
        Project.Relation(name: "index figures", valid: true, rows: 1),
      ])
    // The middle of both patches lies where the map begins.
    #expect(Set(ExportBench.colors[1...2] + ["#ffffff"]).isSubset(of: seen.colours))
  }

  @Test func `of two flights each has its patches, and the newest are drawn`() throws {
    let run = try DemoRun.shared.get()
    let scratch = try TemporaryFolder()
    let package = scratch.url.appendingPathComponent("season.gpkg").path
    let ending = try BuiltFurrow.run(["export", "season", "--job", run.job.path, "--to", package])
    try #require(ending.code == 0, "\(ending.errors)")
    let seen = try project(of: package).layers.filter { $0.group == "patches" }
    #expect(seen.count == 2 && seen.map(\.shown) == [true, false] && seen[0].title > seen[1].title)
    let rows = try Oracle.tool(
      "sqlite3", [package, "SELECT count(*) FROM patches GROUP BY flight ORDER BY taken_on DESC"])
    #expect(seen.map { "\($0.count)\n" }.joined() == rows)
  }
}
