import Foundation
import TestSupport
import Testing

/// The demonstration's results in the programs that people open them with;
/// `make test-all` installs those.
@Suite(.enabled(if: Oracle.runsAll, "only `make test-all` has QGIS and Chromium"))
struct HeavyTests {
  @Suite struct QGIS {
    @Test(arguments: DemoRun.flights)
    func `the mask has the legend's names and colours`(flight: DemoRun.Flight) throws {
      let mask = try DesktopView.of(flight).mask
      #expect(mask.crs == "EPSG:32632")
      #expect(mask.width == 900 && mask.height == 700)
      #expect(mask.nodata == 255)
      #expect(mask.renderer == "paletted")
      #expect(mask.classes == DemoLegend.classes)
    }

    @Test(arguments: DemoRun.flights)
    func `fields and patches come with their styles`(flight: DemoRun.Flight) throws {
      let view = try DesktopView.of(flight)
      for layer in [view.fields, view.patches] {
        #expect(layer.crs == "EPSG:32632")
        #expect(layer.broken == 0)
      }
      #expect(view.fields.renderer == "singleSymbol")
      #expect(view.patches.renderer == "categorizedSymbol")
      #expect(view.patches.attribute == "class")
      let names = DemoLegend.classes.map(\.name)
      #expect(view.patches.categories.map(\.value) == names)
      #expect(view.patches.categories.map(\.name) == names)
      #expect(view.patches.categories.map(\.color) == DemoLegend.classes.map(\.color))
    }

    @Test(arguments: DemoRun.flights)
    func `fields and patches are as many as in the catalog`(flight: DemoRun.Flight) throws {
      let view = try DesktopView.of(flight)
      let recorded = try ClassAreaRow.of(flight)
      #expect(view.fields.count == 7)
      #expect(Set(view.patchesByField.keys) == Set(recorded.map(\.field)))
      for row in recorded {
        let counted = view.patchesByField[row.field]?[row.name] ?? 0
        #expect(counted == row.patches ?? 0, "\(row.name) in \(row.field)")
      }
      #expect(view.patches.count >= recorded.compactMap(\.patches).reduce(0, +))
    }

    @Test(arguments: DemoRun.flights)
    func `the zonal histogram counts what the catalog says`(flight: DemoRun.Flight) throws {
      let zones = try DesktopView.of(flight).histogram
      let recorded = try ClassAreaRow.of(flight)
      #expect(zones.count == 7)
      #expect(recorded.count == 7 * DemoLegend.classes.count)
      for zone in zones {
        let rows = recorded.filter { $0.field == zone.field }
        let whole = rows.reduce(0) { $0 + $1.pixels }
        for row in rows {
          // QGIS counts pixels by their centres. Of those on the edge each is wrong by less
          // than half, at random, so a sum of n is hardly wrong by more than the root of n.
          let onEdge = zone.edgePixels * row.pixels / whole
          let counted = Double(zone.counts["\(row.code)"] ?? 0)
          #expect(
            abs(counted - row.pixels) < 1 + onEdge.squareRoot(),
            "\(row.name) in \(zone.field): \(counted), not \(row.pixels)")
        }
      }
    }

    @Test(arguments: DemoRun.flights)
    func `the drawn mask has every pixel in its class's colour`(flight: DemoRun.Flight) throws {
      let view = try DesktopView.of(flight)
      let codes = try DemoRun.classes(
        DemoRun.shared.get().results(flight.name).appendingPathComponent("mask.tif"))
      var expected = ["none": codes.count { $0 == .nodata }]
      for entry in DemoLegend.classes {
        expected[entry.color] = codes.count { Int($0) == entry.code }
      }
      #expect(expected.values.allSatisfy { $0 > 1000 })
      #expect(view.drawnMask == expected)
    }

    @Test(arguments: DemoRun.flights)
    func `patches are drawn in their classes' colours over the mask`(flight: DemoRun.Flight) throws {
      let view = try DesktopView.of(flight)
      for entry in DemoLegend.classes.dropFirst() {
        #expect(view.drawnPatches[entry.color] ?? 0 > 100, "\(entry.name)")
      }
      #expect(view.drawnPatches[DemoLegend.classes[0].color] == nil)
      // The outlines of the fields.
      #expect(view.drawnTogether["#232323"] ?? 0 > 5000)
    }
  }

  @Suite struct Chromium {
    @Test(arguments: DemoRun.flights)
    func `the report shows every field and class`(flight: DemoRun.Flight) throws {
      let view = try BrowserView.of(flight)
      let body = try #require(view.dom.range(of: "<body")).lowerBound
      for name in Set(try ClassAreaRow.of(flight).flatMap { [$0.field, $0.name] }) {
        #expect(view.dom[body...].contains(">\(name)<"), "\(name)")
      }
      for page in [view.wide, view.narrow] {
        #expect(page.broken == 0)
        #expect(page.controls)
        #expect(page.colours > 1000 && page.commonest < 0.7, "\(page)")
      }
      #expect(view.control.commonest > 0.99 && view.control.broken == 1 && !view.control.controls)
    }

    @Test(arguments: DemoRun.flights)
    func `no page is wider than its window`(flight: DemoRun.Flight) throws {
      let view = try BrowserView.of(flight)
      for (page, width) in [(view.wide, 1200), (view.narrow, 400)] {
        #expect(page.width == width && page.scrollWidth == width, "\(page)")
      }
      #expect(view.control.scrollWidth > 400)
    }

    @Test(arguments: DemoRun.flights)
    func `the report asks the network for nothing and has no complaint`(flight: DemoRun.Flight) throws {
      let view = try BrowserView.of(flight)
      #expect(view.requests + view.wide.requests + view.narrow.requests == [])
      #expect(view.console + view.wide.console + view.narrow.console == [])
      #expect(view.control.requests == ["http://192.0.2.1/picture.png"])
      #expect(view.control.console.contains { $0.contains("on purpose") })
    }

    @Test(arguments: DemoRun.flights)
    func `the report's source loads nothing`(flight: DemoRun.Flight) throws {
      let results = try DemoRun.shared.get().results(flight.name)
      let source = try String(contentsOf: results.appendingPathComponent("report.html"), encoding: .utf8)
      #expect(source.contains("src=\"data:image/"))
      for load in ["http:", "https:", "src=\"/", "href=", "<link", "<iframe", "@import", "url("] {
        #expect(!source.contains(load), "\(load)")
      }
    }

    @Test(arguments: DemoRun.flights)
    func `the report prints`(flight: DemoRun.Flight) throws {
      #expect(try (1...20).contains(BrowserView.of(flight).pages))
    }
  }
}
