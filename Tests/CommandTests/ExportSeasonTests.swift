import Foundation
import TestSupport
import Testing

/// A season in one GeoPackage, and flights as STAC items.
@Suite struct ExportSeasonTests {
  let scratch: TemporaryFolder

  init() throws { scratch = try TemporaryFolder() }

  private func path(_ name: String) -> String { scratch.url.appendingPathComponent(name).path }

  private func value(_ sql: String, in file: String) throws -> String {
    try Oracle.tool("sqlite3", [file, sql]).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func `a season's package says what the catalog says, is valid and styled`() throws {
    let run = try DemoRun.shared.get()
    let ending = try BuiltFurrow.run([
      "export", "season", "--job", run.job.path, "--to", path("results.gpkg"),
    ])
    try #require(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("2 flights"))
    let file = path("results.gpkg")
    let catalog = run.folder.url.appendingPathComponent("out/demo/catalog.sqlite").path
    for (own, other) in [
      ("SELECT count(*) FROM fields", "SELECT count(*) FROM v_fields"),
      (
        "SELECT round(sum(area_m2), 6) FROM class_areas WHERE class = 'weed'",
        "SELECT round(sum(area_m2), 6) FROM v_class_areas WHERE class = 'weed'"
      ),
      ("SELECT sum(patches) FROM class_areas", "SELECT sum(patches) FROM v_class_areas"),
      ("SELECT round(sum(p50), 9) FROM index_figures", "SELECT round(sum(p50), 9) FROM v_index_figures"),
      ("SELECT sum(valid_pixels) FROM runs", "SELECT sum(valid_pixels) FROM v_runs"),
      ("SELECT count(*) FROM flights", "SELECT count(*) FROM v_current_runs"),
    ] { #expect(try value(own, in: file) == value(other, in: catalog), "\(own)") }
    #expect(
      try value("SELECT group_concat(f_table_name) FROM layer_styles", in: file) == "fields,flights,patches")
    let tables = "(SELECT table_name FROM gpkg_contents ORDER BY table_name)"
    #expect(
      try value("SELECT group_concat(table_name) FROM \(tables)", in: file)
        == "class_areas,fields,flights,index_figures,layer_styles,patches,runs")
    let script = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py"
    guard FileManager.default.fileExists(atPath: script) else { return }
    #expect(
      try !Oracle.tool(Oracle.systemPython, [script, "--extra", "--warning-as-error", file]).contains("Error")
    )
  }

  /// Core schemas of STAC 1.1.0 come with pystac; it reads the item and follows its links.
  private static let itemScript = """
    import json, os, sys
    import pystac
    from pystac.validation import validate_dict
    path = sys.argv[1]
    item = json.load(open(path))
    core = dict(item, stac_extensions=[])
    validate_dict(core, stac_object_type=pystac.STACObjectType.ITEM, stac_version="1.1.0")
    try:
        validate_dict(dict(core, bbox="none"), stac_object_type=pystac.STACObjectType.ITEM, stac_version="1.1.0")
        broken = True
    except pystac.STACValidationError:
        broken = False
    read = pystac.Item.from_file(path)
    links = [asset.get_absolute_href() for asset in read.assets.values()]
    from urllib.parse import unquote
    import hashlib
    sums = all(asset.extra_fields["file:checksum"][4:]
        == hashlib.sha256(open(unquote(asset.get_absolute_href()), "rb").read()).hexdigest()
        for name, asset in read.assets.items() if name != "mosaic")
    print(json.dumps({"broken": broken, "allThere": all(os.path.exists(unquote(link)) for link in links),
        "sums": sums, "names": sorted(read.assets), "box": item["bbox"],
        "code": item["properties"]["proj:code"]}))
    """

  @Test(.enabled(if: Oracle.python != nil, "needs the oracles' environment"))
  func `a flight's item is valid STAC and leads to its files`() throws {
    let bench = try ExportBench.shared.get()
    try FileManager.default.createDirectory(atPath: path("items"), withIntermediateDirectories: false)
    _ = try bench.exported("stac", "a_2026-05-04", "--to", path("items"))
    struct Seen: Decodable {
      var broken: Bool
      var allThere: Bool
      var sums: Bool
      var names: [String]
      var box: [Double]
      var code: String
    }
    let text = try Oracle.tool(
      Oracle.python ?? "python3", ["-c", Self.itemScript, path("items/a_2026-05-04.json")])
    let seen = try JSONDecoder().decode(Seen.self, from: Data(text.utf8))
    #expect(!seen.broken && seen.allThere && seen.sums)
    #expect(Set(["mask", "confidence", "ndvi", "mosaic", "results.gpkg"]).isSubset(of: seen.names))
    #expect(seen.code == "EPSG:32632" && abs(seen.box[0] - 9) < 1e-6)
  }
}
