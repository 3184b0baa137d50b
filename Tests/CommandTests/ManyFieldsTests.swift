import Foundation
import Grid
import TestSupport
import Testing

/// Farms of a thousand and of ten thousand fields.
@Suite struct ManyFieldsTests {
  /// Fields of 3 by 3 pixels in rows of a hundred, worked through.
  private static func bench(_ count: Int) throws -> FaultsBench {
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(size: PixelSize(width: 400, height: 4 * (count / 100)))
    try mosaic.write(to: bench.path("flights/many_2026-05-04.tif"))
    try bench.writeFields(
      (0..<count).map { number in
        let (row, column) = (Double(number / 100) * 4, Double(number % 100) * 4)
        return ("field \(number)", (column + 0.5)...(column + 3.5), (row + 0.5)...(row + 3.5))
      }, on: mosaic)
    let ran = try bench.run(FaultsJob(fields: "{file: fields.gpkg}"))
    try #require(ran.code == 0, "\(ran.errors)")
    return bench
  }

  private func furrow(_ arguments: [String], in bench: FaultsBench) throws -> String {
    let ending = try BuiltFurrow.run(
      arguments + ["--catalog", bench.path("results/catalog.sqlite")], in: bench.url)
    try #require(ending.code == 0, "\(ending.errors)")
    return ending.output
  }

  @Test func `ten thousand fields are exported one by one and all together`() throws {
    let bench = try Self.bench(10_000)
    for arguments in [["fields", "--to", "f.fgb"], ["season", "--to", "s.gpkg"]] {
      #expect(try furrow(["export"] + arguments, in: bench).contains("10,000"))
    }
    let one = try furrow(["export", "masks", "field 9999", "--to", "m.tif"], in: bench)
    #expect(one.contains("3 x 3 pixels") || one.contains("4 x 4 pixels"))
    let rows = try Oracle.tool("sqlite3", [bench.path("s.gpkg"), "SELECT count(*) FROM fields"])
    #expect(rows == "10000\n")
  }

  /// Ten thousand take 40 s of a processor.
  @Test(arguments: Oracle.runsAll ? [1000, 10_000] : [1000])
  func `a farm's report has a page for each of many fields, with the catalog's figures`(count: Int) throws {
    let bench = try Self.bench(count)
    _ = try furrow(["report", "--format", "json", "--to", "pages/"], in: bench)
    struct Index: Decodable {
      struct Field: Decodable {
        struct Visit: Decodable { var classes: [Share] }
        struct Share: Decodable {
          var name: String
          var percent: Double
        }

        var field: String
        var page: String
        var newest: Visit
      }

      var fields: [Field]
    }
    let index = try JSONDecoder().decode(Index.self, from: Data(try bench.bytes("pages/index.json")))
    #expect(index.fields.count == count && Set(index.fields.map(\.page)).count == count)
    #expect(Set(bench.listing("pages")).isSuperset(of: index.fields.map(\.page)))
    #expect(bench.listing("pages").count == count + 3)
    let told = try bench.value(
      "SELECT field_id || ' ' || printf('%.9g', percent) FROM v_class_areas WHERE class = 'weed' ORDER BY 1")
    let own = index.fields.map { field in
      let weed = field.newest.classes.first { $0.name == "weed" }?.percent ?? -1
      return "\(field.field) " + String(format: "%.9g", weed)
    }
    #expect(Set(told.split(separator: "\n").map(String.init)) == Set(own))
  }
}
