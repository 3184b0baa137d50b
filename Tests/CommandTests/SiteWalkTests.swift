import Foundation
import TestSupport
import Testing

/// Sites in Chromium, walked through with mouse and keyboard;
/// `make test-all` installs it.
@Suite(.enabled(if: Oracle.runsAll, "only `make test-all` has Chromium"))
struct SiteWalkTests {
  @Test func `the demonstration's site is read from a folder and from a server`() throws {
    let view = try SiteView.demo.get()
    for walk in [view.folder, view.server] {
      #expect(walk.outside == [] && walk.complaints == [] && walk.requests > 20)
      #expect(walk.rows == 7 && walk.lastDay == "20 May 2026")
      #expect(walk.legend == DemoLegend.classes.map(\.name))
      #expect(walk.first.count > 0 && walk.first.loaded == walk.first.count)
      #expect(walk.downloads.count == 8)
    }
  }

  @Test func `a click on a field tells its figures and its season`() throws {
    let walk = try SiteView.demo.get().folder
    let chosen = walk.chosen
    #expect(chosen.heading == "Field \(chosen.id)" && chosen.pressed == [chosen.id])
    #expect(chosen.said.contains("20 May 2026") && chosen.said.contains("weed"))
    #expect(chosen.points == 2 && chosen.curve.contains("4 May 2026"))
    let rows = try ClassAreaRow.of(DemoRun.flights[1]).filter { $0.field == chosen.id }
    let whole = rows.reduce(0) { $0 + $1.pixels }
    #expect(chosen.classes.map { $0[0] } == rows.map(\.name))
    for (row, cells) in zip(rows, chosen.classes) {
      let share = try #require(Double(cells[1]))
      #expect(abs(share - row.pixels / whole * 100) < 0.006, "\(row.name)")
    }
  }

  @Test func `the days, the layers and the table are worked by keyboard and mouse`() throws {
    for walk in [try SiteView.demo.get().folder, try SiteView.demo.get().server] {
      #expect(walk.days.map(\.day) == ["4 May 2026", "20 May 2026"])
      #expect(walk.days.map(\.spoken) == ["4 May 2026, 1 of 2", "20 May 2026, 2 of 2"])
      #expect(zip(walk.days, ["4 May 2026", "20 May 2026"]).allSatisfy { $0.said.contains($1) })
      #expect(walk.days.allSatisfy { $0.loaded > 0 && $0.flights.count == 1 })
      #expect(walk.days[0].flights != walk.days[1].flights)
      #expect(walk.strength == "0" && walk.outlines == [7, 0])
      #expect(walk.inTable.heading == "Field \(walk.inTable.wanted)" && walk.inTable.keepsFocus)
      #expect(walk.inTable.sorted && walk.inTable.found == 1)
    }
  }

  @Test func `every control has a name, an order and a contrast`() throws {
    let view = try SiteView.demo.get()
    #expect(view.folder.unnamed.operable == [])
    #expect(view.folder.unnamed.landmarks == ["banner", "contentinfo", "main", "region"])
    let stops = view.folder.stops
    let order = [
      "skip", "earlier", "day", "layer", "strength", "outlines", "whole", "map", "measure", "find",
    ]
    #expect(Array(stops.filter(order.contains).prefix(order.count)) == order)
    #expect(Set(view.looks.keys) == ["light_1200", "light_400", "dark_1200", "dark_400"])
    for (name, look) in view.looks {
      #expect(look.overflow <= 0, "\(name)")
      #expect(look.ratio >= 4.5, "\(name): \(look.where)")
    }
  }

  @Test func `other layers are shown, and names of any script are text`() throws {
    let walk = try SiteView.odd.get().folder
    #expect(walk.complaints == [] && walk.outside == [])
    #expect(Set(walk.fields) == [ExportBench.inside, ExportBench.across])
    #expect(walk.legend == ExportBench.classes)
    #expect(walk.otherLayer.name == "ndvi")
    let tiles = try #require(walk.otherLayer.tiles)
    #expect(tiles.count > 0 && tiles.loaded == tiles.count)
  }

  @Test func `ids that would end a script or load a picture are text everywhere`() throws {
    let walk = try SiteView.hostile.get().folder
    #expect(walk.complaints == [] && walk.outside == [] && walk.title == "Fields and flights")
    #expect(Set(walk.fields) == Set(MadeSite.hostileIDs))
    #expect(MadeSite.hostileIDs.contains(walk.chosen.id) && walk.chosen.heading.contains(walk.chosen.id))
    #expect(walk.tooltip == walk.chosen.id)
    #expect(walk.foreign == [])
  }

  @Test func `a page with all the defects is seen as such`() throws {
    let control = try SiteView.demo.get().control
    #expect(control.outside == ["http://192.0.2.1/picture.png"] && !control.complaints.isEmpty)
    #expect(control.unnamed == ["button"] && control.ratio < 2)
  }
}

/// What site.py saw.
struct SiteView: Decodable, Sendable {
  static let demo = Result { try look(MadeSite.demo.get()) }
  static let odd = Result { try look(MadeSite.odd.get()) }
  static let hostile = Result { try look(MadeSite.hostile.get()) }

  private static func look(_ site: MadeSite) throws -> SiteView {
    let scratch = try TemporaryFolder()
    return try Oracle.run(
      "site.py", [site.path(""), scratch.url.path], interpreter: Oracle.systemPython, as: SiteView.self)
  }

  struct Tiles: Decodable, Sendable {
    var count: Int
    var loaded: Int
    var flights: [String]
  }

  struct Chosen: Decodable, Sendable {
    var id: String
    var heading: String
    var said: String
    var classes: [[String]]
    var curve: String
    var points: Int
    var pressed: [String]
  }

  struct Day: Decodable, Sendable {
    var day: String
    var spoken: String
    var said: String
    var flights: [String]
    var loaded: Int
  }

  struct OtherLayer: Decodable, Sendable {
    var name: String?
    var tiles: Tiles?
  }

  struct InTable: Decodable, Sendable {
    var wanted: String
    var heading: String
    var keepsFocus: Bool
    var sorted: Bool
    var found: Int
  }

  struct Unnamed: Decodable, Sendable {
    var operable: [String]
    var landmarks: [String]
  }

  struct Look: Decodable, Sendable {
    /// How far the page is wider than its window.
    var overflow: Double
    /// The least contrast of words with what is behind them.
    var ratio: Double
    var `where`: String
  }

  struct Walk: Decodable, Sendable {
    var title: String
    /// What the chosen field is called where the mouse is over it.
    var tooltip: String
    /// Elements that the page itself never makes.
    var foreign: [String]
    var first: Tiles
    var rows: Int
    var fields: [String]
    var lastDay: String
    var legend: [String]
    var downloads: [String]
    var chosen: Chosen
    var days: [Day]
    var otherLayer: OtherLayer
    var strength: String
    var outlines: [Int]
    var inTable: InTable
    var stops: [String]
    var unnamed: Unnamed
    var requests: Int
    var outside: [String]
    var complaints: [String]
  }

  struct Control: Decodable, Sendable {
    var outside: [String]
    var complaints: [String]
    var unnamed: [String]
    var ratio: Double
  }

  var folder: Walk
  var server: Walk
  var looks: [String: Look]
  var control: Control
}
