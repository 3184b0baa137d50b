import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// A plot that a model is trained on, and later flights over plots like it.
struct DriftBench {
  let learned: LearnedBench

  /// - Parameter drift: The job's section `drift`.
  init(_ drift: String? = nil, model: String = "models/plants") throws {
    learned = try LearnedBench(Self.job(drift, model: model))
    try FileManager.default.moveItem(
      atPath: learned.bench.path("flights/plot.tif"),
      toPath: learned.bench.path("flights/plot-2026-05-04.tif"))
    try learned.bench.writeFields([("A", 5...75, 10...120)], on: LearnedBench.mosaic)
    try learned.train()
  }

  static func job(
    _ drift: String? = nil, model: String = "models/plants", rounds: Int = 8,
    scenes: [String] = ["plot-2026-05-04"], evaluated: String? = nil
  ) -> LearnedJob {
    var job = LearnedJob()
    job.forest = "{rounds: \(rounds), depth: 4, early_stopping: 0}"
    job.fields = "{file: fields.gpkg, id: field_id}"
    job.scenes =
      "[" + scenes.map { "{mosaic: flights/\($0).tif, labels: [{file: truth.tif}]}" }.joined(separator: ", ")
      + "]"
    job.usedModel = model
    if let drift { job.sections.append("drift: \(drift)") }
    if let evaluated {
      job.sections.append(
        "evaluate: {scenes: [{mosaic: \(evaluated), labels: [{file: truth.tif}]}], block: 30 px}")
    }
    return job
  }

  /// Adds a flight over the same plants with another noise.
  ///
  /// - Parameter gain: What each sample is multiplied by.
  func fly(_ name: String, salt: Int, gain: Double = 1, folder: String = "flights") throws {
    let mosaic = LearnedBench.mosaic
    try FileManager.default.createDirectory(
      atPath: learned.bench.path(folder), withIntermediateDirectories: true)
    try mosaic.write(to: learned.bench.path("\(folder)/\(name).tif")) { band, column, row in
      let own = LearnedBench.noise(column, row, salt + band)
      let other = LearnedBench.noise(column, row, band + 5)
      let level = LearnedBench.sample(band, column, row) / (0.75 + 0.5 * other)
      return (level * (0.75 + 0.5 * own) * gain).rounded()
    }
  }

  /// What the table and the GeoPackage of a flight say of its drift.
  func marks(_ flight: String) throws -> [String] {
    let folder = learned.bench.path("results/\(flight)")
    let script =
      "import csv, sys; print(*{row['drift'] for row in csv.DictReader(open(sys.argv[1], newline=''))})"
    let table = try Oracle.tool(Oracle.systemPython, ["-c", script, "\(folder)/fields.csv"])
    let package = try Oracle.tool(
      "sqlite3", ["\(folder)/results.gpkg", "SELECT DISTINCT ifnull(drift, '') FROM fields"])
    return [table, package].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  func value(_ sql: String) throws -> String { try learned.bench.value(sql) }

  func run(_ arguments: [String] = []) throws -> BuiltFurrow.Ending {
    try learned.furrow(["run", "job.yaml"] + arguments)
  }
}
