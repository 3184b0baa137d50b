import Foundation
import TestSupport
import Testing

/// `furrow evaluate` as a black box, beside NumPy.
@Suite(.enabled(if: Oracle.python != nil, "NumPy and rasterio come with `make test`"))
struct EvaluateTests {
  private let bench: JudgedFarm

  init() throws { bench = try JudgedFarm.shared.get() }

  @Test func `figures are those of the mask that a run writes`() throws {
    let report = try bench.report("rules")
    let truth = try bench.figures("rules", masks: ["a", "b"])
    #expect(truth.isValid)
    #expect(report.confusion == truth.confusion)
    #expect(report.unpredictedPixels == 0)
    for (scores, place) in zip(report.classes, 0...) {
      expect(scores.iou, truth.iou[place])
      expect(scores.precision, truth.precision[place])
      expect(scores.recall, truth.recall[place])
      expect(scores.kappa, truth.classKappa[place])
    }
    expect(report.figure("mean_iou"), truth.meanIou)
    expect(report.figure("accuracy"), truth.accuracy)
    expect(report.figure("kappa"), truth.kappa)
  }

  @Test func `figures have intervals, and scenes and fields have rows of their own`() throws {
    let report = try bench.report("rules")
    let mean = try #require(report.figure("mean_iou"))
    let (low, high) = (try #require(mean.lower), try #require(mean.upper))
    #expect(low < high && low <= mean.value ?? 2 && mean.value ?? -1 <= high)
    #expect(report.groups.map(\.kind) == ["scene", "field"])
    #expect(report.groups[0].rows.map(\.name) == ["a", "b"])
    #expect(report.groups[0].rows.reduce(0) { $0 + $1.pixels } == report.confusion.joined().reduce(0, +))
    #expect(report.groups[1].rows.allSatisfy { $0.name.hasPrefix("a, ") || $0.name.hasPrefix("b, ") })
    #expect(report.groups[1].rows.count > 6)
    #expect(report.worstPlaces.count == 6)
    let errors = report.worstPlaces.map(\.errorPixels)
    #expect(errors == errors.sorted(by: >) && errors.allSatisfy { $0 > 0 })
    #expect(report.calibration == nil)
  }

  @Test func `severity is the share of sick pixels among the plants', with Lin's concordance`() throws {
    let severity = try #require(try bench.report("rules").severity)
    let truth = try bench.figures("rules", masks: ["a", "b"])
    #expect(severity.pairs.map(\.name) == ["a", "b"])
    for (pair, both) in zip(severity.pairs, truth.severity) {
      #expect(abs(pair.truthPercent - both[0]) < 1e-12 && abs(pair.measuredPercent - both[1]) < 1e-12)
    }
    expect(severity.concordance, try #require(truth.concordance))
    let errors = truth.severity.map { $0[1] - $0[0] }
    #expect(abs(severity.biasPoints - (errors[0] + errors[1]) / 2) < 1e-12)
  }

  @Test func `areas of scenes that are labelled whole become the true ones`() throws {
    let report = try bench.report("rules")
    for scene in ["a", "b"] {
      let figures = try bench.figures("rules", masks: [scene])
      let rows = report.areas.filter { $0.place == scene }
      try #require(rows.count == figures.mapped.count)
      #expect(rows[0].standardErrorHa ?? 0 > 0)
      let pixel = rows[0].mappedHa / Double(figures.mapped[0])
      #expect(abs(pixel * 10_000 / (0.025 * 0.025) - 1) < 0.002)
      for (row, place) in zip(rows, 0...) {
        #expect(abs(row.mappedHa / pixel - Double(figures.mapped[place])) < 1e-3)
        let trulyThere = Double(figures.confusion[place].reduce(0, +))
        // What has data but no label is shared out as its mapped class is elsewhere.
        #expect(abs((row.correctedHa.value ?? 0) / pixel - trulyThere) <= 1 + trulyThere * 0.01)
        #expect(row.standardErrorHa ?? -1 >= 0)
      }
    }
  }

  @Test func `the table says the same as the JSON, and nothing is written unasked`() throws {
    let before = bench.listing
    let ending = try bench.furrow(["evaluate", "rules.yaml"])
    #expect(ending.code == 0)
    #expect(bench.listing == before)
    let report = try bench.report("rules")
    let weed = try #require(report.classes.first { $0.name == "weed" })
    let line = try #require(ending.output.split(separator: "\n").first { $0.hasPrefix("weed") })
    let words = line.split(separator: " ").map(String.init)
    #expect(words[1] == String(format: "%.3f", try #require(weed.iou.value)))
    #expect(words[2] == String(format: "%.3f", try #require(weed.iou.lower)))
    #expect(words[8] == String(weed.truthPixels))
    #expect(ending.output.contains("concordance (Lin)"))
    #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let json = try bench.furrow(["evaluate", "rules.yaml", "--json", "--threads", "1"])
    #expect(json.code == 0)
    #expect(json.output == (try bench.text("rules/evaluation.json")))
  }

  @Test func `the page shows each worst place thrice and needs nothing else`() throws {
    let page = try bench.text("rules/evaluation.html")
    #expect(page.matches(of: /src="data:image\/png;base64,iVBOR/).count == 18)
    for mark in ["http://", "https://", "{{"] { #expect(!page.contains(mark), "\(mark)") }
    #expect(page.contains("Severity of disease") && page.contains("Corrected"))
  }

  @Test func `plain images are judged without a georeference`() throws {
    let report = try bench.report("images")
    let truth = try bench.figures("images", masks: ["images/a_mask.tif", "images/b_mask.tif"])
    #expect(truth.isValid)
    #expect(report.confusion == truth.confusion)
    expect(report.figure("mean_iou"), truth.meanIou)
    #expect(report.groups.map(\.kind) == ["scene"])
    #expect(report.areas.isEmpty && report.severity == nil)
    #expect(report.notices.map(\.subject) == ["disease"])
    #expect(report.worstPlaces.count == 6)
  }

  private func expect(
    _ figure: EvaluationFile.Figure?, _ value: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let found = figure?.value else {
      Issue.record("there is no figure", sourceLocation: sourceLocation)
      return
    }
    #expect(abs(found - value) <= 1e-12, "\(found), \(value)", sourceLocation: sourceLocation)
  }
}

/// What `furrow evaluate` refuses.
@Suite struct EvaluateRefusalTests {
  private let bench: FaultsBench

  init() throws {
    bench = try FaultsBench()
    try MadeMosaic().write(to: bench.path("flights/a.tif"))
  }

  private func refusal(
    _ more: String, _ arguments: [String] = [], job: FaultsJob = FaultsJob()
  ) throws -> String {
    var job = job
    job.more = more
    try bench.write("job.yaml", job.text.utf8)
    let ending = try BuiltFurrow.run(["evaluate", "job.yaml"] + arguments, in: bench.url)
    #expect(ending.code == 65, "\(ending.errors)")
    #expect(ending.output.isEmpty)
    return ending.sentences.joined(separator: "\n")
  }

  @Test func `a label raster that is not there is named`() throws {
    let said = try refusal(
      "evaluate: {scenes: [{flight: a, labels: [{file: none.tif}]}]}", ["--to", bench.path("out")])
    #expect(said.contains("cannot open './none.tif': no such file"), "\(said)")
    #expect(!bench.exists("out"))
  }

  @Test func `a job without scenes is refused`() throws {
    #expect(try refusal("").contains("no scenes with labels are given"))
  }

  @Test func `a model that is not there is refused`() throws {
    let said = try refusal(
      "evaluate: {scenes: [{flight: a, labels: [{file: none.tif}]}]}", ["--model", "models/none"])
    #expect(said.contains("models/none") && said.contains("there is no such folder"), "\(said)")
  }

  @Test func `labels on no pixel are refused`() throws {
    try MadeMosaic(roles: [nil], type: .uint8).write(to: bench.path("empty.tif")) { _, _, _ in 255 }
    let said = try refusal("evaluate: {scenes: [{flight: a, labels: [{file: empty.tif}]}]}")
    #expect(said.contains("no pixel of 'a' has a label"), "\(said)")
  }

  @Test func `severity needs a class of disease`() throws {
    let said = try refusal(
      "evaluate: {severity: true, scenes: [{flight: a, labels: [{file: a.tif}]}]}")
    #expect(said.contains("no class of the legend is of the group 'disease'"), "\(said)")
  }
}
