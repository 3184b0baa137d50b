import Catalog
import Foundation
import TestSupport
import Testing

/// `furrow query` with its named questions, and the schemas of what programs read.
@Suite struct QuestionTests {
  private let catalog: [String]

  init() throws {
    let folder = try DemoRun.shared.get().folder.url
    catalog = ["--catalog", folder.appendingPathComponent("out/demo/catalog.sqlite").path]
  }

  private func ask(_ arguments: [String]) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(arguments + catalog)
  }

  /// Commands that write JSON, each with the schema that it follows.
  private static let documented: [(schema: String, arguments: [String], readsCatalog: Bool)] = [
    ("flights", ["flights"], true),
    ("fields", ["fields"], true),
    ("report", ["report"], true),
    ("report", ["report", "--season"], true),
    ("report", ["report", "F01", "--season"], true),
    ("status", ["status", "--all"], true),
    ("query-list", ["query", "--list"], false),
    ("query-weediest", ["query", "weediest"], true),
    ("query-worst-change", ["query", "worst-change"], true),
    ("query-weakest", ["query", "weakest", "--set", "index=ndvi"], true),
    ("query-season", ["query", "season", "--set", "field=F01"], true),
    ("query-uncovered", ["query", "uncovered", "--set", "percent=100"], true),
    ("query-due", ["query", "due", "--set", "days=0"], true),
    ("query-failed", ["query", "failed"], true),
    ("query-drifted", ["query", "drifted"], true),
    ("indices", ["indices"], false),
    ("doctor", ["doctor"], false),
    ("inspect", ["inspect", DemoRun.fixture("farm-2026-05-04.tif").path], false),
    ("inspect", ["inspect", DemoRun.fixture("farm-2026-05-04.labels.tif").path], false),
  ]

  @Test(.enabled(if: Oracle.python != nil))
  func `what programs read follows its schema`() throws {
    let folder = try TemporaryFolder()
    var pairs: [String] = []
    for (number, command) in Self.documented.enumerated() {
      let ending = try BuiltFurrow.run(command.arguments + ["--json"] + (command.readsCatalog ? catalog : []))
      #expect(ending.code == 0 || command.schema == "doctor", "\(command): \(ending.errors)")
      let file = folder.url.appendingPathComponent("\(number)-\(command.schema).json")
      try Data(ending.output.utf8).write(to: file)
      pairs += [
        Oracle.project.appendingPathComponent("schemas/output/\(command.schema).schema.json").path, file.path,
      ]
    }
    #expect(try Oracle.run("document.py", pairs, as: [String].self) == [])
  }

  @Test func `every question has a schema`() throws {
    let folder = Oracle.project.appendingPathComponent("schemas/output").path
    let schemas = try FileManager.default.contentsOfDirectory(atPath: folder)
    for question in NamedQuestion.all {
      #expect(schemas.contains("query-\(question.name).schema.json"))
      #expect(Self.documented.contains { $0.schema == "query-\(question.name)" })
    }
    #expect(
      Set(schemas.map { $0.replacing(".schema.json", with: "") })
        == Set(Self.documented.map(\.schema) + ["model-list"]))
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
