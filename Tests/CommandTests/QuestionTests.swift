import Catalog
import Foundation
import TestSupport
import Testing

/// `furrow query` with its named questions.
@Suite struct QuestionTests {
  private let catalog: [String]

  init() throws {
    let folder = try DemoRun.shared.get().folder.url
    catalog = ["--catalog", folder.appendingPathComponent("out/demo/catalog.sqlite").path]
  }

  private func ask(_ arguments: [String]) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(arguments + catalog)
  }

  @Test func `the three weediest fields are those of the newest flight's table`() throws {
    let ending = try ask(["query", "weediest", "--limit", "3", "--csv"])
    #expect(ending.errors.isEmpty)
    let asked = ending.output.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)[1]
    }
    let demo = try DemoRun.shared.get()
    let table = try String(
      contentsOf: demo.results("farm-2026-05-20").appendingPathComponent("fields.csv"), encoding: .utf8)
    let rows = table.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let head = try #require(rows.first)
    let field = try #require(head.firstIndex(of: "field"))
    let weed = try #require(head.firstIndex { $0.hasPrefix("weed_pct") || $0.hasPrefix("weed_percent") })
    let expected = rows.dropFirst().sorted { Double($0[weed]) ?? 0 > Double($1[weed]) ?? 0 }.map { $0[field] }
    #expect(Array(asked) == Array(expected.prefix(3)))
  }

  @Test(arguments: [
    (["wediest"], "there is no question 'wediest'; did you mean 'weediest'?"),
    (["weakest"], "the question 'weakest' needs index: the index, such as ndvi"),
    (["weakest", "--set", "index=ndvy"], "there is no index 'ndvy' in the catalog; did you mean 'ndvi'?"),
    (["due", "--set", "day=3"], "the question 'due' has no 'day', only days, on"),
    (["due", "--set", "days=soon"], "days 'soon' is not a number"),
    (["due", "--set", "on=4.5.2026"], "on '4.5.2026' is not a date such as 2026-05-04"),
    (["failed", "--set", "days=3"], "the question 'failed' has no 'days'; it leaves nothing open"),
  ])
  func `a question that cannot be put is refused`(arguments: [String], sentence: String) throws {
    let ending = try ask(["query"] + arguments)
    #expect(ending.code == 64)
    #expect(ending.output.isEmpty)
    #expect(ending.errors.hasPrefix("furrow: \(sentence)\n"), "\(ending.errors)")
  }

  @Test func `a statement has parameters, too`() throws {
    let sql = "SELECT field_id FROM v_fields WHERE crop = :crop ORDER BY 1"
    let ending = try ask(["query", sql, "--set", "crop=maize", "--csv"])
    #expect(ending.output.split(whereSeparator: \.isNewline) == ["field_id", "F02", "F06"])
    #expect(try ask(["query", sql]).code == 64)
    #expect(try ask(["query", sql, "--set", "crop=' OR 1 = 1 --", "--csv"]).output == "field_id\r\n")
    #expect(try ask(["query", sql, "--set", "crop"]).code == 64)
    #expect(try ask(["query"]).code == 64)
  }
}
