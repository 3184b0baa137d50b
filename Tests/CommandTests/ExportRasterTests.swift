import Foundation
import TestSupport
import Testing

/// Rasters that `furrow export` writes, as GDAL's own programs see them.
@Suite struct ExportRasterTests {
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

  /// What `gdalinfo` says.
  private struct Info: Decodable {
    struct Band: Decodable {
      struct Table: Decodable { var entries: [[Int]] }

      var noDataValue: Double?
      var colorTable: Table?
      var categories: [String]?
    }

    var size: [Int]
    var geoTransform: [Double]
    var bands: [Band]
    var driverShortName: String
  }

  private func info(_ path: String) throws -> Info {
    let text = try Oracle.tool(
      "gdalinfo", ["-json", "--config", "GDAL_PAM_ENABLED", "YES", path])
    return try JSONDecoder().decode(Info.self, from: Data(text.utf8))
  }

  /// Pixels by value, as GDAL and numpy count them.
  private func counts(_ path: String) throws -> [String: Int] {
    let script = """
      import sys, json, numpy
      from osgeo import gdal
      codes, counts = numpy.unique(gdal.Open(sys.argv[1]).ReadAsArray(), return_counts=True)
      print(json.dumps({str(c): int(n) for c, n in zip(codes, counts)}))
      """
    let text = try Oracle.tool(Oracle.systemPython, ["-c", script, path])
    return try JSONDecoder().decode([String: Int].self, from: Data(text.utf8))
  }

  /// Columns of each stripe inside of the field, where rows 81 to 399 lie mostly in it.
  private static let rowsInField = 400 - 81
  private static let columnsInField = ["0": (160 - 100) + (541 - 480), "1": 160, "2": 160]

  @Test(arguments: [("cog", "m.tif"), ("geotiff", "m.tif"), ("png", "m.png")])
  func `a mask clipped to a field has its colours, names and exactly its pixels`(
    format: String, name: String
  ) throws {
    let said = try bench.exported(
      "masks", "--field", ExportBench.inside, "--format", format, "--to", path(name))
    #expect(said.contains("pixels whose larger part lies in it"))
    let info = try info(path(name))
    #expect(info.driverShortName == (format == "png" ? "PNG" : "GTiff"))
    #expect(info.bands[0].categories == ExportBench.classes)
    #expect(info.bands[0].noDataValue == 255)
    let colors = info.bands[0].colorTable?.entries.prefix(4).map { $0.prefix(3).map { UInt8($0) } } ?? []
    #expect(colors == ExportBench.colors.map { Array(hex: $0) })
    #expect(abs(info.geoTransform[0] - 500_004) < 1e-6 && abs(info.geoTransform[1] - 0.04) < 1e-12)
    let expected = Self.columnsInField.mapValues { $0 * Self.rowsInField }
    let found = try counts(path(name))
    #expect(found.filter { $0.key != "255" } == expected)
    let crs = try Oracle.tool("gdalsrsinfo", ["-o", "epsg", path(name)])
    #expect(crs.contains("EPSG:32632"))
    #expect(!names.contains { $0.hasPrefix(".") }, "\(names)")
  }

