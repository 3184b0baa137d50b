import Catalog
import FieldStatistics
import Foundation
import JobDefinition
import Pixels
import Testing

@testable import Batch
@testable import Nights

@Suite struct SummaryTests {
  private struct Refusal: Error, CustomStringConvertible { var description: String }

  private static let legend: [Legend.Entry] = [
    .init(code: 0, name: "soil", color: .init(red: 0, green: 0, blue: 0), kind: .stuff, group: .soil),
    .init(code: 1, name: "thistle", color: .init(red: 1, green: 0, blue: 0), kind: .thing, group: .weed),
    .init(code: 2, name: "dock", color: .init(red: 2, green: 0, blue: 0), kind: .thing, group: .weed),
  ]

  /// Results with the shares of both weeds in each field.
  private func results(_ fields: [(id: String, thistle: Double, dock: Double)]) -> RunResults {
    RunResults(
      validPixels: 1, nodataPixels: 0, nonfinitePixels: 0, classes: Self.legend,
      fields: fields.map { field in
        FieldResult(
          field: FieldRecord(
            fieldID: field.id, crop: nil, rowSpacingMetres: nil, areaSquareMetres: 100, boundaryHash: ""),
          status: .covered, coveredFraction: 1, validFraction: 1, coveredAreaSquareMetres: 100,
          classAreas: [
            ClassArea(code: 1, areaSquareMetres: field.thistle * 100, fraction: field.thistle),
            ClassArea(code: 2, areaSquareMetres: field.dock * 100, fraction: field.dock),
          ])
      })
  }

  @Test func `the classes of a group count together`() {
    let figures = NotableFigures(results([("A", 0.1, 0.1), ("B", 0.15, 0)]), earlier: [])
    #expect(figures.most.map(\.field) == ["A"])
    #expect(abs(figures.most[0].fraction - 0.2) < 1e-12 && abs(figures.most[0].areaSquareMetres - 20) < 1e-9)
    #expect(figures.change == nil)
    #expect(figures.fieldCount == 2)
  }

  @Test func `a change is against the newest earlier flight over the same field`() {
    let figures = NotableFigures(
      results([("A", 0.5, 0), ("B", 0.2, 0)]),
      earlier: [
        ("2026-05-02", results([("A", 0.45, 0)])), ("2026-05-01", results([("A", 0, 0), ("B", 0.4, 0)])),
      ])
    #expect(figures.change?.share.field == "B")
    #expect(figures.change?.before == 0.4 && figures.change?.since == "2026-05-01")
  }

  private func summary(_ outcomes: [(String, FlightOutcome)], _ ending: RunEnding) -> NightSummary {
    let record = NightRecord(begun: Date(timeIntervalSince1970: 0))
    for (number, outcome) in outcomes.enumerated() {
      record.began(.named(outcome.0), number: number + 1, count: outcomes.count + 1)
      record.ended(.named(outcome.0), outcome.1)
    }
    return NightSummary(
      jobName: "demo", outputFolder: "/out", record: record, ending: ending,
      ended: Date(timeIntervalSince1970: 3725), catalog: nil)
  }

  @Test func `subject and text say what failed, what waits and what was not reached`() {
    let summary = summary(
      [
        ("a", .alreadyDone(folder: "/out/a")), ("b", .failed(Refusal(description: "bad\u{1B}[31m\nfile"))),
        ("c", .held(FlightHold(.settling, reason: "its files still arrive"))),
      ], RunEnding(.deadline(clock: "06:00"), exitCode: 75))
    #expect(summary.subject == "furrow demo: 1 failed, 1 held, 1 unfinished")
    #expect(summary.text.contains(", 1 h 2 min\n"))
    #expect(summary.text.contains("This run: stopped at 06:00, as the deadline says"))
    #expect(summary.text.contains("\nFailed\n  b: bad [31m file\n"), "\(summary.text)")
    #expect(summary.text.contains("\nHeld\n  c, settling: its files still arrive\n"))
    #expect(summary.text.contains("\nDone before: 1\nNot finished: 1\n"))
    #expect(summary.text.hasSuffix("\nResults are in /out\n"))
  }

  @Test func `a flight that only settles is no trouble`() {
    let finished = RunEnding(.finished, exitCode: 0)
    let settling = summary([("a", .held(FlightHold(.settling, reason: "new")))], finished)
    let aside = summary([("a", .held(FlightHold(.quarantined, reason: "blurred")))], finished)
    #expect(settling.troubles.isEmpty && aside.troubles == ["a quarantined"])
    #expect(!settling.hasFailure && !settling.hasNews)
  }

  @Test func `labels of metrics are escaped`() {
    var text = MetricsText()
    text.add("a", help: "b", [.init(labels: [("job", "x\"y\\z\n")], value: 0.5), .init(value: 3)])
    #expect(text.text == "# HELP a b\n# TYPE a gauge\na{job=\"x\\\"y\\\\z\\n\"} 0.5\na 3\n")
    text.add("none", help: "left out", [])
    #expect(!text.text.contains("none"))
  }
}
