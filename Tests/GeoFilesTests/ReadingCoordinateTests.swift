import Foundation
import Grid
import Testing

@testable import GeoFiles

@Suite
struct ReadingCoordinateTests {
  private static let major = 6_378_137.0
  private static let flattening = 1 / 298.257223563

  /// The area between two parallels over one radian of longitude on WGS 84,
  /// from the closed form with the inverse hyperbolic tangent.
  private func zone(from south: Double, to north: Double) -> Double {
    let eccentricity = (Self.flattening * (2 - Self.flattening)).squareRoot()
    let minor = Self.major * (1 - Self.flattening)
    func part(_ degrees: Double) -> Double {
      let sine = sin(degrees * .pi / 180)
      let product = eccentricity * sine
      return minor * minor / 2 * (sine / (1 - product * product) + atanh(product) / eccentricity)
    }
    return part(north) - part(south)
  }

  private func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [[[MapPoint]]] {
    [
      [
        [
          MapPoint(x: west, y: south), MapPoint(x: east, y: south), MapPoint(x: east, y: north),
          MapPoint(x: west, y: north),
        ]
      ]
    ]
  }

  @Test(arguments: [(0.0, 0.0), (10, 50), (-120, -33), (140, 69), (0, 84)])
  func `cells of one degree have the area of their part of the ellipsoid`(west: Double, south: Double) throws
  {
    let area = try CoordinateSystem.wgs84().areaSquareMetres(of: box(west, south, west + 1, south + 1))
    let expected = zone(from: south, to: south + 1) * .pi / 180
    #expect(abs(area / expected - 1) < 1e-6)
  }

  @Test(arguments: [500_000.0, 833_000, 167_000])
  func `a square in UTM is divided by the square of the scale factor there`(easting: Double) throws {
    let utm = try CoordinateSystem(userInput: "EPSG:32632")
    let area = try utm.areaSquareMetres(of: box(easting - 50, 4_999_950, easting + 50, 5_000_050))
    // Snyder (1987) 8-11, with the radius at 45.15 degrees north.
    let latitude = 45.15 * Double.pi / 180
    let squared = Self.flattening * (2 - Self.flattening)
    let prime = squared / (1 - squared) * cos(latitude) * cos(latitude)
    let normal = Self.major / (1 - squared * sin(latitude) * sin(latitude)).squareRoot()
    let meridian = normal / (1 + prime)
    let offset = (easting - 500_000) / 0.9996
    let scale = 0.9996 * (1 + offset * offset / (2 * meridian * normal))
    #expect(abs(area * scale * scale / 10_000 - 1) < 1e-5)
  }

  @Test func `feet are no metres`() throws {
    let feet = try CoordinateSystem(userInput: "EPSG:2263")
    #expect(feet.kind == .projected)
    #expect(feet.unitName.lowercased().contains("foot"))
    let unit = try #require(feet.metresPerUnit)
    #expect(abs(unit - 1200.0 / 3937) < 1e-12)
    let area = try feet.areaSquareMetres(of: box(984_000, 190_000, 985_000, 191_000))
    #expect(abs(area / (1000 * unit * 1000 * unit) - 1) < 1e-4)
    let metres = try CoordinateSystem(userInput: "EPSG:32118")
    let (x, y) = (984_000 * unit, 190_000 * unit)
    let same = try metres.areaSquareMetres(of: box(x, y, x + 1000 * unit, y + 1000 * unit))
    #expect(abs(area / same - 1) < 1e-8)
  }

  @Test func `holes count against the area and rings may run either way`() throws {
    let utm = try CoordinateSystem(userInput: "EPSG:32632")
    let outer = box(500_000, 5_000_000, 500_100, 5_000_100)[0][0]
    let hole = box(500_020, 5_000_020, 500_070, 5_000_070)[0][0]
    let whole = try utm.areaSquareMetres(of: [[outer]])
    let less = try utm.areaSquareMetres(of: [[Array(outer.reversed()), hole]])
    #expect(abs(less / whole - 0.75) < 1e-9)
  }

