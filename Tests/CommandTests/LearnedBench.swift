import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// A bench with a plot of crop rows and weeds, its truth, and a job that learns
/// from it.
struct LearnedBench {
  let bench: FaultsBench

  /// Rows of crop, patches of weed, soil between.
  static func truth(_ column: Int, _ row: Int) -> ClassCode {
    if noise(column / 9, row / 9, 1) < 0.15 { return 2 }
    return column % 22 < 7 ? 1 : 0
  }

  /// A number of 0..<1 for each pixel.
  static func noise(_ column: Int, _ row: Int, _ salt: Int) -> Double {
    var bits = UInt32(truncatingIfNeeded: column &* 73_856_093 ^ row &* 19_349_663 ^ salt &* 83_492_791)
    for _ in 0..<3 { bits = (bits ^ (bits >> 15)) &* 0x2C1B_3C6D }
    return Double(bits ^ (bits >> 16)) / 4_294_967_296
  }

  /// Reflectance times 32768 of red, green and near infrared.
  static func sample(_ band: Int, _ column: Int, _ row: Int) -> Double {
    let levels = [[6000, 5000, 8000], [2000, 6000, 17000], [2600, 8000, 13500]][Int(truth(column, row))]
    return (Double(levels[band]) * (0.75 + 0.5 * noise(column, row, band + 5))).rounded()
  }

  static let mosaic = MadeMosaic(
    size: PixelSize(width: 150, height: 130), roles: [.red, .green, .nearInfrared])

  /// Writes the plot, its truth and the job.
  init(_ job: LearnedJob = LearnedJob()) throws {
    bench = try FaultsBench()
    try Self.mosaic.write(to: bench.path("flights/plot.tif"), value: Self.sample)
    try writeTruth("truth.tif", size: Self.mosaic.size)
    try write(job)
  }

  func writeTruth(
    _ name: String, size: PixelSize, code: (_ column: Int, _ row: Int) -> ClassCode = Self.truth
  ) throws {
    try MadeMosaic(size: size, roles: [nil], type: .uint8)
      .write(to: bench.path(name)) { _, column, row in Double(code(column, row)) }
  }

  func write(_ job: LearnedJob) throws { try bench.write("job.yaml", job.text.utf8) }

  /// Runs a command in the bench's folder, always on the same day.
  @discardableResult
  func furrow(_ arguments: [String], onDay day: Int = 19_000) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(
      arguments, in: bench.url, environment: ["SOURCE_DATE_EPOCH": "\(day * 86_400)"])
  }

  /// Trains the job's model, which must work.
  @discardableResult
  func train(
    _ arguments: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> BuiltFurrow.Ending {
    let ending = try furrow(["train", "job.yaml"] + arguments)
    try #require(ending.code == 0, "\(ending.errors)", sourceLocation: sourceLocation)
    return ending
  }

  /// Every file of the model by its name.
  func model(_ folder: String = "models/plants") throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in bench.listing(folder) { files[name] = try bench.bytes("\(folder)/\(name)") }
    return files
  }

  /// The command is refused with one sentence that holds some words.
  func expectRefused(
    _ command: String, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let ending = try furrow([command, "job.yaml"])
    #expect(ending.code == 65, "\(ending.errors)", sourceLocation: sourceLocation)
    #expect(ending.sentences.count == 1, "\(ending.errors)", sourceLocation: sourceLocation)
    for word in words {
      #expect(
        ending.sentences.first?.contains(word) == true, "\(ending.errors)", sourceLocation: sourceLocation)
    }
  }

  /// The intersection over union of each class of a flight's mask with the truth.
  func overlaps(_ flight: String = "plot", classes: [ClassCode] = [0, 1, 2]) throws -> [Double] {
    let mask = try DemoRun.classes(bench.url.appendingPathComponent("results/\(flight)/mask.tif"))
    let truth = try DemoRun.classes(bench.url.appendingPathComponent("truth.tif"))
    return classes.map { code in
      let pairs = zip(mask, truth).filter { $0 != .nodata && ($0 == code || $1 == code) }
      return Double(pairs.count { $0 == $1 }) / Double(pairs.count)
    }
  }
}

/// The text of a job that learns, section by section.
struct LearnedJob {
  var sensor = "{scale: 32768}"
  var report = "[ndvi]"
  var legend = ["soil", "crop", "weed"]
  var cleaning = "[{majority: {size: 3}}]"
  var fields: String?
  var scenes = "[{mosaic: flights/plot.tif, labels: [{file: truth.tif}]}]"
  var folds = "{side: 30 px, count: 3, buffer: 4 px}"
  var gate: String? = "gaussian(ndvi, 1) > 0.15"
  var features = "[red, green, nir, ndvi, \"gaussian(ndvi, 2)\", \"deviation(nir, 2)\"]"
  var forest = "{rounds: 8, depth: 4, early_stopping: 0}"
  var augmentation = "{copies: 1, scale: 0.05}"
  var perClass = 1000
  var more: [String] = []
  var seed = 1
  var usedModel = "models/plants"
  var trainedModel = "models/plants"
  /// Whole sections besides.
  var sections: [String] = []

  var text: String {
    var lines = [
      "version: 1", "name: plants", "flights: {folder: flights}", "sensor: \(sensor)",
      "indices: {report: \(report)}", "legend:",
    ]
    for (code, name) in legend.enumerated() {
      lines.append(
        "  - {code: \(code), name: \(name), color: \"#\(code)0804\(code)\", kind: stuff, group: other}")
    }
    if let fields { lines.append("fields: \(fields)") }
    lines += [
      "segment: {model: \(usedModel)}", "cleaning: \(cleaning)", "train:", "  scenes: \(scenes)",
      "  folds: \(folds)",
    ]
    if let gate { lines.append("  gate: \"\(gate)\"") }
    lines += [
      "  features: \(features)", "  forest: \(forest)", "  augmentation: \(augmentation)",
      "  samples: {per_class: \(perClass)}", "  seed: \(seed)", "  model: \(trainedModel)",
    ]
    lines += more.map { "  \($0)" }
    lines += sections
    lines += ["outputs: {folder: results, confidence: true}", "processing: {tile_size: 64, threads: 2}", ""]
    return lines.joined(separator: "\n")
  }
}
