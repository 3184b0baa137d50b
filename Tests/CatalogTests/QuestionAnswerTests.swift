import Catalog
import Foundation
import Testing

/// What named questions answer, counted by hand.
@Suite struct QuestionAnswerTests {
  private let folder: Folder
  private let catalog: CatalogDatabase

  /// Field a on three dates, b on the first alone, c on none.
  init() throws {
    folder = try Folder()
    catalog = try folder.open()
    try catalog.recordDone(
      flight("one", fingerprint: "1", takenOn: "2026-05-01"),
      fields: [fieldResult("a", weed: 0.04), fieldResult("b", weed: 0.10), Self.unseen("c")])
    try catalog.recordDone(
      flight("two", fingerprint: "2", takenOn: "2026-05-11"),
      fields: [fieldResult("a", weed: 0.06), Self.unseen("b"), Self.unseen("c")])
    try catalog.recordDone(
      flight("three", fingerprint: "3", takenOn: "2026-05-21"),
      fields: [fieldResult("a", weed: 0.20), Self.unseen("b"), Self.unseen("c")])
  }

  private static func unseen(_ id: String) -> FieldResult {
    FieldResult(
      field: fieldRecord(id), status: .uncovered, coveredFraction: 0, validFraction: 0,
      coveredAreaSquareMetres: 0, classAreas: [], indexFigures: [], findings: [])
  }

  /// Some columns of an answer, one text a row.
  private func ask(
    _ name: String, _ columns: [String], _ values: [String: String] = [:], job: String? = nil
  ) throws -> [String] {
    let question = try #require(NamedQuestion.named(name))
    let result = try catalog.answer(question, values: values, job: job, rowLimit: 100)
    return try result.rows.map { row in
      try columns.map { column in
        switch row[try #require(result.columns.firstIndex(of: column))] {
        case .null: "-"
        case .integer(let number): "\(number)"
        case .real(let number): "\((number * 1000).rounded() / 1000)"
        case .text(let text): text
        case .blob: "bytes"
        }
      }.joined(separator: " ")
    }
  }

  @Test func `the weediest field is told by the last flight that showed it`() throws {
    let columns = ["field_id", "flight", "percent", "corrected_lower_m2", "corrected_upper_m2", "patches"]
    #expect(
      try ask("weediest", columns) == ["a three 20.0 593.5 606.5 4", "b one 10.0 293.5 306.5 4"])
    #expect(try ask("weediest", ["field_id"], ["group": "soil"]) == ["b", "a"])
  }

  @Test func `a change is of percentage points, with the error of both`() throws {
    // Standard errors of 3 m2 in 750 and 225 m2 mapped are 0.08 points each.
    let columns = ["field_id", "flight_before", "flight", "change_points", "change_error_points"]
    #expect(try ask("worst-change", columns) == ["a two three 14.0 0.222"])
  }

  @Test func `fields that the newest date did not show are told with when they were last whole`() throws {
    let columns = ["field_id", "newest_on", "valid_percent", "last_whole_on"]
    #expect(
      try ask("uncovered", columns) == [
        "b 2026-05-21 0.0 -", "c 2026-05-21 0.0 -", "a 2026-05-21 50.0 -",
      ])
    #expect(try ask("uncovered", ["field_id"], ["percent": "50"]) == ["b", "c"])
  }

  @Test func `a field is due from its day on`() throws {
    #expect(
      try ask("due", ["field_id", "days"], ["days": "10", "on": "2026-05-30"]) == ["c -", "b 29"])
    #expect(
      try ask("due", ["field_id", "days"], ["days": "10", "on": "2026-05-31"]) == ["c -", "b 30", "a 10"])
  }

  @Test func `a field's season has every flight that showed it`() throws {
    #expect(
      try ask("season", ["taken_on", "class", "percent", "percent_change"], ["field": "a"]) == [
        "2026-05-01 soil 96.0 -", "2026-05-01 weed 4.0 -", "2026-05-11 soil 94.0 -2.0",
        "2026-05-11 weed 6.0 2.0", "2026-05-21 soil 80.0 -14.0", "2026-05-21 weed 20.0 14.0",
      ])
    #expect(try ask("weakest", ["field_id", "mean"], ["index": "exg"]) == ["a 0.25", "b 0.25"])
  }

  @Test func `a job's name keeps others out`() throws {
    for name in NamedQuestion.all.map(\.name) {
      let values = ["season": ["field": "a"], "weakest": ["index": "exg"]][name] ?? [:]
      #expect(try ask(name, ["job"], values, job: "other").isEmpty)
      #expect(try Set(ask(name, ["job"], values, job: "beets")) == Set(ask(name, ["job"], values)))
    }
  }

  @Test(arguments: NamedQuestion.all) func `questions read views alone`(question: NamedQuestion) throws {
    let made = Set(question.sql.matches(of: /([a-z]+) AS \(/).map { String($0.output.1) })
    let read = question.sql.matches(of: /(?:FROM|JOIN) ([a-z_]+)/).map { String($0.output.1) }
    #expect(!read.isEmpty)
    #expect(read.allSatisfy { $0.hasPrefix("v_") || made.contains($0) }, "\(read)")
  }
}
