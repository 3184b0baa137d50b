import Foundation
import TestSupport
import Testing

@Suite struct RoundTripTests {
  /// A job that `furrow init` wrote for the tiny farm, run once.
  private static let run = Result { try FirstRun() }

  @Test func `init writes a job with bands, scale and the column of ids`() throws {
    let run = try Self.run.get()
    #expect(run.initial.code == 0, "\(run.initial.errors)")
    #expect(run.initial.output.contains("'field_id'"))
    let job = try String(contentsOfFile: run.path("job.yaml"), encoding: .utf8)
    #expect(job.contains("bands: {blue: 1, green: 2, red: 3, rededge: 4, nir: 5}"))
    #expect(job.contains("ndvi > otsu"))
    #expect(job.contains("id: \"field_id\""))
  }

  @Test func `init never overwrites`() throws {
    let run = try Self.run.get()
    let before = try Data(contentsOf: URL(fileURLWithPath: run.path("job.yaml")))
    let again = try run.furrow(["init", TinyFarm.shared.get().mosaic])
    #expect(again.code == 64)
    #expect(again.errors.contains("'job.yaml' exists"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: run.path("job.yaml"))) == before)
  }

  @Test func `the job that init writes is valid and runs`() throws {
    let run = try Self.run.get()
    #expect(try run.furrow(["validate", "job.yaml"]).code == 0)
    #expect(run.outcome.code == 0, "\(run.outcome.errors)")
    #expect(run.outcome.output.contains("results.gpkg"))
  }

  @Test func `report shows every field and where the results are`() throws {
    let run = try Self.run.get()
    let report = try run.furrow(["report", "--job", "job.yaml"])
    #expect(report.code == 0, "\(report.errors)")
    #expect(report.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(report.output.contains("2026-05-04"))
    #expect(report.output.contains("\nall "))
    for name in ["mask.tif", "results.gpkg", "report.html"] {
      #expect(report.output.contains("results/farm_2026-05-04/\(name)"))
    }
  }

  @Test func `report gives the numbers that the catalog holds`() throws {
    let run = try Self.run.get()
    let rows = try run.rows(["report", "--json"])
    let areas = try run.rows([
      "query", "--json",
      "select field_id, percent, patches from v_class_areas where class = 'plants' order by field_id",
    ])
    #expect(!rows.isEmpty && rows.count == areas.count)
    for (row, area) in zip(rows, areas) {
      #expect(row["field"] as? String == area["field_id"] as? String)
      #expect(row["plants_percent"] as? Double == area["percent"] as? Double)
      #expect(row["plants_patches"] as? Int == area["patches"] as? Int)
    }
    let shares = rows.compactMap { row in
      (row["plants_percent"] as? Double).flatMap { plants in
        (row["soil_percent"] as? Double).map { $0 + plants }
      }
    }
    #expect(!shares.isEmpty && shares.allSatisfy { abs($0 - 100) < 1e-9 })
  }

  @Test func `one field is told at length, by season in a table, and as CSV`() throws {
    let run = try Self.run.get()
    let field = try #require(try run.rows(["fields", "--json"]).first?["field"] as? String)
    let sheet = try run.furrow(["report", field])
    #expect(sheet.code == 0 && sheet.output.contains("field \(field)\n"))
    #expect(sheet.output.contains("plants") && sheet.output.contains("ndvi"))
    let season = try run.furrow(["report", field, "--season"])
    #expect(season.output.contains("field \(field), 1 flight\n"))
    let csv = try run.furrow(["report", field, "--csv"])
    #expect(csv.output.split(separator: "\r\n").count == 2)
    #expect(csv.output.hasPrefix("flight,taken_on,field,crop,area_ha,status,"))
  }

  @Test func `a field that is not known ends with 64 and the nearest id`() throws {
    let run = try Self.run.get()
    let field = try #require(try run.rows(["fields", "--json"]).first?["field"] as? String)
    let ending = try run.furrow(["report", field + "x"])
    #expect(ending.code == 64)
    #expect(ending.errors.contains("did you mean '\(field)'?"))
  }

  @Test func `flights and fields are listed`() throws {
    let run = try Self.run.get()
    let flights = try run.rows(["flights", "--job", "job.yaml", "--json"])
    #expect(flights.count == 1)
    #expect(flights.first?["flight"] as? String == "farm_2026-05-04")
    #expect(flights.first?["taken_on"] as? String == "2026-05-04")
    let fields = try run.furrow(["fields"])
    #expect(fields.code == 0 && fields.output.contains("m²"))
  }

  @Test(arguments: [
    ("delete from field", "not SELECT, VALUES or WITH"), ("select 1; select 2", "more than one statement"),
    ("pragma journal_mode = delete", "not SELECT, VALUES or WITH"),
    ("select x from nowhere", "no such table"),
    ("", "the text is empty"),
  ]) func `a query that does not only read is refused`(sql: String, reason: String) throws {
    let ending = try Self.run.get().furrow(["query", sql])
    #expect(ending.code == 64)
    #expect(ending.output.isEmpty)
    #expect(ending.errors.contains(reason), "\(ending.errors)")
  }

  @Test func `the rows of a query can be limited`() throws {
    let ending = try Self.run.get().furrow(["query", "values (1), (2), (3)", "--limit", "2", "--csv"])
    #expect(ending.code == 0)
    #expect(ending.output == "column1\r\n1\r\n2\r\n")
    #expect(ending.errors.isEmpty, "who says how many rows wants no more")
  }

  @Test func `seams do not show`() throws {
    let ending = try Self.run.get().furrow(["verify-seams", "job.yaml", "--csv"])
    #expect(ending.code == 0, "\(ending.errors)")
    let lines = ending.output.split(separator: "\r\n").map { $0.split(separator: ",") }
    #expect(lines.count == 13)
    #expect(lines.first?.first == "tile_px")
    #expect(Set(lines.dropFirst().map { Array($0[2..<7]) }).count == 1)
    #expect(lines.dropFirst().allSatisfy { $0.last == "true" })
  }
}

/// What `furrow init` and `furrow run` made of the tiny farm.
private struct FirstRun {
  let folder: TemporaryFolder
  let initial: BuiltFurrow.Ending
  let outcome: BuiltFurrow.Ending

  init() throws {
    let farm = try TinyFarm.shared.get()
    let folder = try TemporaryFolder()
    self.folder = folder
    initial = try BuiltFurrow.run(["init", farm.mosaic, "--fields", farm.fields], in: folder.url)
    outcome = try BuiltFurrow.run(["run", "job.yaml"], in: folder.url)
  }

  func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  func furrow(_ arguments: [String]) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(arguments, in: folder.url)
  }

  func rows(_ arguments: [String]) throws -> [[String: Any]] {
    let ending = try furrow(arguments)
    #expect(ending.code == 0, "\(ending.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]])
  }
}
