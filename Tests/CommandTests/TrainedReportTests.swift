import Foundation
import TestSupport
import Testing

/// What `furrow train` writes beside a model, and what `furrow evaluate` says of models.
@Suite(.enabled(if: Oracle.python != nil, "rasterio comes with `make test`"))
struct TrainedReportTests {
  private static let job = #"""
    version: 1
    name: learn
    flights: {folder: rededge-m, pattern: "?.tif"}
    sensor: {profile: micasense-rededge-m, scale: 32768, nodata: {value: 0, rule: all}}
    legend:
      - {code: 0, name: soil, color: "#96785a", kind: stuff, group: soil}
      - {code: 1, name: crop, color: "#3ca03c", kind: thing, group: crop}
      - {code: 2, name: weed, color: "#dc3ca0", kind: thing, group: weed}
      - {code: 3, name: disease, color: "#f0aa1e", kind: thing, group: disease}
    train:
      scenes: [{flight: a, labels: [{file: rededge-m/a.labels.tif}]}]
      folds: {by: blocks, side: 128 px, count: 3, buffer: 8 px}
      features: [exg, ndre, "gaussian(exg, 2)"]
      forest: {rounds: 8, depth: 4}
      samples: {per_class: 2000}
      augmentation: {copies: 0}
      model: models/learned
    processing: {tile_size: 256, threads: 2}

    """#

  @Test func `a model's folder holds its evaluation, and evaluating tells what it has seen`() throws {
    let farm = try JudgedFarm.shared.get()
    try farm.write(Self.job, to: "learn.yaml")
    let trained = try farm.furrow(["train", "learn.yaml"])
    try #require(trained.code == 0, "\(trained.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: farm.path("models/learned")).sorted()
    #expect(names == ["card.yaml", "drift.bin", "evaluation.html", "evaluation.json", "model.json"])
    let report = try EvaluationFile(path: farm.path("models/learned/evaluation.json"))
    #expect(report.groups.map(\.kind) == ["fold", "scene"])
    #expect(report.groups[0].rows.map(\.name) == ["fold 1", "fold 2", "fold 3"])
    let pixels = report.confusion.joined().reduce(0, +)
    #expect(report.groups[0].rows.reduce(0) { $0 + $1.pixels } == pixels)
    #expect(report.foldNotes.first?.hasPrefix("Squares of 128 px were kept apart in 3 folds") == true)
    let calibration = try #require(report.calibration)
    #expect(calibration.after.ece < calibration.before.ece)
    #expect(try farm.furrow(["model", "show", "models/learned"]).code == 0)
    try expectSeen(farm, temperature: calibration.temperature)
  }

  /// Judges the model on the scene that it was trained on, and on another.
  private func expectSeen(_ farm: JudgedFarm, temperature: Double) throws {
    let arguments = ["evaluate", "rules.yaml", "--model", "models/learned", "--to", "judged-model"]
    let ending = try farm.furrow(arguments)
    #expect(ending.code == 0, "\(ending.errors)")
    let report = try EvaluationFile(path: farm.path("judged-model/evaluation.json"))
    let seen = report.notices.filter { $0.message.contains("the model was trained on this scene") }
    #expect(seen.map(\.subject) == ["a"])
    #expect(report.groups[0].rows.map(\.name) == ["a", "b"])
    let calibration = try #require(report.calibration)
    #expect(abs(calibration.temperature - temperature) < 1e-6)
    try expectMask(farm, report)
  }

  /// The figures are those of the mask that a run of the model writes.
  private func expectMask(_ farm: JudgedFarm, _ report: EvaluationFile) throws {
    let run = try farm.text("rules.yaml").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let start = try #require(run.firstIndex { $0.hasPrefix("segment:") })
    let end = try #require(run.firstIndex { $0.hasPrefix("cleaning:") })
    let text = (run[..<start] + ["segment: {model: models/learned}"] + run[end...]).joined(separator: "\n")
    try farm.write(text.replacing("{folder: results}", with: "{folder: results-of-model}"), to: "model.yaml")
    try #require(try farm.furrow(["run", "model.yaml"]).code == 0)
    let folder = farm.path("results-of-model")
    let figures = try Oracle.run(
      "judged.py",
      [
        Oracle.project.appendingPathComponent("schemas/evaluation.schema.json").path,
        farm.path("judged-model/evaluation.json"), "\(folder)/a/mask.tif",
        farm.path("rededge-m/a.labels.tif"), "\(folder)/b/mask.tif", farm.path("rededge-m/b.labels.tif"),
      ], as: JudgedFarm.Figures.self)
    #expect(figures.isValid)
    #expect(report.confusion == figures.confusion)
  }
}
