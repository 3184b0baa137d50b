import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// Rows 1 to 13 of docs/faults.md: files that are not the mosaics they claim to be.
@Suite struct FaultsFileTests {
  @Test func `an empty file is refused`() throws {
    let bench = try FaultsBench()
    try bench.write("flights/bad.tif", [])
    try bench.expectRefused(["the file is empty"])
  }

  @Test func `a truncated mosaic fails at the place that is missing and leaves no mask`() throws {
    let bench = try FaultsBench()
    let whole = try Healthy.shared.get().mosaic
    try bench.write("flights/bad.tif", whole.prefix(whole.count * 2 / 3))
    try bench.expectRefused([
      "cannot read", "at columns ", "rows ", "only ", "bytes of tile ", "cut short or damaged",
    ])
  }

  /// libtiff knows neither row nor column of such a block.
  @Test(arguments: [true, false])
  func `a mosaic without compression that is cut says which bytes are missing`(isTiled: Bool) throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    let (whole, cut) = (bench.path("flights/healthy.tif"), bench.path("flights/bad.tif"))
    try Oracle.tool(
      "gdal_translate", ["-q", "-co", isTiled ? "TILED=YES" : "TILED=NO", "-co", "COMPRESS=NONE", whole, cut])
    try bench.write("flights/bad.tif", bench.bytes("flights/bad.tif").dropLast(77))
    try bench.expectRefused(["cannot read", "only ", "bytes of ", isTiled ? "tile" : "strip"])
    #expect(try !bench.run().errors.contains("4294967295"))
  }

  @Test func `a mosaic that is cut within its directory is refused`() throws {
    let bench = try FaultsBench()
    try bench.write("flights/bad.tif", try Healthy.shared.get().mosaic.prefix(40))
    try bench.expectRefused(["cut short or damaged"])
  }

  @Test(arguments: [(tile: 0, byte: 0), (tile: 7, byte: 1), (tile: 11, byte: 0)])
  func `a flipped bit in a compressed tile fails the flight`(tile: Int, byte: Int) throws {
    let bench = try FaultsBench()
    var mosaic = DamagedTIFF(try Healthy.shared.get().mosaic)
    let (start, count) = (mosaic.values(324)[tile], mosaic.values(325)[tile])
    #expect(count > 2)
    mosaic.bytes[start + byte] ^= 0x10
    try bench.write("flights/bad.tif", mosaic.bytes)
    try bench.expectRefused(["cannot read", "at columns "])
  }

  /// A mosaic so high that not every tile is sampled before the work begins.
  @Test func `a tile that breaks the work off leaves sealed strips and no result`() throws {
    let bench = try FaultsBench()
    try MadeMosaic(size: PixelSize(width: 64, height: 33_024)).write(to: bench.path("flights/bad.tif"))
    var mosaic = DamagedTIFF(try bench.bytes("flights/bad.tif"))
    let tile = 128
    mosaic.bytes[mosaic.values(324)[tile]] ^= 0x10
    try bench.write("flights/bad.tif", mosaic.bytes)
    try bench.expectRefused(["cannot read", "at columns 0..<64, rows "])
    #expect(
      try bench.value("SELECT state, instr(error, 'cannot read') FROM v_runs WHERE flight = 'bad'")
        == "failed|1")
    let strips = bench.listing("results/.furrow").filter { $0.contains("/strips/strip-") }
    #expect(strips.count > 100 && strips.count <= tile)
  }

  @Test func `a header of two million squared is refused before memory is taken`() throws {
    let bench = try FaultsBench()
    try Oracle.tool(
      "gdal_create",
      ["-q", "-of", "GTiff", "-outsize", "2000000", "2000000"]
        + ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=16384", "BLOCKYSIZE=16384", "BIGTIFF=YES"]
        .flatMap { ["-co", $0] } + [bench.path("flights/bad.tif")])
    try bench.expectRefused(["2000000 x 2000000 pixels are more than the limit of 50000000000"])
  }

  @Test func `a sparse file that claims gigabytes is refused`() throws {
    let bench = try FaultsBench()
    try Oracle.tool(
      "gdal_create",
      ["-q", "-of", "GTiff", "-outsize", "60000", "60000", "-bands", "4"]
        + ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512"].flatMap { ["-co", $0] }
        + [bench.path("flights/bad.tif")])
    try bench.expectRefused(["bytes claim to be 14400000000 bytes of pixels"])
  }

  @Test func `a deflate bomb is refused`() throws {
    let bench = try FaultsBench()
    let path = bench.path("seed.tif")
    let seed = MadeMosaic(size: PixelSize(width: 512, height: 512), roles: [nil], type: .uint8, tileSize: 512)
    try seed.write(to: path) { _, _, _ in 0 }
    let small = DamagedTIFF(try bench.bytes("seed.tif"))
    let (start, count) = (small.values(324)[0], small.values(325)[0])
    var entries = CraftedTIFF.image(width: 81_920, height: 81_920, samples: 1, compression: 8)
    entries[322] = .longs([512])
    entries[323] = .longs([512])
    entries[324] = .longs(Array(repeating: CraftedTIFF.dataOffset, count: 160 * 160))
    entries[325] = .longs(Array(repeating: UInt32(count), count: 160 * 160))
    let data = Array(small.bytes[start..<start + count])
    try bench.write("flights/bad.tif", CraftedTIFF(entries, data: data).bytes)
    try bench.expectRefused(["bytes claim to be 6710886400 bytes of pixels"])
  }

  @Test func `a width of zero is refused`() throws {
    let bench = try FaultsBench()
    let entries = CraftedTIFF.image(width: 0, height: 4, samples: 1, compression: 1)
    try bench.write("flights/bad.tif", CraftedTIFF(entries).bytes)
    try bench.expectRefused(["its width, height or band count is zero"])
  }

  @Test func `a chain of directories that loops is refused`() throws {
    let bench = try FaultsBench()
    let entries = CraftedTIFF.image(width: 4, height: 4, samples: 1, compression: 1)
    try bench.write("flights/bad.tif", CraftedTIFF(entries, loops: true).bytes)
    try bench.expectRefused(["its directories form a loop at byte "])
  }

  /// All strips share one row of bytes, so that any height costs nothing on disk.
  @Test func `strips of one row, very wide, need memory for a strip of tiles only`() throws {
    func peakKibibytes(height: Int) throws -> Int {
      let bench = try FaultsBench()
      let width = 30_000
      let row = (0..<width * 3).map { UInt8($0 * 7 % 251) }
      var entries = CraftedTIFF.image(width: width, height: height, samples: 3, compression: 1)
      entries[278] = .longs([1])
      entries[273] = .longs(Array(repeating: CraftedTIFF.dataOffset, count: height))
      entries[279] = .longs(Array(repeating: UInt32(row.count), count: height))
      try bench.write("flights/wide.tif", CraftedTIFF(entries, data: row).bytes)
      var job = FaultsJob(sensor: "{bands: RGB, scale: counts}", rule: "exg > 0.2", report: "[]")
      job.outputs = "{folder: results, report: false, patches: false}"
      try bench.write("job.yaml", job.text.utf8)
      let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
      let peak = running.peakKibibytes()
      #expect(running.wait().code == 0, "\(running.errors)")
      return peak
    }
    let (low, high) = (try peakKibibytes(height: 512), try peakKibibytes(height: 1280))
    #expect(low > 0)
    #expect(high < low + 30_000, "a whole mosaic more would be 67,500 KiB")
  }

  @Test(arguments: [
    "<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\"><VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource>"
      + "<SourceFilename>SOURCE</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>",
    "<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\"><VRTRasterBand dataType=\"Byte\" band=\"1\" "
      + "subClass=\"VRTDerivedRasterBand\"><PixelFunctionType>f</PixelFunctionType><PixelFunctionLanguage>"
      + "Python</PixelFunctionLanguage><PixelFunctionCode><![CDATA[open('MARK','w')]]></PixelFunctionCode>"
      + "</VRTRasterBand></VRTDataset>",
  ])
  func `a VRT named as a TIFF is refused, whatever it reads or runs`(text: String) throws {
    let bench = try FaultsBench()
    let listener = try LoopbackListener()
    for source in ["/vsicurl/\(listener.address)/a.tif", "/etc/hostname"] {
      let vrt = text.replacingOccurrences(of: "SOURCE", with: source)
        .replacingOccurrences(of: "MARK", with: bench.path("mark"))
      try bench.write("flights/bad.tif", vrt.utf8)
      try bench.write("job.yaml", FaultsJob().text.utf8)
      let ending = try BuiltFurrow.run(
        ["run", bench.path("job.yaml")], environment: ["GDAL_VRT_ENABLE_PYTHON": "YES"])
      #expect(ending.code == 65)
      #expect(ending.sentences.count == 1)
      #expect(ending.sentences.first?.hasSuffix("bad.tif': it is not a TIFF image but XML text") == true)
      try bench.expectNothing(of: "bad")
    }
    #expect(!bench.exists("mark"))
    #expect(!listener.wasCalled)
  }

  @Test(arguments: ["/vsicurl/ADDRESS/a.tif", "ADDRESS/a.tif", "/vsis3/bucket/a.tif", "/vsizip//a.zip/a.tif"])
  func `a name that reaches elsewhere is refused and nothing leaves`(name: String) throws {
    let bench = try FaultsBench()
    let listener = try LoopbackListener()
    let file = name.replacingOccurrences(of: "ADDRESS", with: listener.address)
    let ending = try bench.run(FaultsJob(flights: "{mosaics: [{file: \"\(file)\", name: bad}]}"))
    #expect(ending.code == 65)
    #expect(ending.errors.contains("'\(file)'"), "\(ending.errors)")
    #expect(ending.errors.contains("remote"), "\(ending.errors)")
    #expect(!bench.exists("results"))
    #expect(!listener.wasCalled)
  }

  @Test func `a virtual name is read where the job allows it`() throws {
    let bench = try FaultsBench()
    let inner = try Healthy.shared.get().mosaic
    try bench.write("packed.bin", Array(repeating: 7, count: 100) + inner)
    let file = "/vsisubfile/100_\(inner.count),\(bench.path("packed.bin"))"
    let job = FaultsJob(
      flights: "{mosaics: [{file: \"\(file)\", name: healthy}]}", more: "allow: {remote: true}")
    let ending = try bench.run(job)
    #expect(ending.code == 0, "\(ending.errors)")
    try bench.expectHealthy()
  }

  /// Ten entities of ten each, ten levels deep: ten thousand million letters.
  private var bomb: String {
    let levels = (1..<10).map { "<!ENTITY e\($0) \"\(String(repeating: "&e\($0 - 1);", count: 10))\">" }
    return "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e0 \"aaaaaaaaaa\">\(levels.joined())]><a>&e9;</a>"
  }

  @Test func `an XML bomb is refused unread, as a mosaic, as boundaries and beside a mosaic`() throws {
    let bench = try FaultsBench()
    try bench.write("flights/bad.tif", bomb.utf8)
    try bench.write("flights/healthy.tif.aux.xml", bomb.utf8)
    let clock = ContinuousClock()
    let spent = try clock.measure { try bench.expectRefused(["it is not a TIFF image but XML text"]) }
    #expect(spent < .seconds(20), "the bomb would take minutes")
    let other = try FaultsBench()
    try other.addHealthy()
    try other.write("fields.gml", bomb.utf8)
    let ending = try other.run(FaultsJob(fields: "{file: fields.gml}"))
    #expect(ending.code == 65)
    #expect(ending.sentences.count == 1)
    #expect(ending.sentences.first?.contains("fields.gml'") == true, "\(ending.errors)")
    #expect(!other.exists("results/healthy"))
  }

  @Test func `of many damaged mosaics each is refused by name or done, and none stops the others`() throws {
    let bench = try FaultsBench()
    let whole = try Healthy.shared.get().mosaic
    var generator = SeededGenerator(seed: 42)
    for number in 10..<34 {
      var damaged = whole
      for _ in 0..<(1 + number % 3) {
        let reach = number % 2 == 0 ? 700 : whole.count
        damaged[Int.random(in: 0..<reach, using: &generator)] ^=
          1 << UInt8.random(in: 0..<8, using: &generator)
      }
      if number % 4 == 0 { damaged.removeLast(Int.random(in: 1..<whole.count, using: &generator)) }
      try bench.write("flights/m\(number).tif", damaged)
    }
    try bench.addHealthy("n.tif")
    let ending = try bench.run(FaultsJob(), ["--threads", "1"])
    #expect(ending.code == 65, "\(ending.errors)")
    for number in 10..<34 {
      let isRefused = ending.sentences.contains { $0.contains("/m\(number).tif'") }
      #expect(isRefused != ending.output.contains("m\(number): done"), "m\(number): \(ending.errors)")
      #expect(isRefused != bench.exists("results/m\(number)/mask.tif"))
    }
    #expect(ending.sentences.count > 6)
    #expect(try bench.bytes("results/n/mask.tif") == Healthy.shared.get().mask)
  }
}
