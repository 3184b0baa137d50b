import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

@Suite struct WritingMosaicTests {
  let folder: ScratchFolder
  let transform = GeoTransform(
    originX: 4.5e5, columnX: 0.05, rowX: 0, originY: 5.6e6, columnY: 0, rowY: -0.05)

  init() throws { folder = try ScratchFolder() }

  static let colour = [
    BandDescription(number: 1, role: .red), BandDescription(number: 2, role: .green),
    BandDescription(number: 3, role: .blue), BandDescription(number: 4, role: .alpha),
  ]

  static let spectral = [
    BandDescription(number: 1, name: "Grün", role: .green, wavelengthNanometres: 560, nodata: 0),
    BandDescription(number: 2, role: .redEdge, wavelengthNanometres: 717.5, nodata: 0, scale: 0.5),
    BandDescription(number: 3, role: .nearInfrared, nodata: 0, offset: -1),
  ]

  /// Writes random bytes as samples and gives back each band's plane.
  func write(
    size: PixelSize, bands: [BandDescription], type: SampleType, format: MosaicFormat, mask: [UInt8] = []
  ) throws -> [[UInt8]] {
    var random = SeededGenerator(seed: size.width + bands.count)
    let rowBytes = size.width * type.byteCount
    let planes = bands.map { _ in
      (0..<size.pixelCount).flatMap { _ -> [UInt8] in
        guard type == .float32 else {
          return (0..<type.byteCount).map { _ in .random(in: 0...255, using: &random) }
        }
        return Float.random(in: 0...1, using: &random).bitPattern.littleEndianBytes
      }
    }
    let writer = try MosaicWriter(
      path: folder["mosaic.tif"], size: size, bands: bands, sampleType: type, transform: transform,
      crsWKT: "EPSG:32632", format: format)
    for row in 0..<size.height {
      let samples = planes.flatMap { $0[(row * rowBytes)..<((row + 1) * rowBytes)] }
      let covered = format.hasMask ? Array(mask[(row * size.width)..<((row + 1) * size.width)]) : []
      try samples.withUnsafeBytes { samples in
        try covered.withUnsafeBytes { covered in
          try writer.append(planes: samples, mask: format.hasMask ? covered : nil)
        }
      }
    }
    try writer.finish()
    return planes
  }

  func expect(_ planes: [[UInt8]]) throws {
    let expected = planes.flatMap(\.self)
    let read = try Tool.samples(folder["mosaic.tif"], as: UInt8.self, count: expected.count)
    #expect(read.firstDifference(from: expected) == nil)
  }

  @Test(
    arguments: [SampleType.uint8, .uint16, .int16, .float32],
    [
      MosaicFormat(compression: .none), MosaicFormat(compression: .lzw, interleave: .band),
      MosaicFormat(compression: .deflate, tileSize: 64), MosaicFormat(compression: .zstd),
    ])
  func `samples come back`(type: SampleType, format: MosaicFormat) throws {
    let size = PixelSize(width: 150, height: 131)
    let planes = try write(size: size, bands: Self.spectral, type: type, format: format)
    try expect(planes)
    let info = try Tool.info(folder["mosaic.tif"])
    let band = try #require((info["bands"] as? [[String: Any]])?.first)
    #expect(band["block"] as? [Int] == [format.tileSize, format.tileSize])
    #expect(info["geoTransform"] as? [Double] == transform.coefficients)
    #expect(folder.names == ["mosaic.tif"])
  }

  @Test func `a mosaic higher than a tile comes back`() throws {
    let size = PixelSize(width: 33, height: 1100)
    let planes = try write(size: size, bands: Self.colour, type: .uint8, format: MosaicFormat())
    try expect(planes)
  }

