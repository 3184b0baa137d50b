import Foundation
import TestSupport
import Testing

/// Two simulated flights and two plain images with truth, run and judged by rules.
struct JudgedFarm {
  static let shared = Result { try JudgedFarm() }

  private let folder: TemporaryFolder

  private init() throws {
    folder = try TemporaryFolder()
    for (name, seed, sensor) in [
      ("a", 4, "rededge-m"), ("b", 5, "rededge-m"), ("c", 6, "rgb"), ("d", 7, "rgb"),
    ] {
      try expectDone([
        "simulate", "--out", sensor, "--name", name, "--seed", "\(seed)", "--size", "820x660", "--sensor",
        sensor,
      ])
    }
    try write(Self.rules, to: "rules.yaml")
    try expectDone(["run", "rules.yaml"])
    try expectDone(["evaluate", "rules.yaml", "--to", "rules"])
    try makeImages()
    try write(Self.images, to: "images.yaml")
    try expectDone(["evaluate", "images.yaml", "--to", "images-judged"])
  }

  /// Rules with automatic thresholds, filters and cleaning, over two flights.
  private static let rules = #"""
    version: 1
    name: rules
    flights: {folder: rededge-m, pattern: "?.tif"}
    sensor: {profile: micasense-rededge-m, scale: 32768, nodata: {value: 0, rule: all}}
    indices: {report: [ndvi]}
    legend:
      - {code: 0, name: soil, color: "#96785a", kind: stuff, group: soil}
      - {code: 1, name: crop, color: "#3ca03c", kind: thing, group: crop}
      - {code: 2, name: weed, color: "#dc3ca0", kind: thing, group: weed}
      - {code: 3, name: disease, color: "#f0aa1e", kind: thing, group: disease}
    segment:
      rules:
        - {class: disease, when: "exg > otsu and gaussian(ndre, 1 cm) < 0.28"}
        - {class: crop, when: "exg > otsu"}
      otherwise: soil
    cleaning:
      - majority: {size: 3}
      - relabel: {class: disease, smaller_than_m2: 0.02, become: weed}
    evaluate:
      scenes:
        - {flight: a, labels: [{file: rededge-m/a.labels.tif}], fields: {file: rededge-m/a.fields.gpkg, id: field_id}}
        - {flight: b, labels: [{file: rededge-m/b.labels.tif}], fields: {file: rededge-m/b.fields.gpkg, id: field_id}}
      block: 200 px
      severity: true
    outputs: {folder: results}
    processing: {tile_size: 256, threads: 2}

    """#

  /// One rule over two images.
  private static let images = #"""
    version: 1
    name: images
    sensor: {bands: {red: 1, green: 2, blue: 3}, scale: counts}
    legend:
      - {code: 0, name: soil, color: "#96785a", kind: stuff, group: soil}
      - {code: 1, name: crop, color: "#3ca03c", kind: thing, group: crop}
      - {code: 2, name: weed, color: "#dc3ca0", kind: thing, group: weed}
      - {code: 3, name: disease, color: "#f0aa1e", kind: thing, group: disease}
    segment:
      rules: [{class: crop, when: "green > red"}]
      otherwise: soil
    evaluate:
      scenes: [{mosaic: "images/*_image.png", labels: [{file: "images/*_truth.png"}]}]
      block: 300 px

