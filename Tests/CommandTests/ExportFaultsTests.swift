import Foundation
import TestSupport
import Testing

/// What `furrow export` does when something is wrong: rows 42, 46 and 48 of
/// docs/faults.md.
@Suite struct ExportFaultsTests {
  let scratch: TemporaryFolder
  let bench: ExportBench

  init() throws {
    scratch = try TemporaryFolder()
    bench = try ExportBench.shared.get()
  }

  private func path(_ name: String) -> String { scratch.url.appendingPathComponent(name).path }

  private var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()) ?? []
  }

  @Test(arguments: [
    (["masks", "a_2026-05-40"], "did you mean 'a_2026-05-04'?", Int32(64)),
    (["masks", "--field", "Grüner Acker 'Süd' & \"Nort\""], "did you mean 'Grüner Acker", 64),
    (["masks", "--classes", "Bodn"], "did you mean 'Boden'?", 64),
    (["indices", "--index", "ndv"], "did you mean 'ndvi'?", 64),
    (["masks", "--format", "cogg"], "did you mean 'cog'?", 64),
    (["fields", "--format", "cog"], "cannot hold fields", 64),
    (["indices", "--format", "png"], "the names of such files end in '.png'", 64),
    (["masks", "--crs", "EPSG:99999"], "EPSG:99999", 65),
    (["confidence", "--classes", "Boden"], "--classes does not go with confidence", 64),
    (["masks", "--simplify", "1"], "--simplify does not go with a raster", 64),
  ])
  func `what cannot be is refused in one sentence and nothing is written`(
    arguments: [String], words: String, code: Int32
  ) throws {
    let ending = try BuiltFurrow.run(
      ["export"] + arguments + ["--to", path("x.tif"), "--catalog", bench.path("results/catalog.sqlite")])
    #expect(ending.code == code, "\(ending.errors)")
    #expect(ending.errors.contains(words), "\(ending.errors)")
    #expect(names.isEmpty)
  }

  @Test func `a link, a folder and a missing folder at the target are refused`() throws {
    try "mine".write(toFile: path("victim"), atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: path("l.tif"), withDestinationPath: path("victim"))
    try FileManager.default.createDirectory(atPath: path("d.tif"), withIntermediateDirectories: false)
    for (target, words) in [
      ("l.tif", "is a symbolic link"), ("d.tif", "is not a plain file"), ("no/x.tif", "No such file"),
    ] {
      let ending = try bench.export("masks", "--to", path(target))
      #expect(ending.code == 65 && ending.errors.contains(words), "\(ending.errors)")
    }
    #expect(try String(contentsOfFile: path("victim"), encoding: .utf8) == "mine")
    #expect(names == ["d.tif", "l.tif", "victim"])
  }

  @Test func `a mask that was changed after the run is not handed on as the run's`() throws {
    let copy = path("results")
    try FileManager.default.copyItem(atPath: bench.path("results"), toPath: copy)
    let mask = try Oracle.tool("sqlite3", [copy + "/catalog.sqlite", "SELECT mask_path FROM v_runs"])
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try Oracle.tool(
      "sqlite3",
      [
        copy + "/catalog.sqlite",
        "UPDATE run_output SET path = replace(path, '\(bench.path("results"))', '\(copy)')",
      ])
    #expect(mask.hasSuffix("a_2026-05-04/mask.tif"))
    try Oracle.tool(
      Oracle.systemPython,
      [
        "-c",
        """
        import sys
        data = bytearray(open(sys.argv[1], "rb").read())
        data[len(data) // 2] ^= 1
        open(sys.argv[1], "wb").write(data)
        """, copy + "/a_2026-05-04/mask.tif",
      ])
    let ending = try BuiltFurrow.run([
      "export", "masks", "--to", path("x.tif"), "--catalog", copy + "/catalog.sqlite",
    ])
    #expect(ending.code == 65 && ending.errors.contains("was changed since"), "\(ending.errors)")
    #expect(!names.contains("x.tif"))
  }

  @Test(arguments: [("masks", "x.tif"), ("masks", "x.kmz"), ("fields", "x.shp"), ("patches", "x.gpkg")])
  func `a killed export leaves the old file, and the next one cleans up`(what: String, name: String) throws {
    try "old".write(toFile: path(name), atomically: false, encoding: .utf8)
    // A folder as a killed export leaves it.
    let staged = path(".\(name).export")
    try FileManager.default.createDirectory(atPath: staged, withIntermediateDirectories: false)
    try "half".write(toFile: "\(staged)/\(name)", atomically: false, encoding: .utf8)
    for delay in [0, 2_000, 10_000, 30_000] as [UInt32] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: BuiltFurrow.path)
      process.arguments = [
        "export", what, "--to", path(name), "--catalog", bench.path("results/catalog.sqlite"),
      ]
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      usleep(delay)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let data = try Data(contentsOf: URL(fileURLWithPath: path(name)))
      // The old bytes, or the new file whole.
      if process.terminationReason == .uncaughtSignal, data == Data("old".utf8) { continue }
      #expect(data.count > 100)
      try "old".write(toFile: path(name), atomically: false, encoding: .utf8)
    }
    _ = try bench.exported(what, "--to", path(name))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path(name))) != Data("old".utf8))
    #expect(!names.contains { $0.hasPrefix(".") }, "\(names)")
  }

  private static let hasNamespaces =
    (try? Oracle.tool("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"])) != nil

  @Test(
    .enabled(if: hasNamespaces, "needs a small file system of its own"),
    arguments: [
      ("masks", "x.tif"), ("masks", "x.png"), ("indices", "x.tif"), ("fields", "x.gpkg"), ("fields", "x.fgb"),
      ("patches", "x.csv"), ("fields", "x.geojson"), ("fields", "x.shp"), ("season", "x.gpkg"),
    ])
  func `a full disk ends with 75, and the old file is there still`(what: String, name: String) throws {
    let script = """
      mount -t tmpfs -o size=64k none "$1" || exit 99
      printf old > "$1/$2"
      head -c 1000000 /dev/zero > "$1/filler" 2>/dev/null
      "$3" export "$4" --to "$1/$2" --catalog "$5" > /dev/null 2> "$1/../said"
      echo $? $(cat "$1/$2") $(ls -A "$1" | tr '\\n' ' ')
      cat "$1/../said"
      """
    let mount = path("mount")
    try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: false)
    let said = try Oracle.tool(
      "unshare",
      [
        "-rm", "sh", "-c", script, "sh", mount, name, BuiltFurrow.path, what,
        bench.path("results/catalog.sqlite"),
      ])
    #expect(said.hasPrefix("75 old filler \(name)"), "\(said)")
    #expect(said.contains("no space is left on the disk"), "\(said)")
  }

  @Test func `a field across the border of two UTM zones is whole in either zone and in degrees`() throws {
    let border = try FaultsBench()
    var mosaic = MadeMosaic()
    // The middle of the mosaic lies on 12 degrees east.
    mosaic.transform.originX = 724_422.366
    mosaic.transform.originY = 5_303_988.446
    try mosaic.write(to: border.path("flights/zone_2026-05-04.tif"))
    try border.writeFields([("across", 20...80, 20...80)], on: mosaic)
    try Oracle.tool(
      "ogr2ogr", ["-t_srs", "EPSG:32633", border.path("other.gpkg"), border.path("fields.gpkg")])
    let ran = try border.run(FaultsJob(fields: "{file: other.gpkg, id: field_id}"))
    try #require(ran.code == 0, "\(ran.errors)")
    func export(_ arguments: String...) throws {
      let ending = try BuiltFurrow.run(
        ["export"] + arguments + ["--catalog", border.path("results/catalog.sqlite")])
      try #require(ending.code == 0, "\(ending.errors)")
    }
    let squareMetres = 60 * 60 * 0.04 * 0.04
    for crs in ["EPSG:32632", "EPSG:32633"] {
      try export("masks", "across", "--crs", crs, "--format", "geotiff", "--to", path("m.tif"))
      #expect(abs(try area(of: path("m.tif")) / squareMetres - 1) < 0.02)
      try export("fields", "--crs", crs, "--to", path("f.gpkg"))
      let seen = try Oracle.tool(
        "ogrinfo",
        ["-q", "-dialect", "OGRSQL", "-sql", "SELECT OGR_GEOM_AREA AS area FROM fields", path("f.gpkg")])
      let found = seen.components(separatedBy: "area (Real) = ").last?.split(separator: "\n").first
        .flatMap { Double($0) }
      #expect(abs((found ?? 0) / squareMetres - 1) < 0.001, "\(seen)")
    }
    try export("masks", "across", "--to", path("c.geojson"))
    let east = try Oracle.tool("ogrinfo", ["-so", "-al", path("c.geojson")])
    #expect(east.contains("Extent: (11.9999") && east.contains(") - (12.0000"), "\(east)")
  }

  /// The ground of a raster's pixels that hold something.
  private func area(of path: String) throws -> Double {
    let script = """
      import sys
      from osgeo import gdal
      raster = gdal.Open(sys.argv[1])
      place = raster.GetGeoTransform()
      print(int((raster.ReadAsArray() != 255).sum()) * abs(place[1] * place[5]))
      """
    return Double(try Oracle.tool(Oracle.systemPython, ["-c", script, path]).dropLast()) ?? 0
  }
}