  @Test func `bands say what they are`() throws {
    let size = PixelSize(width: 20, height: 20)
    _ = try write(size: size, bands: Self.colour, type: .uint8, format: MosaicFormat())
    let colours = try #require(Tool.info(folder["mosaic.tif"])["bands"] as? [[String: Any]])
    #expect(colours.map { $0["colorInterpretation"] as? String } == ["Red", "Green", "Blue", "Alpha"])
    _ = try write(size: size, bands: Self.spectral, type: .uint16, format: MosaicFormat())
    let bands = try #require(Tool.info(folder["mosaic.tif"])["bands"] as? [[String: Any]])
    #expect(bands.map { $0["description"] as? String } == ["Grün", "rededge", "nir"])
    #expect(bands.map { $0["noDataValue"] as? Double } == [0, 0, 0])
    #expect(bands.map { $0["scale"] as? Double } == [nil, 0.5, 1])
    #expect(bands.map { $0["offset"] as? Double } == [nil, 0, -1])
    let metadata = bands.map { ($0["metadata"] as? [String: Any])?[""] as? [String: String] }
    #expect(metadata[1]?["WAVELENGTH"] == "717.5")
    #expect(metadata[1]?["WAVELENGTH_UNITS"] == "nm")
  }

  @Test func `the reading half finds what was written`() throws {
    let size = PixelSize(width: 70, height: 30)
    let format = MosaicFormat(compression: .zstd, interleave: .band, tileSize: 16)
    _ = try write(size: size, bands: Self.spectral, type: .uint16, format: format)
    let file = try MosaicFile.open(RasterLocator(path: folder["mosaic.tif"]))
    #expect(file.mosaic.size == size)
    #expect(file.mosaic.bands.map(\.name) == ["Grün", "rededge", "nir"])
    #expect(file.mosaic.bands.map(\.role) == [.green, nil, nil])
    #expect(file.mosaic.bands.map(\.wavelengthNanometres) == [560, 717.5, nil])
    #expect(file.mosaic.bands.map(\.scale) == [1, 0.5, 1])
    #expect(file.mosaic.bands.map(\.offset) == [0, 0, -1])
    #expect(file.mosaic.bands.map(\.nodata) == [0, 0, 0])
    #expect(file.mosaic.blockSize == PixelSize(width: 16, height: 16))
    #expect(file.transform == transform)
    #expect(file.crs?.authorityCode == "EPSG:32632")
    #expect(file.warnings.isEmpty)
    _ = try write(size: size, bands: Self.colour, type: .uint8, format: MosaicFormat())
    let colour = try MosaicFile.open(RasterLocator(path: folder["mosaic.tif"]))
    #expect(colour.mosaic.bands.map(\.role) == [.red, .green, .blue, .alpha])
    #expect(colour.mosaic.mask == .alpha(band: 4))
  }

  @Test func `an inner mask comes back`() throws {
    let size = PixelSize(width: 100, height: 90)
    let mask = (0..<size.pixelCount).map { UInt8($0 % 7 == 0 ? 0 : 255) }
    _ = try write(
      size: size, bands: Array(Self.colour.prefix(3)), type: .uint8,
      format: MosaicFormat(tileSize: 32, hasMask: true), mask: mask)
    let read = try Tool.samples(folder["mosaic.tif"], as: UInt8.self, count: mask.count, band: "mask")
    #expect(read.firstDifference(from: mask) == nil)
    #expect(folder.names == ["mosaic.tif"])
  }

  @Test func `missing rows and links give no file`() throws {
    let size = PixelSize(width: 4, height: 4)
    func writer() throws -> MosaicWriter {
      try MosaicWriter(
        path: folder["mosaic.tif"], size: size, bands: Self.colour, sampleType: .uint8,
        transform: transform, crsWKT: "")
    }
    let missing = OutputError(path: folder["mosaic.tif"], reason: .missingRows(received: 0, expected: 4))
    let begun = try writer()
    #expect(throws: missing) { try begun.finish() }
    #expect(folder.names.isEmpty)
    try FileManager.default.createSymbolicLink(
      atPath: folder["mosaic.tif"], withDestinationPath: folder["victim"])
    #expect(throws: OutputError(path: folder["mosaic.tif"], reason: .symbolicLink)) { try writer() }
  }
}
