import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

/// What is decoded without GDAL, beside what GDAL reads.
@Suite struct ReadingPlainTests {
  /// A raster whose left or upper part may hold nothing, and how to store it.
  struct Case {
    var raw: RawRaster
    var options: [String]
    var arguments: [String]
  }

  private func makeCase(_ generator: inout SeededGenerator) throws -> Case {
    func pick<Value>(_ values: [Value]) throws -> Value {
      try #require(values.randomElement(using: &generator))
    }
    let type = try pick(SampleType.allCases)
    let size = try PixelSize(width: pick([1, 7, 33, 64, 90, 131]), height: pick([1, 13, 48, 77]))
    let bands = try pick([1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 10])
    let (emptyColumns, emptyRows) = try (pick([0, 40, 64]), pick([0, 32, 48]))
    let nodata = try pick([nil, 0, 7])
    var content = SeededGenerator(seed: Int.random(in: 0..<1_000_000, using: &generator))
    let raw = RawRaster(size, bands: bands, type: type) { _, column, row in
      if column < emptyColumns || row < emptyRows { return Double(nodata ?? 0) }
      let noise = Int.random(in: 0..<1 << Int.random(in: 2..<17, using: &content), using: &content)
      switch type {
      case .uint8: return Double(noise & 255)
      case .uint16: return Double(noise & 65_535)
      case .int16: return Double(noise & 65_535) - 32_768
      case .float32: return Double(noise) / 7 - 90
      }
    }
    let compression = try pick(["NONE", "LZW", "DEFLATE", "DEFLATE", "DEFLATE", "ZSTD", "PACKBITS"])
    var options = ["COMPRESS=\(compression)", "INTERLEAVE=\(try pick(["PIXEL", "BAND"]))"]
    if ["LZW", "DEFLATE", "ZSTD"].contains(compression) {
      options.append("PREDICTOR=\(try pick(type == .float32 ? [1, 2, 3, 3] : [1, 2, 2]))")
    }
    options +=
      try pick([true, false])
      ? ["TILED=YES", "BLOCKXSIZE=\(try pick([16, 32, 64]))", "BLOCKYSIZE=\(try pick([16, 48]))"]
      : ["BLOCKYSIZE=\(try pick([1, 5, 16, 200]))"]
    if try pick([true, false, false, false]) { options.append("ENDIANNESS=BIG") }
    if try pick([true, false]) { options.append("BIGTIFF=YES") }
    if try pick([true, false]) { options.append("SPARSE_OK=TRUE") }
    let arguments = RawRaster.standardPlace + (nodata.map { ["-a_nodata", "\($0)"] } ?? [])
    return Case(raw: raw, options: options, arguments: arguments)
  }

  /// Bytes of a window and the padding around it, or what is said instead.
  ///
  /// libtiff names the row and column of the tile that was read before the one
  /// that fails; that is left out.
  private func outcome(
    _ reader: MosaicReader, _ window: PixelWindow, _ bands: [Int], _ type: SampleType, padding: Int
  ) -> Result<[UInt8], MosaicError> {
    let rowStride = window.width * type.byteCount + padding
    let planeStride = rowStride * window.height + padding
    var bytes = [UInt8](repeating: 0xAA, count: planeStride * bands.count)
    do {
      try bytes.withUnsafeMutableBytes { buffer in
        guard let start = buffer.baseAddress else { return }
        try reader.read(window, bands: bands, into: start, rowStride: rowStride, planeStride: planeStride)
      }
      return .success(bytes)
    } catch MosaicError.unreadable(let file, let window, let reason) {
      let place = /at row \d+, col \d+/
      return .failure(.unreadable(file: file, window: window, reason: reason.replacing(place, with: "")))
    } catch {
      return .failure((error as? MosaicError) ?? .noFile)
    }
  }

  private func window(in size: PixelSize, _ generator: inout SeededGenerator) -> PixelWindow {
    func range(_ length: Int) -> Range<Int> {
      if Bool.random(using: &generator) { return 0..<length }
      let start = Int.random(in: 0..<length, using: &generator)
      return start..<Int.random(in: start + 1...length, using: &generator)
    }
    return PixelWindow(columns: range(size.width), rows: range(size.height))
  }

