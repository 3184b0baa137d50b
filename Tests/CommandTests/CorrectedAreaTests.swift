import Catalog
import Foundation
import JobDefinition
import Learning
import Pixels
import Reporting
import TestSupport
import Testing

@testable import Batch
@testable import furrow

/// Corrected areas on their way from a correction to all that people open.
@Suite struct CorrectedAreaTests {
  private static let corrected = Result { try CorrectedRun(CorrectedRun.correction()) }
  private static let plain = Result { try CorrectedRun(nil) }

  /// The keys behind a class's name, in the order of `figures`.
  private static let keys = ["corrected_ha", "standard_error_ha", "lower_ha", "upper_ha"]

  @Test func `the catalog holds what the correction says of each field`() throws {
    let run = try Self.corrected.get()
    let correction = try CorrectedRun.correction()
    #expect(run.results.fields.count > 3)
    #expect(run.results.areaCorrectionSource == CorrectedRun.source)
    #expect(run.results.warnings.allSatisfy { !$0.contains("error bar") })
    for field in run.results.fields {
      let mapped = field.classAreas.map(\.areaSquareMetres)
      let expected = try correction.corrected(mappedSquareMetres: [0: mapped[0], 1: mapped[1]])
      #expect(abs(expected[1].squareMetres - mapped[1] * 0.75) < 1e-12)
      for (area, figure) in zip(field.classAreas, expected) {
        let error = try #require(figure.standardErrorSquareMetres)
        let interval = try #require(figure.interval)
        #expect(error > 0 && interval.lower < figure.squareMetres && figure.squareMetres < interval.upper)
        #expect(
          area.corrected
            == CorrectedArea(
              areaSquareMetres: figure.squareMetres,
              margin: .init(
                standardErrorSquareMetres: error, lowerSquareMetres: interval.lower,
                upperSquareMetres: interval.upper)))
      }
    }
  }

  @Test func `table, GeoPackage and report repeat the catalog's figures`() throws {
    let run = try Self.corrected.get()
    let json = try run.rows(["report", "--job", "job.yaml", "--json"])
    #expect(json.count == run.results.fields.count)
    for field in run.results.fields {
      let row = try #require(json.first { $0["field"] == .text(field.field.fieldID) })
      let line = try run.line(field.field.fieldID)
      for (name, area) in zip(["soil", "plants"], field.classAreas) {
        let keys = Self.keys.map { "\(name)_\($0)" }
        let figures = try CorrectedRun.hectares(try #require(area.corrected))
        #expect(keys.map { row[$0] } == figures.map { .number($0) })
        #expect(keys.map { line[$0].flatMap(Double.init) } == figures)
        #expect(try run.packaged(keys, of: field.field.fieldID).map(Double.init) == figures)
        #expect(row["\(name)_ha"] == .number(area.areaSquareMetres / 10_000))
      }
    }
  }

  @Test func `the page shows each figure, a whisker and where they come from`() throws {
    let run = try Self.corrected.get()
    let page = try run.page()
    #expect(page.contains("Corrected areas and 95 % intervals: \(CorrectedRun.source)."))
    #expect(page.matches(of: /class="interval"/).count == run.results.fields.count * 2)
    let unit = AreaUnit(largestSquareMetres: run.results.fields.map(\.field.areaSquareMetres).max() ?? 0)
    for figure in try run.results.fields.flatMap(\.classAreas).flatMap({
      try CorrectedRun.hectares(try #require($0.corrected))
    }) {
      #expect(page.contains("data-key=\"\(unit.of(hectares: figure))\""))
    }
    let total = run.results.fields.reduce(0) { $0 + $1.classAreas[1].areaSquareMetres } * 0.75
    #expect(page.contains("<td class=\"number\">\(Number.fixed(total, unit.decimals + 1))</td>"))
  }

  @Test func `the terminal shows intervals and where they come from`() throws {
    let run = try Self.corrected.get()
    let all = try run.furrow(["report", "--job", "job.yaml"]).output
    #expect(all.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(CorrectedRun.source))
    #expect(all.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let field = try #require(run.results.fields.first)
    let sheet = try run.furrow(["report", field.field.fieldID, "--job", "job.yaml"]).output
    let corrected = try #require(field.classAreas[1].corrected)
    let margin = try #require(corrected.margin)
    let figures = [
      field.classAreas[1].areaSquareMetres, corrected.areaSquareMetres, margin.standardErrorSquareMetres,
      margin.lowerSquareMetres, margin.upperSquareMetres,
    ].map { Number.fixed($0, AreaUnit(largestSquareMetres: field.field.areaSquareMetres).decimals + 1) }
    #expect(
      sheet.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        .contains(["plants"] + figures))
  }

  @Test func `a run by rules has empty columns and says that nothing is known`() throws {
    let run = try Self.plain.get()
    #expect(run.results.areaCorrectionSource == nil)
    let row = try #require(try run.rows(["report", "--job", "job.yaml", "--json"]).first)
    guard case .text(let id) = row["field"] else {
      Issue.record("a field has an id")
      return
    }
    let line = try run.line(id)
    for key in Self.keys.map({ "plants_\($0)" }) {
      #expect(row[key] == .missing)
      #expect(line[key] == "")
    }
    #expect(try run.packaged(Self.keys.map { "plants_\($0)" }, of: id) == ["", "", "", ""])
    #expect(try run.page().contains("No labelled data: area as mapped, without an error bar."))
    #expect(try !run.page().contains("class=\"interval\""))
    for arguments in [["report"], ["report", id], ["report", "--season"], ["report", id, "--season"]] {
      let text = try run.furrow(arguments + ["--job", "job.yaml"]).output
      #expect(text.contains("no labelled data: area as mapped, without an error bar\n"))
    }
  }
}