  @Test func `a whole cloud optimised mask is the flight's, valid in every block`() throws {
    _ = try bench.exported("masks", "--to", path("all.tif"))
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: path("all.tif")))
        == Data(contentsOf: URL(fileURLWithPath: bench.mask)))
    #expect(names == ["all.qml", "all.tif", "all.tif.aux.xml"])
    try validate(path("all.tif"))
    _ = try bench.exported("indices", "--crs", "EPSG:3857", "--to", path("ndvi.tif"))
    try validate(path("ndvi.tif"))
  }

  private func validate(_ path: String) throws {
    let script = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_cloud_optimized_geotiff.py"
    guard FileManager.default.fileExists(atPath: script) else { return }
    let said = try Oracle.tool(Oracle.systemPython, [script, "--full-check=yes", path])
    #expect(said.contains("is a valid cloud optimized GeoTIFF") && !said.contains("warning"))
  }

  @Test(arguments: ["EPSG:4326", "EPSG:25833"])
  func `a reprojected mask is what gdalwarp makes`(crs: String) throws {
    let said = try bench.exported("masks", "--crs", crs, "--to", path("w.tif"), "--format", "geotiff")
    #expect(said.contains("value of the raster's pixel at their centre") && said.contains(crs))
    try Oracle.tool("gdalwarp", ["-q", "-t_srs", crs, bench.mask, path("oracle.tif")])
    let (own, other) = (try info(path("w.tif")), try info(path("oracle.tif")))
    #expect(own.size == other.size)
    #expect(zip(own.geoTransform, other.geoTransform).allSatisfy { abs($0 - $1) <= abs($1) * 1e-12 })
    let same = """
      import sys
      from osgeo import gdal
      first, second = (gdal.Open(path).ReadAsArray() for path in sys.argv[1:])
      print(int((first != second).sum()))
      """
    #expect(try Oracle.tool(Oracle.systemPython, ["-c", same, path("w.tif"), path("oracle.tif")]) == "0\n")
  }

  @Test func `classes that are left out are nodata, and that is said`() throws {
    let said = try bench.exported("masks", "--classes", "حقل 🌾,nirgends", "--to", path("c.tif"))
    #expect(said.contains("left out, and nodata now: Boden, Unkräuter \"groß\", <alt>"))
    #expect(said.contains("nirgends: 0 pixels"))
    let size = ExportBench.size
    #expect(try counts(path("c.tif")) == ["2": 160 * size.height, "255": (size.width - 160) * size.height])
    #expect(try info(path("c.tif")).bands[0].categories == ["", "", "حقل 🌾", "nirgends"])
    let comma = try bench.exported(
      "masks", "--classes", ExportBench.classes[1] + ",Boden", "--to", path("d.tif"))
    #expect(comma.contains("left out, and nodata now: حقل 🌾, nirgends"))
  }

  @Test func `a field across the mosaic's edge is cut there`() throws {
    _ = try bench.exported("masks", ExportBench.across, "--to", path("a.tif"))
    #expect(try info(path("a.tif")).size == [80, 321])
    #expect(try counts(path("a.tif")).filter { $0.key != "255" } == ["0": 80 * Self.rowsInField])
  }

  @Test func `confidence and indices keep their values`() throws {
    _ = try bench.exported("confidence", "--to", path("c.png"))
    #expect(
      try counts(path("c.png")) == counts(bench.path("results/a_2026-05-04/confidence.tif")))
    _ = try bench.exported("indices", "--index", "ndvi", "--to", path("n.tif"))
    #expect(
      try counts(path("n.tif")) == counts(bench.path("results/a_2026-05-04/ndvi.tif")))
  }

  @Test(arguments: [("indices", "n.tif"), ("confidence", "c.tif"), ("confidence", "c.png")])
  func `values have a style from low to high beside them, as numpy tells the ends`(
    what: String, name: String
  ) throws {
    let said = try bench.exported(what, "--to", path(name))
    let style = path(name.prefix(1) + ".qml")
    #expect(said.contains(style))
    let script = """
      import json, sys, numpy
      import xml.etree.ElementTree as xml
      from osgeo import gdal
      band = gdal.Open(sys.argv[1])
      values = band.ReadAsArray().astype(float)
      values = values[numpy.isfinite(values) & (values != 255)]
      page = xml.parse(sys.argv[2]).getroot()
      shader = page.find(".//colorrampshader")
      items = [float(item.get("value")) for item in shader.iter("item")]
      print(json.dumps({"renderer": page.find(".//rasterrenderer").get("type"), "items": items,
        "ends": [float(shader.get(key)) for key in ("minimumValue", "maximumValue")],
        "told": [float(value) for value in numpy.percentile(values, [2, 98])]}))
      """
    struct Style: Decodable {
      var renderer: String
      var items: [Double]
      var ends: [Double]
      var told: [Double]
    }
    let text = try Oracle.tool(Oracle.systemPython, ["-c", script, path(name), style])
    let seen = try JSONDecoder().decode(Style.self, from: Data(text.utf8))
    #expect(seen.renderer == "singlebandpseudocolor" && seen.items.count == 7)
    #expect(seen.items == seen.items.sorted() && [seen.items[0], seen.items[6]] == seen.ends)
    let expected = what == "confidence" ? [0, 100] : seen.told
    #expect(zip(seen.ends, expected).allSatisfy { abs($0 - $1) <= abs($1) * 0.005 }, "\(seen)")
  }

  @Test func `an overlay for phones lies where the mask lies, within a bounded picture`() throws {
    _ = try bench.exported("masks", "--field", ExportBench.inside, "--to", path("o.kmz"))
    let script = """
      import sys, json, zipfile, io, xml.dom.minidom
      archive = zipfile.ZipFile(sys.argv[1])
      assert archive.testzip() is None
      text = archive.read("doc.kml").decode()
      page = xml.dom.minidom.parseString(text)
      value = lambda name: float(page.getElementsByTagName(name)[0].firstChild.data)
      from osgeo import gdal
      gdal.FileFromMemBuffer("/vsimem/p.png", archive.read("overlay.png"))
      picture = gdal.Open("/vsimem/p.png")
      pixels = picture.ReadAsArray()
      solid = int((pixels[3] == 255).sum())
      red = int(((pixels[3] == 255) & (pixels[0] == 0xc6) & (pixels[1] == 0x28)).sum())
      print(json.dumps({"box": [value(n) for n in ("west", "south", "east", "north")],
        "width": picture.RasterXSize, "height": picture.RasterYSize, "solid": solid, "red": red,
        "names": [n for n in %CLASSES% if n.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
          .replace(">", "&gt;") in page.getElementsByTagName("description")[0].firstChild.data]}))
      """
    let classes = String(decoding: try JSONEncoder().encode(ExportBench.classes), as: UTF8.self)
    let text = try Oracle.tool(
      Oracle.systemPython, ["-c", script.replacingOccurrences(of: "%CLASSES%", with: classes), path("o.kmz")])
    struct Overlay: Decodable {
      var box: [Double]
      var width: Int
      var height: Int
      var solid: Int
      var red: Int
      var names: [String]
    }
    let overlay = try JSONDecoder().decode(Overlay.self, from: Data(text.utf8))
    #expect(overlay.names == ExportBench.classes)
    #expect(max(overlay.width, overlay.height) <= 2048)
    // The field's share of red, and its corner at 9 degrees east and 47.85 north.
    #expect(abs(Double(overlay.red) / Double(overlay.solid) - 160.0 / 441) < 0.01)
    #expect(abs(overlay.box[0] - 9.000053) < 2e-6 && overlay.box[0] < overlay.box[2])
    #expect(overlay.box[1] < overlay.box[3])
  }
}

extension [UInt8] {
  /// "#rrggbb" as three numbers.
  init(hex: String) {
    self = [1, 3, 5].map { start in
      UInt8(hex.dropFirst(start).prefix(2), radix: 16) ?? 0
    }
  }
}
