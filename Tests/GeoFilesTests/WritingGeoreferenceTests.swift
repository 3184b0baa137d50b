import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

@Suite struct WritingGeoreferenceTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  static let transforms = [
    GeoTransform(originX: 450_000.25, columnX: 0.031, rowX: 0, originY: 5.6e6, columnY: 0, rowY: -0.03),
    GeoTransform(originX: 450_000.25, columnX: 0.031, rowX: 0, originY: 5.6e6, columnY: 0, rowY: 0.03),
    GeoTransform(originX: 7, columnX: 0.03, rowX: 0.004, originY: 50, columnY: 0.005, rowY: -0.03),
  ]

  @Test(arguments: transforms)
  func `a transform comes back exactly`(transform: GeoTransform) throws {
    try write(transform: transform, crs: "EPSG:32632")
    let read = try #require(try Tool.info(folder["out.tif"])["geoTransform"] as? [Double])
    for (value, expected) in zip(read, transform.coefficients) {
      #expect(abs(value - expected) <= 1e-12 * abs(expected))
    }
    #expect(read.count == 6)
  }

  // UTM, geographic, US survey feet, feet, WGS 72BE, south UTM, New Zealand.
  @Test(arguments: [32632, 4326, 2225, 2230, 2992, 32401, 32733, 2193])
  func `a reference system comes back as the same one`(code: Int) throws {
    try write(transform: Self.transforms[0], crs: "EPSG:\(code)")
    let said = try Tool.run("gdalsrsinfo", ["-o", "epsg", folder["out.tif"]])
    #expect(String(decoding: said, as: UTF8.self).contains("EPSG:\(code)\n"))
  }

  @Test func `a reference system of nobody's comes back as the same one`() throws {
    let crs = "+proj=lcc +lat_1=41.2 +lat_2=45.7 +lat_0=43 +lon_0=3 +x_0=7000 +y_0=9000 +ellps=GRS80 +units=m"
    let wkt = try Tool.run("gdalsrsinfo", ["-o", "wkt2", crs])
    try write(
      transform: Self.transforms[0],
      crs: String(decoding: wkt, as: UTF8.self).trimmingCharacters(in: .newlines))
    let read = String(
      decoding: try Tool.run("gdalsrsinfo", ["-o", "proj4", folder["out.tif"]]), as: UTF8.self)
    for term in ["lcc", "lat_1=41.2", "lat_2=45.7", "lat_0=43", "lon_0=3", "x_0=7000", "y_0=9000"] {
      #expect(read.contains(term))
    }
  }

  @Test func `no reference system gives none`() throws {
    try write(transform: Self.transforms[0], crs: "")
    let info = try Tool.info(folder["out.tif"])
    #expect(info["coordinateSystem"] == nil)
    #expect(info["geoTransform"] != nil)
  }

  @Test func `a reference system that is none is refused`() throws {
    #expect(throws: OutputError.self) { try write(transform: Self.transforms[0], crs: "PROJCS[nonsense") }
    #expect(folder.names.isEmpty)
  }

  @Test func `a reference system that GeoTIFF keys cannot express is refused`() throws {
    let crs = "+proj=eqearth +lon_0=7 +type=crs"
    #expect(throws: OutputError.self) { try write(transform: Self.transforms[0], crs: crs) }
    #expect(throws: OutputError.self) {
      try MosaicWriter(
        path: folder["out.tif"], size: PixelSize(width: 3, height: 2), bands: [BandDescription(number: 1)],
        sampleType: .uint8, transform: Self.transforms[0], crsWKT: crs)
    }
    #expect(folder.names.isEmpty)
  }

  func write(transform: GeoTransform, crs: String) throws {
    let writer = try CloudOptimizedWriter(
      path: folder["out.tif"], size: PixelSize(width: 3, height: 2), transform: transform, crsWKT: crs,
      kind: .confidence)
    try writer.append([UInt8](repeating: 50, count: 6))
    try writer.finish()
  }
}