/// The tiny farm worked through by rules, with a correction by hand.
private struct CorrectedRun {
  static let source =
    "out-of-fold labels in 4 blocks of 1 scene; differences between flights are not in the intervals"

  let folder: TemporaryFolder
  let results: RunResults

  init(_ correction: AreaCorrection?) throws {
    let farm = try TinyFarm.shared.get()
    folder = try TemporaryFolder()
    let initial = try BuiltFurrow.run(["init", farm.mosaic, "--fields", farm.fields], in: folder.url)
    #expect(initial.code == 0, "\(initial.errors)")
    let plan = try JobPlan(try JobFile.read(folder.url.appendingPathComponent("job.yaml").path))
    let folders = try RunFolders(output: plan.job.outputs.folder.resolved)
    let catalog = try CatalogDatabase(path: folders.catalog, access: .write)
    var run = FlightRun(
      plan: plan, candidate: try #require(try plan.survey().ready.first), folders: folders, catalog: catalog,
      observer: Unwatched(), cancellation: .never)
    run.prepare = { preparation in
      var flight = try preparation.prepare()
      flight.areaCorrection = correction
      return flight
    }
    _ = try run.run()
    results = try catalog.results(of: try #require(try catalog.currentRuns().first).id)
  }

  /// All that is mapped as soil is soil; of plants three quarters are, in
  /// blocks that differ.
  static func correction() throws -> AreaCorrection {
    var blocks: [BlockID: ConfusionMatrix] = [:]
    for (number, wrong) in [5, 15, 10, 20].enumerated() {
      var matrix = ConfusionMatrix(codes: [0, 1])
      matrix.add(truth: 0, prediction: 0, count: 300)
      matrix.add(truth: 0, prediction: 1, count: wrong)
      matrix.add(truth: 1, prediction: 1, count: 50 - wrong)
      blocks[BlockID(scene: 0, number: number)] = matrix
    }
    return try AreaCorrection(blocks: blocks, pixelAreas: [0: 0.0025])
  }

  static func hectares(_ area: CorrectedArea) throws -> [Double] {
    let margin = try #require(area.margin)
    return [
      area.areaSquareMetres, margin.standardErrorSquareMetres, margin.lowerSquareMetres,
      margin.upperSquareMetres,
    ].map { $0 / 10_000 }
  }

  func furrow(_ arguments: [String]) throws -> BuiltFurrow.Ending {
    let ending = try BuiltFurrow.run(arguments, in: folder.url)
    #expect(ending.code == 0, "\(ending.errors)")
    return ending
  }

  func rows(_ arguments: [String]) throws -> [[String: Cell]] {
    try JSONDecoder().decode([[String: Cell]].self, from: Data(try furrow(arguments).output.utf8))
  }

  private func file(_ name: String) -> URL {
    folder.url.appendingPathComponent("results/farm_2026-05-04/\(name)")
  }

  func page() throws -> String { try String(contentsOf: file("report.html"), encoding: .utf8) }

  /// The cells of a field's line in the CSV file, by key.
  func line(_ field: String) throws -> [String: String] {
    let lines = try String(contentsOf: file("fields.csv"), encoding: .utf8).components(separatedBy: "\r\n")
      .map { $0.components(separatedBy: ",") }
    return Dictionary(
      uniqueKeysWithValues: zip(lines[0], try #require(lines.first { $0.first == field })))
  }

  /// Columns of a field in the GeoPackage, as the sqlite3 program tells them.
  func packaged(_ columns: [String], of field: String) throws -> [String] {
    let list = columns.map { "CASE WHEN \($0) IS NULL THEN '' ELSE printf('%!.17g', \($0)) END" }
    let sql = "SELECT \(list.joined(separator: ", ")) FROM fields WHERE field_id = '\(field)'"
    let answer = try Oracle.tool("sqlite3", ["-readonly", file("results.gpkg").path, sql])
    return answer.dropLast().components(separatedBy: "|")
  }
}

/// Nobody watches.
private struct Unwatched: RunObserver {
  func began(_ flight: FlightCandidate, number: Int, count: Int) {}
  func progressed(_ flight: FlightCandidate, _ progress: RunProgress) {}
  func noted(_ flight: FlightCandidate, _ note: String) {}
  func ended(_ flight: FlightCandidate, _ outcome: FlightOutcome) {}
}

/// A value in a row of JSON; JSONSerialization would round numbers.
private enum Cell: Hashable, Decodable {
  case number(Double)
  case text(String)
  case missing

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .missing
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try value.decode(String.self))
    }
  }
}
