import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// Row 50 of docs/faults.md, and what the commands for labels say of good and
/// of wrong ones.
@Suite struct AnnotationsTests {
  /// A simulated farm, its plants outlined from its truth.
  private struct Field {
    let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      let ending = try BuiltFurrow.run(
        ["simulate", "--seed", "11", "--size", "820x660", "--out", ".", "--name", "farm"], in: folder.url)
      try #require(ending.code == 0, "\(ending.errors)")
      try Oracle.tool(
        "ogr2ogr",
        [
          "-nln", "plants", "-select", "class,area_px", "-where", "area_px > 8", path("plants.gpkg"),
          path("farm.truth.gpkg"), "instances",
        ])
    }

    func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

    func sql(_ statement: String) throws {
      try Oracle.tool("ogrinfo", ["-q", path("plants.gpkg"), "-sql", statement])
    }

    func job(
      _ labels: String = "{file: plants.gpkg}", more: String = "unlabelled: soil"
    ) throws -> String {
      let text = """
        version: 1
        name: look
        sensor: {scale: 32768}
        legend:
          - {code: 0, name: soil, color: "#8c6d46", kind: stuff, group: soil}
          - {code: 1, name: crop, color: "#2e9e44", kind: thing, group: crop}
          - {code: 2, name: weed, color: "#e0457b", kind: thing, group: weed}
        train:
          scenes:
            - mosaic: farm.tif
              labels: [\(labels)]
              \(more)
          folds: {by: blocks, side: 128 px, buffer: 8 px}

        """
      try Data(text.utf8).write(to: folder.url.appendingPathComponent("job.yaml"))
      return "job.yaml"
    }

    func furrow(_ arguments: [String]) throws -> BuiltFurrow.Ending {
      try BuiltFurrow.run(["annotations"] + arguments, in: folder.url)
    }

