import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

@Suite struct InspectTests {
  /// Eight by eight pixels of green, red and near infrared; one pixel is nodata.
  private static let small = Result { try SmallMosaics() }

  @Test func `a small mosaic is told in JSON with every bin`() throws {
    let ending = try BuiltFurrow.run(
      ["inspect", "small.tif", "--scale", "32768", "--json"], in: Self.small.get().folder.url)
    #expect(ending.code == 0 && ending.errors.isEmpty)
    try Golden.expect(Self.steady(ending.output), equals: "inspect-small.json")
  }

  @Test func `a small mosaic is told in text`() throws {
    let ending = try BuiltFurrow.run(["inspect", "small.tif"], in: Self.small.get().folder.url)
    #expect(ending.code == 0)
    #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    try Golden.expect(Self.steady(ending.output), equals: "inspect-small.txt")
  }

  @Test func `bands that nothing tells are listed with how to say them`() throws {
    let ending = try BuiltFurrow.run(["inspect", "unnamed.tif"], in: Self.small.get().folder.url)
    #expect(ending.code == 0)
    #expect(ending.output.contains("Not known"))
    #expect(ending.output.contains("--bands"))
    let told = try BuiltFurrow.run(
      ["inspect", "unnamed.tif", "--bands", "green=1,nir=3,red=2"], in: Self.small.get().folder.url)
    #expect(!told.output.contains("Not known"))
    #expect(told.output.contains("nir"))
  }

  @Test func `a code of another length is told and refused by nobody`() throws {
    let ending = try BuiltFurrow.run(
      ["inspect", "small.tif", "--bands", "RGBN"], in: Self.small.get().folder.url)
    #expect(ending.code == 0)
    #expect(ending.output.contains("has 4 bands, but the mosaic has 3"))
  }

  @Test func `a scale that cannot be right is told`() throws {
    let ending = try BuiltFurrow.run(
      ["inspect", "small.tif", "--scale", "reflectance"], in: Self.small.get().folder.url)
    #expect(ending.code == 0)
    #expect(ending.output.contains("its scale cannot be right"))
    #expect(ending.output.contains("--scale"))
  }

  @Test func `files of one band are one mosaic and their names tell the roles`() throws {
    let ending = try BuiltFurrow.run(
      ["inspect", "north_red.tif", "north_nir.tif", "--json"], in: Self.small.get().folder.url)
    #expect(ending.code == 0)
    let bands = try #require(Self.object(ending.output)["bands"] as? [[String: Any]])
    #expect(bands.map { $0["role"] as? String } == ["red", "nir"])
    #expect(bands.map { $0["role_told_by"] as? String } == ["file name", "file name"])
  }

  @Test func `a mosaic without a valid pixel ends with 65 after it was told`() throws {
    let ending = try BuiltFurrow.run(["inspect", "empty.tif"], in: Self.small.get().folder.url)
    #expect(ending.code == 65)
    #expect(ending.output.contains("8 x 8 pixels"))
    #expect(ending.errors == "furrow: 'empty.tif' has no valid pixels\n")
  }

  @Test func `indices are those that the mosaic's bands allow`() throws {
    let folder = try Self.small.get().folder.url
    let all = try BuiltFurrow.run(["indices", "--csv"], in: folder)
    #expect(all.output.split(separator: "\r\n").count == 41)
    let ending = try BuiltFurrow.run(["indices", "small.tif", "--json"], in: folder)
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]])
    func row(_ key: String) -> [String: Any]? { rows.first { $0["index"] as? String == key } }
    #expect(row("ndvi")?["available"] as? Bool == true)
    #expect(row("ndre")?["reason"] as? String == "missing rededge")
    #expect((row("savi")?["reason"] as? String)?.hasPrefix("needs reflectance") == true)
    let calibrated = try BuiltFurrow.run(["indices", "small.tif", "--scale", "32768"], in: folder)
    #expect(calibrated.output.contains("\nsavi "))
  }

  private static func object(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  /// The text without what differs between versions of libraries.
  private static func steady(_ text: String) -> String {
    text.replacing(/"wkt":"(?:[^"\\]|\\.)*"/, with: "\"wkt\":\"...\"")
      .replacing(/"size_bytes":\d+/, with: "\"size_bytes\":0")
      .replacing(/("pixel_area_m2":\d\.\d{7})\d*/) { "\($0.output.1)" }
      .replacing(/("area_ha":\d\.\d{7})\d*/) { "\($0.output.1)" }
      .replacing(/\d+(?:\.\d+)? kB/, with: "1 kB")
  }
}

/// Mosaics of eight by eight pixels.
private struct SmallMosaics {
  let folder: TemporaryFolder
  private static let size = PixelSize(width: 8, height: 8)

  init() throws {
    folder = try TemporaryFolder()
    let named: [(String, BandRole?, Double?)] = [
      ("Green", nil, 560), ("Red", nil, nil), ("NIR", nil, 840),
    ]
    try write("small.tif", named)
    try write("unnamed.tif", [("", nil, nil), ("", nil, nil), ("", nil, nil)])
    try write("empty.tif", named) { _, _ in 0 }
    try write("north_red.tif", [("", nil, nil)])
    try write("north_nir.tif", [("", nil, nil)])
  }

  private func write(
    _ name: String, _ bands: [(name: String, role: BandRole?, wavelength: Double?)],
    sample: (_ band: Int, _ pixel: Int) -> Int = { band, pixel in
      pixel == 0 ? 0 : (band + 1) * 3000 + pixel * 40
    }
  ) throws {
    let samples = bands.indices.flatMap { band in
      (0..<Self.size.pixelCount).map { UInt16(sample(band, $0)) }
    }
    try MosaicWriter.write(
      samples, to: folder.url.appendingPathComponent(name).path, size: Self.size,
      bands: bands.enumerated().map { index, band in
        BandDescription(
          number: index + 1, name: band.name, role: band.role, wavelengthNanometres: band.wavelength,
          nodata: 0)
      },
      transform: GeoTransform(
        originX: 500_000, columnX: 0.1, rowX: 0, originY: 5_300_000, columnY: 0, rowY: -0.1))
  }
}
