import Foundation
import TestSupport
import Testing

/// Fields, patches and class polygons that `furrow export` writes, as GDAL's own
/// programs, GEOS and QGIS's table of styles see them.
@Suite struct ExportVectorTests {
  let scratch: TemporaryFolder
  let bench: ExportBench

  init() throws {
    scratch = try TemporaryFolder()
    bench = try ExportBench.shared.get()
  }

  private func path(_ name: String) -> String { scratch.url.appendingPathComponent(name).path }

  /// What `ogr2ogr` makes of a file as GeoJSON in its own coordinates.
  private struct Features: Decodable {
    struct Feature: Decodable {
      struct Values: Decodable {
        var fieldId: String?
        var areaHa: Double?
        var `class`: String?
        var areaM2: Double?
      }

      var properties: Values
    }

    var features: [Feature]
  }

  private func features(_ path: String, layer: String? = nil) throws -> [Features.Feature.Values] {
    let text = try Oracle.tool(
      "ogr2ogr", ["-f", "GeoJSON", "/vsistdout/", path] + (layer.map { [$0] } ?? []))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Features.self, from: Data(text.utf8)).features.map(\.properties)
  }

  private func summary(_ path: String) throws -> String { try Oracle.tool("ogrinfo", ["-so", "-al", path]) }

  @Test(arguments: ["f.gpkg", "f.geojson", "f.fgb", "f.shp"])
  func `fields keep ids, areas and places in every format`(name: String) throws {
    _ = try bench.exported("fields", "--to", path(name))
    let source = try features(bench.path("results/a_2026-05-04/results.gpkg"), layer: "fields")
    let found = try features(path(name), layer: name == "f.gpkg" ? "fields" : nil)
    #expect(Set(found.map(\.fieldId)) == [ExportBench.inside, ExportBench.across])
    for field in found {
      let same = source.first { $0.fieldId == field.fieldId }
      #expect(abs((field.areaHa ?? 0) - (same?.areaHa ?? 1)) < 1e-9)
    }
    let summary = try summary(path(name))
    #expect(summary.contains(name == "f.geojson" ? "WGS 84" : "UTM zone 32N"))
    #expect(summary.contains("Feature Count: 2"))
  }

  @Test func `a Shapefile's names are short, unique and told, its texts UTF-8`() throws {
    let said = try bench.exported("fields", "--to", path("f.shp"))
    let summary = try summary(path("f.shp"))
    let names = summary.split(separator: "\n").compactMap { line -> String? in
      line.contains(": Real (") || line.contains(": String (") || line.contains(": Integer64 (")
        ? line.split(separator: ":").first.map(String.init) : nil
    }
    #expect(names.count > 20 && Set(names.map { $0.lowercased() }).count == names.count)
    #expect(names.allSatisfy { $0.count <= 10 && $0.allSatisfy(\.isASCII) })
    #expect(said.contains("column 'covered_percent' is 'covered_pc' there"))
    #expect(try String(contentsOfFile: path("f.cpg"), encoding: .utf8).hasPrefix("UTF-8"))
    #expect(try String(contentsOfFile: path("f.prj"), encoding: .utf8).hasPrefix("PROJCS["))
  }

  @Test func `GeoJSON is of RFC 7946: degrees, right-hand rings, no other system`() throws {
    _ = try bench.exported("fields", "--to", path("f.geojson"))
    let text = try String(contentsOfFile: path("f.geojson"), encoding: .utf8)
    #expect(!text.contains("\"crs\""))
    struct Shapes: Decodable {
      struct Feature: Decodable { var geometry: Shape }
      struct Shape: Decodable { var coordinates: [[[Double]]] }
      var features: [Feature]
    }
    let shapes = try JSONDecoder().decode(Shapes.self, from: Data(text.utf8)).features
    for ring in shapes.flatMap(\.geometry.coordinates) {
      #expect(ring.first == ring.last)
      let area = zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
      #expect(area > 0)
      #expect(ring.allSatisfy { abs($0[0] - 9) < 0.01 && abs($0[1] - 47.85) < 0.05 })
    }
    let refused = try bench.export("fields", "--crs", "EPSG:25832", "--to", path("g.geojson"))
    #expect(refused.code == 64 && refused.errors.contains("--crs EPSG:25832 does not go with geojson"))
  }

  @Test func `a GeoPackage is valid and carries its style`() throws {
    _ = try bench.exported("patches", "--classes", ExportBench.classes[2], "--to", path("p.gpkg"))
    let style = try Oracle.tool(
      "sqlite3", [path("p.gpkg"), "SELECT f_table_name, useAsDefault, styleQML FROM layer_styles"])
    #expect(style.hasPrefix("patches|1|") && style.contains("46,125,50,255"))
    let script = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py"
    guard FileManager.default.fileExists(atPath: script) else { return }
    let said = try Oracle.tool(
      Oracle.systemPython, [script, "--extra", "--warning-as-error", path("p.gpkg")])
    #expect(!said.contains("Error"))
  }

  @Test func `a table of patches is safe for spreadsheets and has all of them`() throws {
    let area = 160 * Double(ExportBench.size.height) * 0.0016
    _ = try bench.exported("patches", "--min-area", "1", "--to", path("p.csv"))
    let read = """
      import csv, json, sys
      print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))))
      """
    let text = try Oracle.tool(Oracle.systemPython, ["-c", read, path("p.csv")])
    let rows = try JSONDecoder().decode([[String: String]].self, from: Data(text.utf8))
    #expect(Set(rows.map { $0["class"] }) == [ExportBench.classes[1], ExportBench.classes[2]])
    for row in rows {
      #expect(abs((Double(row["area_m2"] ?? "") ?? 0) / area - 1) < 0.002)
      #expect(abs((Double(row["x"] ?? "") ?? 0) - 500_000) < 30)
    }
    _ = try bench.exported("fields", "--to", path("f.csv"))
    let fields = try String(contentsOfFile: path("f.csv"), encoding: .utf8)
    #expect(fields.contains("'=1+2 الحقل 🚜") && !fields.contains("\n=1+2"))
  }

  /// What shapely, and so GEOS, makes of class polygons beside the exact ones.
  private struct Verdict: Decodable {
    var valid: Bool
    /// Overlaps in square metres.
    var overlap: Double
    /// Holes of the whole that the exact polygons do not have.
    var gaps: Int
    var areas: [String: Double]
    /// The worst change of an area as a share of border length times tolerance.
    var worst: Double
  }

  private static let verdictScript = """
    import json, sys, shapely
    from shapely.geometry import shape
    from shapely.ops import unary_union
    def read(path):
        features = json.load(open(path))["features"]
        return [(f["properties"]["class"], shape(f["geometry"])) for f in features]
    simple, exact, tolerance = read(sys.argv[1]), read(sys.argv[2]), float(sys.argv[3])
    union = unary_union([each for _, each in simple])
    total = sum(each.area for _, each in simple)
    areas = {}
    for name, each in simple:
        areas[name] = areas.get(name, 0) + each.area
    def holes(whole):
        return sum(len(part.interiors) for part in getattr(whole, "geoms", [whole]))
    gaps = holes(union) - holes(unary_union([each for _, each in exact]))
    worst = max(abs(a.area - b.area) / (b.length * tolerance) for (_, a), (_, b) in zip(simple, exact))
    print(json.dumps({"valid": all(each.is_valid for _, each in simple), "overlap": total - union.area,
        "gaps": gaps, "areas": areas, "worst": worst}))
    """

  private func verdict(_ arguments: [String]) throws -> Verdict {
    let text = try Oracle.tool(Oracle.python ?? "python3", ["-c", Self.verdictScript] + arguments)
    return try JSONDecoder().decode(Verdict.self, from: Data(text.utf8))
  }

  @Test(.enabled(if: Oracle.python != nil, "needs the oracles' environment"))
  func `class polygons of a real mask share their borders: no gap, no overlap, areas within the bound`()
    throws
  {
    let run = try DemoRun.shared.get()
    for (name, simplify) in [("exact.gpkg", "0"), ("simple.gpkg", "0.08")] {
      let ending = try BuiltFurrow.run([
        "export", "masks", "farm-2026-05-20", "--job", run.job.path, "--simplify", simplify, "--min-area",
        "0.01", "--to", path(name),
      ])
      try #require(ending.code == 0, "\(ending.errors)")
      try Oracle.tool("ogr2ogr", ["-f", "GeoJSON", path(name + ".json"), path(name), "classes"])
    }
    let verdict = try verdict([path("simple.gpkg.json"), path("exact.gpkg.json"), "0.08"])
    #expect(verdict.valid)
    #expect(abs(verdict.overlap) < 1e-4 && verdict.gaps == 0, "\(verdict)")
    #expect(verdict.worst <= 1)
    #expect(verdict.areas.count == 4)
  }

  @Test func `class polygons of stripes are the stripes, one file opens with its colours`() throws {
    _ = try bench.exported("masks", "--to", path("c.gpkg"), "--simplify", "0.1")
    let found = try features(path("c.gpkg"), layer: "classes")
    #expect(found.count == 4)
    let stripe = 160 * Double(ExportBench.size.height) * 0.0016
    for each in found { #expect(abs((each.areaM2 ?? 0) / stripe - 1) < 0.002) }
    #expect(Set(found.map(\.class)) == Set(ExportBench.classes.prefix(3)))
    #expect(try summary(path("c.gpkg")).contains("Multi Polygon"))
  }
}
