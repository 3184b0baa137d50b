import Grid
import Pixels
import Testing

@testable import GeoFiles

@Suite
struct ReadingMatrixTests {
  struct Layout: CustomStringConvertible {
    var options: [String]
    var type: SampleType
    var description: String { "\(type) \(options.joined(separator: " "))" }
  }

  static let layouts: [Layout] = {
    var layouts: [Layout] = []
    for type in SampleType.allCases {
      for compression in ["NONE", "LZW", "DEFLATE", "ZSTD", "PACKBITS"] {
        for interleave in ["PIXEL", "BAND"] {
          for shape in [["TILED=YES", "BLOCKXSIZE=32", "BLOCKYSIZE=16"], ["BLOCKYSIZE=7"]] {
            layouts.append(
              Layout(
                options: ["COMPRESS=\(compression)", "INTERLEAVE=\(interleave)"] + shape, type: type))
          }
        }
      }
      for predictor in type == .float32 ? ["2", "3"] : ["2"] {
        layouts.append(
          Layout(
            options: ["COMPRESS=DEFLATE", "PREDICTOR=\(predictor)", "TILED=YES", "BIGTIFF=YES"], type: type))
      }
    }
    return layouts
  }()

  @Test(arguments: layouts)
  func `samples come back as they were written`(layout: Layout) throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 75, height: 53), bands: 3, type: layout.type)
    let mosaic = try MosaicFile.open(
      RasterLocator(path: raw.writeTIFF("a.tif", in: folder, options: layout.options)))
    #expect(mosaic.mosaic.size == raw.size)
    #expect(mosaic.mosaic.sampleType == layout.type)
    #expect(mosaic.mosaic.bands.map(\.number) == [1, 2, 3])
    let compression = layout.options[0].dropFirst("COMPRESS=".count)
    #expect(mosaic.compression ?? "NONE" == compression)
    #expect(layout.options.contains("INTERLEAVE=BAND") == (mosaic.interleave == "BAND"))
    #expect(
      mosaic.predictor == (layout.options[1].hasPrefix("PREDICTOR=") ? Int(layout.options[1].suffix(1)) : 1))
    #expect(mosaic.isBigTIFF == layout.options.contains("BIGTIFF=YES"))
    #expect(try mosaic.samples() == raw.bytes)
  }

  @Test func `a window of chosen bands lies at its place in the planes`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 75, height: 53), bands: 4, type: .uint16)
    let path = try raw.writeTIFF("a.tif", in: folder, options: ["TILED=YES", "COMPRESS=LZW"])
    let mosaic = try MosaicFile.open(RasterLocator(path: path))
    let window = PixelWindow(columns: 11..<70, rows: 5..<50)
    let (rowStride, planeStride) = (200, 200 * 60)
    var bytes = [UInt8](repeating: 0xAA, count: planeStride * 2)
    try mosaic.makeReader().read(
      window, bands: [3, 1], into: &bytes, rowStride: rowStride, planeStride: planeStride)
    for (plane, band) in [3, 1].enumerated() {
      for row in 0..<window.height {
        let source = (((band - 1) * 53 + row + 5) * 75 + 11) * 2
        let target = plane * planeStride + row * rowStride
        #expect(bytes[target..<target + 118].elementsEqual(raw.bytes[source..<source + 118]))
        #expect(bytes[target + 118..<target + 200].allSatisfy { $0 == 0xAA })
      }
    }
  }

  @Test func `JPEG with an internal mask reads as GDAL's own tool reads it`() throws {
    let folder = try TemporaryFolder()
    let size = PixelSize(width: 96, height: 80)
    let raw = RawRaster(size, bands: 4, type: .uint8) { band, column, row in
      band == 4 ? (column + row < 60 ? 0 : 255) : Double((column + row * band) % 256)
    }
    let source = try raw.writeTIFF("rgba.tif", in: folder)
    try tool(
      "gdal_translate",
      [
        "-q", "-b", "1", "-b", "2", "-b", "3", "-mask", "4", "-co", "COMPRESS=JPEG", "-co",
        "PHOTOMETRIC=YCBCR", "-co", "TILED=YES", "--config", "GDAL_TIFF_INTERNAL_MASK", "YES", source,
        folder.file("a.tif"),
      ])
    try tool(
      "gdal_translate",
      ["-q", "-of", "ENVI", "-co", "INTERLEAVE=BSQ", folder.file("a.tif"), folder.file("out.raw")])
    let mosaic = try MosaicFile.open(RasterLocator(path: folder.file("a.tif")))
    #expect(mosaic.mosaic.mask == .file)
    #expect(mosaic.compression == "YCbCr JPEG")
    #expect(mosaic.files == [folder.file("a.tif")])
    #expect(try mosaic.samples() == folder.bytes("out.raw"))
    let covered = try mosaic.maskBytes().map { $0 != 0 }
    #expect(covered == raw.bytes.suffix(size.pixelCount).map { $0 != 0 })
  }

  @Test func `a mask beside the file counts and is named among the files`() throws {
    let folder = try TemporaryFolder()
    let size = PixelSize(width: 40, height: 30)
    let raw = RawRaster(size, bands: 2, type: .uint8) { band, column, _ in
      band == 2 ? (column < 9 ? 0 : 255) : Double(column)
    }
    let source = try raw.writeTIFF("two.tif", in: folder)
    try tool(
      "gdal_translate",
      [
        "-q", "-b", "1", "-mask", "2", "--config", "GDAL_TIFF_INTERNAL_MASK", "NO", source,
        folder.file("a.tif"),
      ])
    let mosaic = try MosaicFile.open(RasterLocator(path: folder.file("a.tif")))
    #expect(mosaic.mosaic.mask == .file)
    #expect(mosaic.files == [folder.file("a.tif"), folder.file("a.tif.msk")])
    #expect(try mosaic.maskBytes().map { $0 != 0 } == raw.bytes.suffix(size.pixelCount).map { $0 != 0 })
  }

  @Test func `alpha and nodata are told apart`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 20, height: 20), bands: 4, type: .uint8)
    let alpha = try raw.writeTIFF("alpha.tif", in: folder, options: ["ALPHA=YES", "PHOTOMETRIC=RGB"])
    let one = try MosaicFile.open(RasterLocator(path: alpha))
    #expect(one.mosaic.mask == .alpha(band: 4))
    #expect(one.mosaic.bands.map(\.role) == [.red, .green, .blue, .alpha])
    let nodata = try raw.writeTIFF(
      "nodata.tif", in: folder, arguments: RawRaster.standardPlace + ["-a_nodata", "7"])
    let two = try MosaicFile.open(RasterLocator(path: nodata))
    #expect(two.mosaic.mask == .none)
    #expect(two.mosaic.bands.map(\.nodata) == [7, 7, 7, 7])
  }

  @Test func `overviews are counted and change no sample`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 128, height: 128), bands: 1, type: .int16)
    let path = try raw.writeTIFF("a.tif", in: folder, options: ["TILED=YES", "COMPRESS=DEFLATE"])
    try tool("gdaladdo", ["-q", path, "2", "4"])
    let mosaic = try MosaicFile.open(RasterLocator(path: path))
    #expect(mosaic.overviewCount == 2)
    #expect(try mosaic.samples() == raw.bytes)
  }

  @Test func `one file a band is one mosaic`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 33, height: 21), bands: 3, type: .float32)
    let whole = try raw.writeTIFF("whole.tif", in: folder)
    for band in 1...3 {
      try tool("gdal_translate", ["-q", "-b", "\(band)", whole, folder.file("b\(band).tif")])
    }
    let mosaic = try MosaicFile.open(
      RasterLocator(bandFiles: [
        .init(path: folder.file("b3.tif"), name: "nir"), .init(path: folder.file("b1.tif"), name: "red"),
      ]))
    #expect(mosaic.mosaic.bands.map(\.role) == [.nearInfrared, .red])
    let plane = 33 * 21 * 4
    #expect(try mosaic.samples() == Array(raw.bytes[(2 * plane)...] + raw.bytes[..<plane]))
  }

  @Test func `a pixel of band files is covered where every file's mask covers it`() throws {
    let folder = try TemporaryFolder()
    let size = PixelSize(width: 12, height: 9)
    for (name, limit) in [("a.tif", 3), ("b.tif", 5)] {
      let raw = RawRaster(size, bands: 2, type: .uint8) { band, column, row in
        band == 1 ? Double(column) : (name == "a.tif" ? column : row) < limit ? 0 : 255
      }
      let source = try raw.writeTIFF("two-\(name)", in: folder)
      try tool(
        "gdal_translate",
        [
          "-q", "-b", "1", "-mask", "2", "--config", "GDAL_TIFF_INTERNAL_MASK", "YES", source,
          folder.file(name),
        ])
    }
    let mosaic = try MosaicFile.open(
      RasterLocator(bandFiles: [.init(path: folder.file("a.tif")), .init(path: folder.file("b.tif"))]))
    #expect(mosaic.mosaic.mask == .file)
    let expected = (0..<9).flatMap { row in (0..<12).map { column in column >= 3 && row >= 5 } }
    #expect(try mosaic.maskBytes().map { $0 != 0 } == expected)
  }

  @Test func `two workers read at once`() async throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 300, height: 300), bands: 2, type: .uint16)
    let path = try raw.writeTIFF("a.tif", in: folder, options: ["TILED=YES", "COMPRESS=DEFLATE"])
    let mosaic = try MosaicFile.open(RasterLocator(path: path))
    let results = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<4 { group.addTask { try mosaic.samples() } }
      return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
    }
    #expect(results.allSatisfy { $0 == raw.bytes })
  }
}