    func check(_ job: String, _ arguments: [String] = []) throws -> (code: Int32, found: Found) {
      let ending = try furrow(["check", job, "--json"] + arguments)
      try #require(ending.code == 0 || ending.code == 65, "\(ending.errors)")
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return (ending.code, try decoder.decode(Found.self, from: Data(ending.output.utf8)))
    }
  }

  private struct Found: Decodable {
    struct Finding: Decodable {
      var kind, severity, sentence: String
      var `class`, otherClass: String?
      var count: Int
      var pixels, rank: Int?
      var box: [Double]?
    }

    struct Scene: Decodable {
      var name, package: String
      var findings, suspects: [Finding]
    }

    struct Agreement: Decodable {
      var `class`: String?
      var iou, kappa: Double?
    }

    var scenes: [Scene]
    var agreements: [Agreement]
    var errorCount, suspectCount: Int

    func findings(_ kind: String) -> [Finding] { scenes.flatMap(\.findings).filter { $0.kind == kind } }
  }

  @Test func `labels without a fault end with 0 and a package`() throws {
    let field = try Field()
    let (code, found) = try field.check(field.job(), ["--no-learning"])
    #expect(code == 0 && found.errorCount == 0 && found.suspectCount == 0)
    #expect(found.scenes.map(\.name) == ["farm"])
    #expect(found.scenes[0].package == "./results/look-labels.gpkg")
    let layers = try Oracle.tool("ogrinfo", ["-q", field.path("results/look-labels.gpkg")])
    #expect(layers.contains("label_findings") && !layers.contains("label_next"))
  }

  @Test func `planted faults are named, counted and written`() throws {
    let field = try Field()
    try field.sql("UPDATE plants SET class = 'wede' WHERE fid IN (3, 5)")
    try field.sql("UPDATE plants SET geom = NULL WHERE fid = 7")
    try field.sql("UPDATE plants SET geom = ST_Translate(geom, 5000, 0, 0) WHERE fid = 9")
    try field.sql(
      "INSERT INTO plants (class, geom) SELECT CASE class WHEN 'crop' THEN 'weed' ELSE 'crop' END, geom "
        + "FROM plants WHERE area_px > 100 LIMIT 1")
    try field.sql(
      "INSERT INTO plants (class, geom) SELECT 'crop', SetSRID(BuildMbr(ST_MinX(geom), ST_MinY(geom), "
        + "ST_MinX(geom) + 1, ST_MinY(geom) + 0.01), ST_SRID(geom)) FROM plants WHERE fid = 1")
    let (code, found) = try field.check(field.job(), ["--no-learning", "--to", "found.gpkg"])
    #expect(code == 65)
    let unknown = found.findings("unknown_class")
    #expect(unknown.map(\.class) == ["wede"] && unknown.map(\.count) == [2])
    #expect(unknown.first?.otherClass == "weed" && unknown.first?.severity == "error")
    #expect(
      found.findings("empty_shape").map(\.sentence).allSatisfy {
        $0.contains("feature 7 of")
      })
    #expect(found.findings("empty_shape").count == 1)
    #expect(
      found.findings("outside_mosaic").contains {
        $0.severity == "error" && $0.sentence.contains("feature 9 of")
      })
    #expect((found.findings("two_classes").compactMap(\.pixels).max() ?? 0) > 100)
    #expect(found.findings("sliver").contains { ($0.box?[3] ?? 0) - ($0.box?[1] ?? 0) < 1 })
    let counts = try Oracle.tool(
      "sqlite3",
      [field.path("found.gpkg"), "SELECT kind, count(*) FROM label_findings GROUP BY kind ORDER BY kind"])
    #expect(counts.contains("empty_shape|1") && counts.contains("unknown_class|1"))
    #expect(!FileManager.default.fileExists(atPath: field.path("results")))
  }

  @Test func `outlines of another reference system are carried to the mosaic`() throws {
    let field = try Field()
    try Oracle.tool(
      "ogr2ogr", ["-t_srs", "EPSG:4326", field.path("degrees.gpkg"), field.path("plants.gpkg"), "plants"])
    let (code, found) = try field.check(
      field.job("{file: plants.gpkg, annotator: metres}, {file: degrees.gpkg, annotator: degrees}"),
      ["--no-learning"])
    #expect(code == 0)
    #expect(found.agreements.count == 4)
    for agreement in found.agreements {
      #expect((agreement.iou ?? 0) > 0.99 && (agreement.kappa ?? 0) > 0.99)
    }
  }

  @Test func `plants with the other's class rank among the first suspects`() throws {
    let field = try Field()
    let ids = try Oracle.tool(
      "sqlite3",
      [
        field.path("plants.gpkg"),
        "SELECT group_concat(fid) FROM (SELECT fid FROM plants WHERE class = 'crop' "
          + "ORDER BY area_px DESC LIMIT 120) WHERE fid % 12 = 0",
      ]
    ).trimmingCharacters(in: .whitespacesAndNewlines).split(separator: ",").map(String.init)
    try #require(ids.count >= 3)
    try field.sql("UPDATE plants SET class = 'weed' WHERE fid IN (\(ids.joined(separator: ",")))")
    let (_, found) = try field.check(field.job())
    let first = found.scenes[0].suspects.prefix(2 * ids.count)
    let hits = ids.filter { id in first.contains { $0.sentence.contains("feature \(id) of") } }
    #expect(hits.count * 3 >= ids.count * 2, "\(ids) in \(first.map(\.sentence))")
    for suspect in first where ids.contains(where: { suspect.sentence.contains("feature \($0) of") }) {
      #expect(suspect.class == "weed" && suspect.otherClass == "crop")
    }
  }

  @Test func `a file that cannot be used is told by name`() throws {
    let field = try Field()
    let missing = try field.furrow(["check", field.job("{file: none.gpkg}")])
    #expect(missing.code == 65 && missing.sentences.first?.contains("none.gpkg") == true)
    let attribute = try field.furrow(["check", field.job("{file: plants.gpkg, attribute: klass}")])
    #expect(attribute.code == 65)
    #expect(attribute.sentences.first?.contains("no attribute 'klass'") == true, "\(attribute.errors)")
    #expect(try field.furrow(["check"]).code == 64)
    let model = try field.furrow(["suggest", field.job(), "--model", "models/none"])
    #expect(model.code == 65 && model.sentences.count == 1, "\(model.errors)")
    #expect(model.sentences.first?.contains("'models/none': there is no such folder") == true)
  }

  @Test func `tiles without labels are suggested with a gain`() throws {
    let field = try Field()
    try field.sql("DELETE FROM plants WHERE ST_MinX(geom) > (SELECT min(ST_MinX(geom)) + 8 FROM plants)")
    let ending = try field.furrow(
      ["suggest", field.job(more: ""), "--count", "3", "--tile", "64", "--json", "--to", "next.gpkg"])
    #expect(ending.code == 0, "\(ending.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any]
    let tiles = try #require(object?["tiles"] as? [[String: Any]])
    #expect(tiles.compactMap { $0["rank"] as? Int } == [1, 2, 3])
    let curve = try #require(object?["curve"] as? [[String: Any]])
    #expect(curve.compactMap { $0["share"] as? Double } == [25, 50, 75, 100])
    let gain = try #require(object?["gain"] as? [String: Any])
    let low = try #require(gain["low"] as? Double)
    let high = try #require(gain["high"] as? Double)
    #expect(low <= high)
    let ranks = try Oracle.tool(
      "sqlite3", [field.path("next.gpkg"), "SELECT rank FROM label_next ORDER BY rank"])
    #expect(ranks.split(separator: "\n") == ["1", "2", "3"])
  }
}