  @Test func `a pixel's area agrees with the area of its outline`() throws {
    for code in ["EPSG:32632", "EPSG:2263", "EPSG:32414", "EPSG:3857"] {
      let crs = try CoordinateSystem(userInput: code)
      let place = try CoordinateSystem.wgs84().transformer(to: crs).transform([
        MapPoint(x: code == "EPSG:2263" ? -74 : code == "EPSG:32414" ? -96.5 : 11, y: 41)
      ])[0]
      let transform = GeoTransform(
        originX: place.x, columnX: 0.6, rowX: 0.8, originY: place.y, columnY: 0.8, rowY: -0.6)
      let area = try crs.pixelArea(transform, at: GridPoint(column: 0, row: 0))
      let corners = [(-50.0, -50.0), (50, -50), (50, 50), (-50, 50)].map {
        transform.mapPoint(GridPoint(column: $0, row: $1))
      }
      let outline = try crs.areaSquareMetres(of: [[corners]]) / 10_000
      #expect(abs(area / outline - 1) < 1e-6, "\(code)")
    }
  }

  @Test func `a pixel in degrees has the area of its part of the ellipsoid`() throws {
    let crs = try CoordinateSystem.wgs84()
    let step = 1e-7
    let transform = GeoTransform(originX: 9, columnX: step, rowX: 0, originY: 52, columnY: 0, rowY: -step)
    let area = try crs.pixelArea(transform, at: GridPoint(column: 0.5, row: 0.5))
    let expected = zone(from: 51.999, to: 52.001) * .pi / 180 * step * step / 0.002
    #expect(abs(area / expected - 1) < 1e-5)
  }

  @Test func `x is always easting or longitude`() throws {
    let utm = try CoordinateSystem(userInput: "EPSG:32632")
    let point = try CoordinateSystem.wgs84().transformer(to: utm).transform([MapPoint(x: 9, y: 0)])[0]
    #expect(abs(point.x - 500_000) < 1e-3)
    #expect(abs(point.y) < 1e-3)
  }

  @Test func `systems describe themselves and survive their own text`() throws {
    for code in ["EPSG:32632", "EPSG:4326", "EPSG:2263", "EPSG:32414", "EPSG:28354"] {
      let crs = try CoordinateSystem(userInput: code)
      #expect(crs.authorityCode == code)
      #expect(try CoordinateSystem(wkt: crs.wkt) == crs)
    }
    let utm = try CoordinateSystem(userInput: "EPSG:32632")
    #expect("\(utm)" == "WGS 84 / UTM zone 32N (EPSG:32632)")
    #expect(utm.isSame(as: try CoordinateSystem(userInput: "urn:ogc:def:crs:EPSG::32632")))
    #expect(!utm.isSame(as: try CoordinateSystem(userInput: "EPSG:32633")))
    #expect(try CoordinateSystem.wgs84().kind == .geographic)
    #expect(try CoordinateSystem(userInput: "EPSG:5555").kind == .projected)
  }

  @Test(arguments: [
    "", "field.prj", "/etc/passwd", "http://localhost:1/x", "/vsicurl/http://x", "EPSG:99999999",
  ])
  func `what is no definition is refused`(text: String) {
    #expect(throws: GDALError.self) { _ = try CoordinateSystem(userInput: text) }
  }

  @Test func `places where a system is not defined are errors`() throws {
    let transformer = try CoordinateSystem.wgs84().transformer(to: CoordinateSystem(userInput: "EPSG:3395"))
    #expect(throws: GDALError.self) { _ = try transformer.transform([MapPoint(x: 0, y: 95)]) }
  }

  @Test func `a datum without a name is taken as the one with its ellipsoid, another is refused`() throws {
    let unnamed = try CoordinateSystem(userInput: "+proj=utm +zone=32 +ellps=WGS84 +units=m")
    let wgs84 = try CoordinateSystem(userInput: "EPSG:32632")
    let point = MapPoint(x: 500_100, y: 5_000_000)
    let moved = try unnamed.transformer(to: wgs84).transform([point])[0]
    #expect(abs(moved.x - point.x) < 1e-3 && abs(moved.y - point.y) < 1e-3)
    let bessel = try CoordinateSystem(userInput: "+proj=utm +zone=32 +ellps=bessel +units=m")
    #expect(throws: GDALError.self) { _ = try bessel.transformer(to: wgs84).transform([point]) }
  }
}
