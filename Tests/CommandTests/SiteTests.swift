import Foundation
import TestSupport
import Testing

/// What `furrow site` makes, read as data and as pictures.
@Suite struct SiteTests {
  @Test func `a site has its page, its library and data that parse`() throws {
    let site = try MadeSite.demo.get()
    for name in ["index.html", "assets/site.css", "assets/leaflet/leaflet.js", "furrow-site.json"] {
      #expect(site.has(name), "\(name)")
    }
    let data = try site.data()
    #expect(data.format == 1)
    #expect(data.flights.map(\.flight) == DemoRun.flights.map(\.name))
    #expect(data.flights.map(\.date) == ["2026-05-04", "2026-05-20"])
    #expect(data.flights.allSatisfy { $0.classes.map(\.color) == DemoLegend.classes.map(\.color) })
    #expect(data.fields.count == 7)
    #expect(
      data.fields.allSatisfy { field in
        field.outline?.allSatisfy { part in
          part.allSatisfy { ring in
            ring.count > 2
              && ring.allSatisfy { (10.33...10.34).contains($0[0]) && (47.84...47.85).contains($0[1]) }
          }
        } ?? false
      })
    for flight in data.flights {
      #expect(site.has("data/flights/\(flight.key).js"))
      #expect(flight.files.map(\.name) == ["results.gpkg", "fields.csv", "report.html", "mask.tif"])
      for file in flight.files {
        let own = try DemoRun.shared.get().results(flight.flight).appendingPathComponent(file.name)
        #expect(FileManager.default.contentsEqual(atPath: site.path(file.path), andPath: own.path))
      }
    }
    #expect(try site.leftovers() == [])
  }

  @Test(arguments: DemoRun.flights)
  func `figures of a field are the catalog's`(flight: DemoRun.Flight) throws {
    let site = try MadeSite.demo.get()
    let data = try site.data()
    let key = try #require(data.flights.first { $0.flight == flight.name }).key
    let recorded = try ClassAreaRow.of(flight)
    for field in data.fields {
      let record = try site.record(field.key)
      #expect(record.entries.map(\.flight) == data.flights.map(\.key))
      let entry = try #require(record.entries.first { $0.flight == key })
      for row in recorded where row.field == field.id {
        let area = try #require(entry.classes.first { $0.name == row.name })
        #expect(area.patches == row.patches)
      }
      #expect(entry.classes.count == recorded.count { $0.field == field.id })
      let whole = entry.classes.reduce(0) { $0 + $1.areaM2 }
      #expect(abs(whole - field.areaM2 * entry.covered) < 1e-6 * whole)
    }
  }

  @Test(arguments: DemoRun.flights)
  func `tiles show what gdalwarp makes of the mask`(flight: DemoRun.Flight) throws {
    let site = try MadeSite.demo.get()
    let layer = try #require(site.data().flights.first { $0.flight == flight.name }?.layers.first)
    #expect(layer.name == "mask" && layer.kind == "classes" && layer.minZoom < layer.maxZoom)
    let mask = try DemoRun.shared.get().results(flight.name).appendingPathComponent("mask.tif")
    let levels = try Oracle.run(
      "tiles.py", [site.path(layer.tiles), mask.path], interpreter: Oracle.systemPython,
      as: [TileLevelView].self)
    #expect(levels.map(\.zoom) == Array(layer.minZoom...layer.maxZoom))
    #expect(levels.allSatisfy { $0.unknown == 0 && $0.side == 256 })
    let finest = try #require(levels.last)
    #expect(finest.beyond == 0 && finest.different < 1e-4)
    #expect(abs(finest.pixelRatio) < 0.71, "pixels of 2^\(finest.pixelRatio) of the mask's")
    for level in levels {
      for (code, share) in level.shares {
        #expect(abs(share - level.warped[code, default: 0]) < 0.03, "class \(code) at zoom \(level.zoom)")
      }
    }
  }

  @Test func `what has not changed is taken over, and the old site stays until the new one is whole`() throws
  {
    let folder = try TemporaryFolder()
    let site = try MadeSite(in: folder, catalog: MadeSite.demoCatalog())
    let tile = try site.aTile()
    let number = try site.fileNumber(tile)
    #expect(site.said.contains(" 0 kept"))
    let again = try MadeSite(in: folder, catalog: MadeSite.demoCatalog())
    #expect(again.said.contains("tiles: 0 made") && !again.said.contains(" 0 kept"))
    #expect(try again.fileNumber(tile) == number)
    #expect(try again.leftovers() == [])
    let few = try MadeSite(in: folder, catalog: MadeSite.demoCatalog(), "--max-tiles", "1", "--no-downloads")
    #expect(few.said.contains("magnified") && few.said.contains(" 0 kept"))
    for flight in try few.data().flights {
      let layer = flight.layers[0]
      #expect(flight.files.isEmpty && layer.minZoom == layer.maxZoom)
    }
  }

  @Test func `a folder that holds something else is never replaced`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.appendingPathComponent("site")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: false)
    let letter = target.appendingPathComponent("letter.txt")
    try Data("mine".utf8).write(to: letter)
    let ending = try BuiltFurrow.run(["site", "--to", target.path, "--catalog", MadeSite.demoCatalog()])
    #expect(ending.code == 65)
    #expect(ending.errors.contains("cannot replace '\(target.path)'"))
    #expect(try String(contentsOf: letter, encoding: .utf8) == "mine")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["site"])
  }

  @Test func `names of any script are kept and can end no script`() throws {
    let site = try MadeSite.odd.get()
    let data = try site.data()
    #expect(Set(data.fields.map(\.id)) == [ExportBench.inside, ExportBench.across])
    #expect(data.flights[0].classes.map(\.name) == ExportBench.classes)
    #expect(data.flights[0].layers.map(\.name) == ["mask", "ndvi", "confidence"])
    #expect(data.flights[0].layers.map(\.kind) == ["classes", "ramp", "ramp"])
    let hostile = try MadeSite.hostile.get()
    #expect(try Set(hostile.data().fields.map(\.id)) == Set(MadeSite.hostileIDs))
    for site in [site, hostile] {
      for name in try site.scripts() {
        let text = try String(contentsOfFile: site.path(name), encoding: .utf8)
        #expect(!text.contains("<") && !text.contains("\u{2028}"), "\(name)")
      }
    }
  }
}

/// What tiles.py says of one zoom level.
private struct TileLevelView: Decodable {
  var zoom: Int
  var side: Int
  /// The share of pixels that differ from gdalwarp's exact ones.
  var different: Double
  /// Pixels of the finest level that show no class within an eighth of a pixel of their centres.
  var beyond: Int
  /// Pixels of a colour that no class has.
  var unknown: Int
  /// The power of two between a tile's pixel and the mask's.
  var pixelRatio: Double
  var shares: [String: Double]
  var warped: [String: Double]
}