    """#

  /// Images as PNG without a georeference, their truth without disease, and
  /// what the rule must make of them, by NumPy.
  private func makeImages() throws {
    let script = """
      import numpy as np, rasterio, sys, os
      os.makedirs("images", exist_ok=True)
      def write(path, driver, bands):
          with rasterio.open(path, "w", driver=driver, width=bands.shape[2], height=bands.shape[1],
                             count=len(bands), dtype="uint8") as file:
              file.write(bands)
      for source, name in (("c", "a"), ("d", "b")):
          pixels = rasterio.open(f"rgb/{source}.tif").read()[:3]
          truth = rasterio.open(f"rgb/{source}.labels.tif").read(1)
          truth[truth == 3] = 1
          write(f"images/{name}_image.png", "PNG", pixels)
          write(f"images/{name}_truth.png", "PNG", truth[None])
          write(f"images/{name}_mask.tif", "GTiff", (pixels[1] > pixels[0]).astype("uint8")[None])
      """
    try write(script, to: "images.py")
    _ = try Oracle.tool(
      "env", ["-C", folder.url.path, try #require(Oracle.python), "-W", "ignore", "images.py"])
  }

  func furrow(_ arguments: [String]) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(arguments, in: folder.url, environment: ["SOURCE_DATE_EPOCH": "1780000000"])
  }

  private func expectDone(_ arguments: [String]) throws {
    let ending = try furrow(arguments)
    try #require(ending.code == 0, "\(arguments): \(ending.errors)")
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.url.appendingPathComponent(name))
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: folder.url.appendingPathComponent(name), encoding: .utf8)
  }

  /// All files.
  var listing: [String] {
    (FileManager.default.enumerator(atPath: folder.url.path)?.compactMap { $0 as? String } ?? []).sorted()
  }

  private func reportPath(_ job: String) -> String {
    path((job == "images" ? "images-judged" : job) + "/evaluation.json")
  }

  /// The JSON of a job's evaluation.
  func report(_ job: String) throws -> EvaluationFile {
    try EvaluationFile(path: reportPath(job))
  }

  /// Where a file is.
  func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  /// The same by NumPy.
  ///
  /// - Parameter masks: Flights of the job 'rules', or the masks of images.
  func figures(_ job: String, masks: [String]) throws -> Figures {
    let pairs = masks.flatMap { mask in
      mask.hasSuffix(".tif")
        ? [mask, mask.replacing("_mask.tif", with: "_truth.png")]
        : ["results/\(mask)/mask.tif", "rededge-m/\(mask).labels.tif"]
    }
    return try Oracle.run(
      "judged.py",
      [Oracle.project.appendingPathComponent("schemas/evaluation.schema.json").path, reportPath(job)]
        + pairs.map(path), as: Figures.self)
  }

  /// What NumPy says.
  struct Figures: Decodable {
    var isValid: Bool
    var confusion: [[Int]]
    var mapped: [Int]
    var iou: [Double]
    var meanIou: Double
    var precision: [Double]
    var recall: [Double]
    var classKappa: [Double]
    var accuracy: Double
    var kappa: Double
    var severity: [[Double]]
    var concordance: Double?
  }
}

/// The parts of evaluation.json that tests look at.
struct EvaluationFile: Decodable {
  struct Figure: Decodable {
    var value: Double?
    var lower: Double?
    var upper: Double?
  }

  struct Measure: Decodable {
    var key: String
    var figure: Figure
  }

  struct ClassScores: Decodable {
    var name: String
    var truthPixels: Int
    var iou: Figure
    var precision: Figure
    var recall: Figure
    var kappa: Figure
  }

  struct Row: Decodable {
    var name: String
    var pixels: Int
  }

  struct Group: Decodable {
    var kind: String
    var rows: [Row]
  }

  struct Place: Decodable {
    var errorPixels: Int
  }

  struct Area: Decodable {
    var place: String
    var mappedHa: Double
    var correctedHa: Figure
    var standardErrorHa: Double?
  }

  struct Pair: Decodable {
    var name: String
    var truthPercent: Double
    var measuredPercent: Double
  }

  struct Severity: Decodable {
    var concordance: Figure
    var biasPoints: Double
    var pairs: [Pair]
  }

  struct Reliability: Decodable, Equatable {
    var ece: Double
  }

  struct Calibration: Decodable, Equatable {
    var temperature: Double
    var before: Reliability
    var after: Reliability
  }

  struct Notice: Decodable {
    var subject: String
    var message: String
  }

  var summary: [Measure]
  var confusion: [[Int]]
  var unpredictedPixels: Int
  var classes: [ClassScores]
  var groups: [Group]
  var worstPlaces: [Place]
  var areas: [Area]
  var severity: Severity?
  var calibration: Calibration?
  var notices: [Notice]
  var foldNotes: [String]

  init(path: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  func figure(_ key: String) -> Figure? { summary.first { $0.key == key }?.figure }
}
