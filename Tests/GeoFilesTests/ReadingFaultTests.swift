import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

@Suite
struct ReadingFaultTests {
  private func open(_ path: String, policy: OpeningPolicy = OpeningPolicy()) throws {
    _ = try MosaicFile.open(RasterLocator(path: path), policy: policy)
  }

  @Test func `a missing file is named`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: InputFileError.missing(file: folder.file("no.tif"))) { try open(folder.file("no.tif")) }
    #expect(thrown { try open("north.tif") } == "cannot open 'north.tif': no such file")
  }

  @Test func `an empty file, a directory and a pipe are refused without being read`() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write("empty.tif", [])
    #expect(throws: InputFileError.empty(file: empty)) { try open(empty) }
    #expect(throws: InputFileError.directory(file: folder.path)) { try open(folder.path) }
    let pipe = folder.file("pipe.tif")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: InputFileError.notRegular(file: pipe)) { try open(pipe) }
  }

  @Test(arguments: [
    "/vsicurl/http://localhost:1/a.tif", "/vsis3/b/a.tif", "/VSIZIP/a.zip/a.tif", "/vsimem/a",
  ])
  func `virtual names are refused`(name: String) {
    #expect(throws: InputFileError.remote(file: name)) { try open(name) }
  }

  @Test(arguments: ["http://localhost:1/a.tif", "GTIFF_DIR:1:a.tif", "NETCDF:a.nc:b", "vrt://a.tif"])
  func `names with a scheme are refused`(name: String) {
    #expect(throws: InputFileError.scheme(file: name)) { try open(name) }
  }

  @Test func `a name with a NUL byte is refused`() {
    #expect(throws: InputFileError.badName) { try open("a\u{0}.tif") }
    #expect(throws: InputFileError.badName) { try open("") }
  }

  @Test func `a VRT, XML or PNG named as a TIFF is told for what it is`() throws {
    let folder = try TemporaryFolder()
    let vrt = try folder.write("vrt.tif", text: "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"/>")
    #expect(thrown { try open(vrt) } == "cannot open '\(vrt)': it is not a TIFF image but XML text")
    let png = try folder.write("png.tif", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10])
    #expect(thrown { try open(png) }.hasSuffix("it is not a TIFF image but a PNG image"))
  }

  @Test func `a link to a file is followed`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 8, height: 8), bands: 1, type: .uint8)
    let path = try raw.writeTIFF("a.tif", in: folder)
    try FileManager.default.createSymbolicLink(atPath: folder.file("l.tif"), withDestinationPath: path)
    #expect(try MosaicFile.open(RasterLocator(path: folder.file("l.tif"))).samples() == raw.bytes)
  }

  @Test func `a directory chain that loops is refused`() throws {
    let folder = try TemporaryFolder()
    let image = TIFFBytes.image(width: 4, height: 4)
    let itself = try folder.write("a.tif", TIFFBytes(directories: [image], lastNext: 8).bytes)
    #expect(throws: MosaicError.loopingDirectories(file: itself, offset: 8)) { try open(itself) }
    let back = try folder.write("b.tif", TIFFBytes(directories: [image, image, image], lastNext: 86).bytes)
    #expect(throws: MosaicError.loopingDirectories(file: back, offset: 86)) { try open(back) }
  }

  @Test func `a directory outside of the file is refused`() throws {
    let folder = try TemporaryFolder()
    let image = TIFFBytes.image(width: 4, height: 4)
    let path = try folder.write("a.tif", TIFFBytes(directories: [image], lastNext: 9000).bytes)
    #expect(thrown { try open(path) }.contains("no directory at byte 9000 of 86"))
    let header = try folder.write("b.tif", [0x49, 0x49, 42, 0, 8, 0, 0, 0])
    #expect(thrown { try open(header) }.contains("cut short or damaged"))
    let short = try folder.write("c.tif", [0x49, 0x49, 42, 0])
    #expect(thrown { try open(short) }.contains("'\(short)'"))
  }

  @Test func `a width of zero is refused`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.tif", TIFFBytes(directories: [TIFFBytes.image(width: 0, height: 4)]).bytes)
    #expect(throws: MosaicError.emptyRaster(file: path)) { try open(path) }
  }

  @Test func `a header of two million squared is refused before anything is allocated`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.tif")
    try tool(
      "gdal_create",
      [
        "-q", "-of", "GTiff", "-outsize", "2000000", "2000000", "-co", "SPARSE_OK=TRUE", "-co", "TILED=YES",
        "-co", "BLOCKXSIZE=16384", "-co", "BLOCKYSIZE=16384", "-co", "BIGTIFF=YES", path,
      ])
    #expect(thrown { try open(path) }.contains("2000000 x 2000000 pixels are more than the limit"))
  }

  @Test func `a sparse file that claims gigabytes is refused`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.tif")
    try tool(
      "gdal_create",
      [
        "-q", "-of", "GTiff", "-outsize", "60000", "60000", "-bands", "4", "-co", "SPARSE_OK=TRUE", "-co",
        "TILED=YES", "-co", "BLOCKXSIZE=512", "-co", "BLOCKYSIZE=512", path,
      ])
    #expect(thrown { try open(path) }.contains("bytes claim to be 14400000000 bytes of pixels"))
    var lenient = OpeningPolicy()
    lenient.maximumExpansion = .max
    #expect(throws: Never.self) { try open(path, policy: lenient) }
  }

  @Test func `caps on bands and blocks hold`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 64, height: 64), bands: 5, type: .uint16)
    let path = try raw.writeTIFF("a.tif", in: folder, options: ["COMPRESS=LZW", "BLOCKYSIZE=64"])
    var policy = OpeningPolicy()
    policy.maximumBands = 4
    #expect(throws: MosaicError.tooManyBands(file: path, count: 5, limit: 4)) {
      try open(path, policy: policy)
    }
    policy = OpeningPolicy()
    policy.maximumBlockBytes = 64 * 64 * 2 * 5 - 1
    #expect(thrown { try open(path, policy: policy) }.contains("a block of 64 x 64 pixels takes 40960 bytes"))
    policy.maximumBlockBytes += 1
    #expect(throws: Never.self) { try open(path, policy: policy) }
  }

  @Test(arguments: ["Float64", "UInt32", "Int32", "CFloat32"])
  func `other sample types are refused by name`(type: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.tif")
    try tool("gdal_create", ["-q", "-of", "GTiff", "-outsize", "8", "8", "-ot", type, path])
    #expect(throws: MosaicError.sampleType(file: path, band: 1, name: type)) { try open(path) }
  }

  @Test func `a truncated file opens and fails where pixels are missing`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 400, height: 400), bands: 3, type: .uint16)
    let whole = try raw.writeTIFF(
      "whole.tif", in: folder, options: ["TILED=YES", "COMPRESS=DEFLATE", "BLOCKXSIZE=64", "BLOCKYSIZE=64"])
    let bytes = try folder.bytes("whole.tif")
    let path = try folder.write("cut.tif", Array(bytes.prefix(bytes.count / 2)))
    _ = whole
    let mosaic = try MosaicFile.open(RasterLocator(path: path))
    let top = PixelWindow(columns: 0..<400, rows: 0..<64)
    #expect(try mosaic.samples(top, bands: [1]).elementsEqual(raw.bytes.prefix(400 * 64 * 2)))
    let message = thrown { _ = try mosaic.samples() }
    #expect(message.hasPrefix("cannot read '\(path)' at columns 0..<400, rows 0..<400: "))
    #expect(message.count > "cannot read '\(path)' at columns 0..<400, rows 0..<400: ".count)
  }

  /// libtiff checks a DEFLATE stream's sum unless the stream grew; LZW and
  /// ZSTD as TIFF has it carry none, so there a flip shows only by luck.
  @Test(arguments: [("DEFLATE", 0.8), ("ZSTD", 0), ("LZW", 0)])
  func `a flipped bit fails where the compression can tell, and never traps`(
    compression: String, leastShare: Double
  ) throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 256, height: 256), bands: 1, type: .uint8)
    let path = try raw.writeTIFF("a.tif", in: folder, options: ["TILED=YES", "COMPRESS=\(compression)"])
    let bytes = try folder.bytes("a.tif")
    var generator = SeededGenerator(seed: 7)
    var failures = 0
    for _ in 0..<40 {
      var mutated = bytes
      mutated[Int.random(in: 600..<bytes.count, using: &generator)] ^=
        1 << UInt8.random(in: 0..<8, using: &generator)
      try folder.write("a.tif", mutated)
      let message = thrown { _ = try MosaicFile.open(RasterLocator(path: path)).samples() }
      if !message.isEmpty {
        #expect(message.contains("'\(path)'"))
        failures += 1
      }
    }
    #expect(Double(failures) >= leastShare * 40)
  }

  @Test func `no mutated header traps`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 16, height: 16), bands: 1, type: .uint8)
    try raw.writeTIFF("a.tif", in: folder)
    let bytes = try folder.bytes("a.tif")
    var refused = 0
    for index in 0..<min(bytes.count, 330) {
      for value in [UInt8(0), 255] where bytes[index] != value {
        var mutated = bytes
        mutated[index] = value
        let path = try folder.write("m.tif", mutated)
        if !thrown({ _ = try MosaicFile.open(RasterLocator(path: path)).samples() }).isEmpty { refused += 1 }
      }
    }
    #expect(refused > 20)
  }

  @Test func `files of one mosaic must agree`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 10, height: 10), bands: 1, type: .uint8)
    let first = try raw.writeTIFF("a.tif", in: folder)
    let wide = try RawRaster(pattern: PixelSize(width: 11, height: 10), bands: 1, type: .uint8)
      .writeTIFF("wide.tif", in: folder)
    let moved = try raw.writeTIFF(
      "moved.tif", in: folder,
      arguments: ["-a_srs", "EPSG:32632", "-a_ullr", "500001", "5900000", "500011", "5899990"])
    let zone = try raw.writeTIFF(
      "zone.tif", in: folder,
      arguments: ["-a_srs", "EPSG:32633", "-a_ullr", "500000", "5900000", "500010", "5899990"])
    let deep = try RawRaster(pattern: PixelSize(width: 10, height: 10), bands: 1, type: .uint16)
      .writeTIFF("deep.tif", in: folder)
    let two = try RawRaster(pattern: PixelSize(width: 10, height: 10), bands: 2, type: .uint8)
      .writeTIFF("two.tif", in: folder)
    for (other, words) in [
      (wide, "their sizes are 10 x 10 and 11 x 10 pixels"), (moved, "their geotransforms are"),
      (zone, "WGS 84 / UTM zone 33N"), (deep, "their samples are uint8 and uint16"),
      (two, "it holds 2 bands"),
    ] {
      let message = thrown {
        _ = try MosaicFile.open(RasterLocator(bandFiles: [.init(path: first), .init(path: other)]))
      }
      #expect(message.contains(words))
      #expect(message.contains(other))
    }
    #expect(throws: MosaicError.repeatedFile(file: first)) {
      _ = try MosaicFile.open(RasterLocator(bandFiles: [.init(path: first), .init(path: first)]))
    }
    #expect(throws: MosaicError.noFile) { _ = try MosaicFile.open(RasterLocator(bandFiles: [])) }
  }
}
