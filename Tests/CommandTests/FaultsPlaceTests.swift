import Foundation
import Grid
import Pixels
import TestSupport
import Testing

/// Rows 14 to 16 of docs/faults.md: where a mosaic lies.
@Suite struct FaultsPlaceTests {
  private static let field = (id: "A", columns: 25.0...75.0, rows: 20.0...70.0)

  @Test func `without a reference system a flight is refused, unless the job gives one`() throws {
    let bench = try FaultsBench()
    try MadeMosaic(crs: nil).write(to: bench.path("flights/bad.tif"))
    try bench.expectRefused(["has no coordinate reference system"])
    var job = FaultsJob(flights: "{mosaics: [{file: flights/bad.tif}]}")
    job.sensor = "{scale: 32768, crs: \"EPSG:32632\"}"
    let ending = try bench.run(job)
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try bench.value("SELECT crs_name FROM v_flights WHERE flight = 'bad'").contains("EPSG:32632"))
  }

  /// The area of a rectangle of a thousandth of a degree and less on WGS 84.
  private func squareMetres(latitude: Double, degreesHigh: Double, degreesWide: Double) -> Double {
    let (axis, eccentricity) = (6_378_137.0, 0.006_694_379_990_14)
    let (angle, radian) = (latitude * .pi / 180, Double.pi / 180)
    let root = 1 - eccentricity * sin(angle) * sin(angle)
    let alongMeridian = axis * (1 - eccentricity) / (root * root.squareRoot()) * degreesHigh * radian
    return alongMeridian * axis / root.squareRoot() * cos(angle) * degreesWide * radian
  }

  @Test func `areas are right in degrees and in feet`() throws {
    let degree = 1e-6
    let degrees = MadeMosaic(
      transform: GeoTransform(
        originX: 9, columnX: degree, rowX: 0, originY: 48, columnY: 0, rowY: -degree), crs: "EPSG:4326")
    let feet = MadeMosaic(
      transform: GeoTransform(
        originX: 2_000_000, columnX: 0.1, rowX: 0, originY: 650_000, columnY: 0, rowY: -0.1),
      crs: "EPSG:2264")
    let foot = 1200.0 / 3937
    for (mosaic, expected) in [
      (
        degrees,
        squareMetres(latitude: 48 - 45 * degree, degreesHigh: 50 * degree, degreesWide: 50 * degree)
      ), (feet, 2500 * 0.01 * foot * foot),
    ] {
      let bench = try FaultsBench()
      try mosaic.write(to: bench.path("flights/a.tif"))
      try bench.writeFields([Self.field], on: mosaic)
      let ending = try bench.run(FaultsJob(fields: "{file: fields.gpkg}"))
      #expect(ending.code == 0, "\(ending.errors)")
      for sql in [
        "SELECT covered_area_m2 FROM v_field_results", "SELECT field_area_m2 FROM v_field_results",
        "SELECT sum(area_m2) FROM v_class_areas", "SELECT 2500 * pixel_area_m2 FROM v_flights",
      ] {
        let found = try #require(Double(try bench.value(sql)))
        #expect(abs(found / expected - 1) < 0.001, "\(sql) on \(mosaic.crs ?? "")")
      }
    }
  }

  @Test(arguments: [
    GeoTransform(originX: 500_000, columnX: 0.04, rowX: 0, originY: 5_300_000, columnY: 0, rowY: -0.04),
    GeoTransform(originX: 500_000, columnX: 0.04, rowX: 0, originY: 5_300_000, columnY: 0, rowY: 0.04),
    GeoTransform(
      originX: 500_000, columnX: 0.032, rowX: 0.024, originY: 5_300_000, columnY: 0.024, rowY: -0.032),
  ])
  func `a mosaic that is rotated or south up gives the same figures`(transform: GeoTransform) throws {
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(transform: transform)
    try mosaic.write(to: bench.path("flights/a.tif"))
    try bench.writeFields([Self.field], on: mosaic)
    let ending = try bench.run(FaultsJob(fields: "{file: fields.gpkg}"))
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(
      try bench.value(
        "SELECT status, round(covered_percent, 6), round(covered_area_m2 / 4, 2) FROM v_field_results")
        == "covered|100.0|1.0")
    #expect(
      try bench.value("SELECT round(percent, 4) FROM v_class_areas WHERE class = 'weed'") == "50.0")
  }

  @Test(arguments: [Double.nan, .infinity, 0])
  func `a geotransform that is no place is refused`(side: Double) throws {
    let bench = try FaultsBench()
    let path = bench.path("flights/bad.tif")
    try MadeMosaic().write(to: path)
    var mosaic = DamagedTIFF(try bench.bytes("flights/bad.tif"))
    mosaic.replace(33550, by: withUnsafeBytes(of: side) { Array($0) })
    try bench.write("flights/bad.tif", mosaic.bytes)
    try bench.expectRefused([side == 0 ? "'" : "geotransform"])
  }
}
