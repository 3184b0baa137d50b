import Foundation
import TestSupport
import Testing

/// Farms of a thousand and of ten thousand fields.
@Suite struct ManyFieldsTests {
  private func furrow(_ arguments: [String], in bench: FaultsBench) throws -> String {
    let ending = try BuiltFurrow.run(
      arguments + ["--catalog", bench.path("results/catalog.sqlite")], in: bench.url)
    try #require(ending.code == 0, "\(ending.errors)")
    return ending.output
  }

  @Test func `ten thousand fields are exported one by one and all together`() throws {
    let bench = try ManyFields.tenThousand.get()
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
    let bench = try count == 10_000 ? ManyFields.tenThousand.get() : ManyFields.bench(count)
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