  @Test(arguments: 1...40)
  func `any window of any plain layout is what GDAL reads, without GDAL`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let made = try makeCase(&generator)
    let path = try made.raw.writeTIFF(
      "a.tif", in: folder, options: made.options, arguments: made.arguments)
    let file = try MosaicFile.open(RasterLocator(path: path))
    let plain = try MosaicReader(file)
    let gdal = try MosaicReader(file, avoidsGDAL: false)
    for _ in 0..<10 {
      let window = window(in: made.raw.size, &generator)
      let all = file.mosaic.bands.map(\.number).shuffled(using: &generator)
      let bands = Array(all.prefix(Int.random(in: 1...all.count, using: &generator)))
      let padding = Int.random(in: 0..<20, using: &generator)
      let type = made.raw.type
      #expect(
        outcome(plain, window, bands, type, padding: padding)
          == outcome(gdal, window, bands, type, padding: padding),
        "\(window) of bands \(bands) of \(made.raw.size), \(type), \(made.options)")
    }
    #expect(plain.readCounts == (10, 0), "\(made.options)")
    #expect(gdal.readCounts == (0, 10))
    // GDAL's own writer errs in some files of the other byte order.
    if !made.options.contains("ENDIANNESS=BIG") { #expect(try file.samples() == made.raw.bytes) }
  }

  @Test(arguments: ["DEFLATE", "LZW", "ZSTD", "NONE"])
  func `a damaged file gives the same pixels or error as with GDAL`(compression: String) throws {
    var generator = SeededGenerator(seed: compression.utf8.reduce(0) { $0 * 31 + Int($1) })
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 150, height: 110), bands: 3, type: .uint16)
    let path = try raw.writeTIFF(
      "a.tif", in: folder,
      options: ["TILED=YES", "COMPRESS=\(compression)", "BLOCKXSIZE=64", "BLOCKYSIZE=64"])
    let bytes = try folder.bytes("a.tif")
    var (failures, opened) = (0, 0)
    for _ in 0..<60 {
      var damaged = bytes
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: damaged.removeLast(Int.random(in: 1..<bytes.count / 2, using: &generator))
      case let kind:
        let place = Int.random(in: kind == 1 ? 8..<700 : 700..<bytes.count, using: &generator)
        damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
      try folder.write("a.tif", damaged)
      guard let file = try? MosaicFile.open(RasterLocator(path: path)),
        let plain = try? MosaicReader(file), let gdal = try? MosaicReader(file, avoidsGDAL: false)
      else { continue }
      opened += 1
      let (size, type) = (file.mosaic.size, file.mosaic.sampleType)
      guard size.pixelCount < 1 << 20 else { continue }
      for _ in 0..<4 {
        let window = window(in: size, &generator)
        let bands = file.mosaic.bands.map(\.number)
        let expected = outcome(gdal, window, bands, type, padding: 0)
        #expect(outcome(plain, window, bands, type, padding: 0) == expected)
        if case .failure = expected { failures += 1 }
      }
    }
    #expect(opened > 30)
    #expect(failures > 10)
  }

  @Test func `what is unusual is left to GDAL`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 64, height: 48), bands: 3, type: .uint8)
    let deep = RawRaster(raw.size, bands: 1, type: .uint16) { _, column, row in Double(column * row % 4096) }
    for (name, raster, options) in [
      ("jpeg.tif", raw, ["COMPRESS=JPEG", "PHOTOMETRIC=YCBCR", "TILED=YES"]),
      ("webp.tif", raw, ["COMPRESS=LZMA"]), ("bits.tif", deep, ["NBITS=12"]),
    ] {
      let path = try raster.writeTIFF(name, in: folder, options: options)
      let file = try MosaicFile.open(RasterLocator(path: path))
      let reader = try MosaicReader(file)
      _ = outcome(reader, PixelWindow(file.mosaic.size), [1], file.mosaic.sampleType, padding: 0)
      #expect(reader.readCounts == (0, 1), "\(options)")
    }
  }

  @Test func `a list that names a band twice, and a block beyond all bounds, are left to GDAL`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 40, height: 30), bands: 2, type: .uint8)
    let path = try raw.writeTIFF("a.tif", in: folder, options: ["COMPRESS=DEFLATE"])
    let file = try MosaicFile.open(RasterLocator(path: path))
    let reader = try MosaicReader(file)
    let twice = outcome(reader, PixelWindow(raw.size), [2, 2], .uint8, padding: 0)
    #expect(try twice.get() == Array(raw.bytes.suffix(1200) + raw.bytes.suffix(1200)))
    #expect(reader.readCounts == (0, 1))
    let lost = TIFFBytes.image(
      width: 40, height: 30,
      extra: [(273, UInt32.max - 9), (278, 30), (279, 1200)].map { .init(tag: $0.0, value: $0.1) })
    let hostile = try MosaicFile.open(
      RasterLocator(path: folder.write("b.tif", TIFFBytes(directories: [lost]).bytes)))
    let window = PixelWindow(raw.size)
    let said = outcome(try MosaicReader(hostile), window, [1], .uint8, padding: 0)
    #expect(said == outcome(try MosaicReader(hostile, avoidsGDAL: false), window, [1], .uint8, padding: 0))
    #expect(throws: MosaicError.self) { try said.get() }
  }

  @Test func `files of one band each are decoded without GDAL too`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 33, height: 21), bands: 2, type: .int16)
    let whole = try raw.writeTIFF("whole.tif", in: folder, options: ["COMPRESS=DEFLATE", "PREDICTOR=2"])
    for band in 1...2 {
      try tool("gdal_translate", ["-q", "-b", "\(band)", whole, folder.file("b\(band).tif")])
    }
    let file = try MosaicFile.open(
      RasterLocator(bandFiles: [.init(path: folder.file("b2.tif")), .init(path: folder.file("b1.tif"))]))
    let reader = try MosaicReader(file)
    let got = try outcome(reader, PixelWindow(raw.size), [2, 1], .int16, padding: 0).get()
    #expect(got == raw.bytes)
    #expect(reader.readCounts == (2, 0))
  }
}
