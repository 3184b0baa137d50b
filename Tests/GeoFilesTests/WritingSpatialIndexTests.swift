import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

/// The index of patches, judged by SQLite's own check and by OGR's answers.
@Suite struct WritingSpatialIndexTests {
  @Test(arguments: [0, 1, 50, 51, 52, 2601, 2602, 9000])
  func `SQLite finds nothing wrong with an index of any size`(count: Int) throws {
    let folder = try ScratchFolder()
    let points = try write(count, to: folder["r.gpkg"], seed: count)
    let answers = try sql(
      folder["r.gpkg"],
      """
      SELECT rtreecheck('rtree_patches_geom'), (SELECT count(*) FROM rtree_patches_geom), \
      (SELECT count(*) FROM rtree_patches_geom_rowid), \
      (SELECT count(*) FROM patches p JOIN rtree_patches_geom i ON i.id = p.id), \
      (SELECT count(*) FROM gpkg_extensions WHERE table_name = 'patches'), \
      (SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rtree_patches%')
      """)
    #expect(answers == "ok|\(count)|\(count)|\(count)|1|6")
    #expect(points.count == count)
  }

  @Test(arguments: 1...4) func `windows give the points that lie in them`(seed: Int) throws {
    let folder = try ScratchFolder()
    let points = try write(4000, to: folder["r.gpkg"], seed: seed)
    var random = SeededGenerator(seed: seed + 50)
    for _ in 0..<5 {
      let (x, y) = (Double.random(in: 0...900, using: &random), Double.random(in: 0...900, using: &random))
      let found = try sql(
        folder["r.gpkg"],
        """
        SELECT group_concat(id) FROM (SELECT id FROM rtree_patches_geom WHERE maxx >= \(500_000 + x) \
        AND minx <= \(500_100 + x) AND maxy >= \(5_600_000 + y) AND miny <= \(5_600_100 + y) ORDER BY id)
        """)
      let ids = Set(found.split(separator: ",").compactMap { Int($0) })
      // Boxes are in single precision: 1/32 m across, 1/2 m along.
      for (id, point) in points.enumerated() {
        let (across, along) = (point.x - 500_000 - x, point.y - 5_600_000 - y)
        if (0...100).contains(across), (0...100).contains(along) { #expect(ids.contains(id)) }
        if !(-0.1...100.1).contains(across) || !(-1...101).contains(along) { #expect(!ids.contains(id)) }
      }
    }
  }

  @Test func `an index follows when somebody edits`() throws {
    let folder = try ScratchFolder()
    _ = try write(200, to: folder["r.gpkg"], seed: 1)
    _ = try Tool.run(
      "ogrinfo", [folder["r.gpkg"], "-sql", "DELETE FROM patches WHERE id < 50"])
    let answer = try sql(
      folder["r.gpkg"], "SELECT rtreecheck('rtree_patches_geom'), (SELECT count(*) FROM rtree_patches_geom)")
    #expect(answer == "ok|150")
  }

  private func write(_ count: Int, to path: String, seed: Int) throws -> [MapPoint] {
    var random = SeededGenerator(seed: seed + 1)
    let points = (0..<count).map { _ in
      MapPoint(
        x: 500_000 + Double.random(in: 0...1000, using: &random),
        y: 5_600_000 + Double.random(in: 0...1000, using: &random))
    }
    let package = try ResultsPackage(
      path: path, crsWKT: "EPSG:32632", legend: Legend.sample, fieldColumns: [])
    try package.append(
      points.enumerated().map { id, point in
        ResultsPackage.PatchRecord(
          id: Int64(id), code: 1, areaSquareMetres: 1, fieldID: nil, centroid: point)
      })
    try package.finish()
    return points
  }

  private func sql(_ path: String, _ query: String) throws -> String {
    let data = try Tool.run("sqlite3", ["-readonly", path, query])
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
