import Foundation
import GeoFiles
import Grid
import JobDefinition
import Learning
import Pixels
import Simulation
import TestSupport

@testable import Batch

/// A model that was trained on a simulated farm's first flight, and flights
/// that it meets later.
struct DriftFarm {
  private let folder: TemporaryFolder
  private let seed: UInt64
  private let plan: JobPlan

  /// A flight that is unlike the training in some way, or in none.
  struct Condition: Sendable {
    var name: String
    var isClean = false
    var acquisition = Acquisition(daysAfter: 1)
    /// Makes the scene's parameters of the farm's.
    var change: @Sendable (inout SceneParameters) -> Void = { _ in }
    /// The sample of a band, made of what the camera gave.
    var sample: @Sendable (_ band: Int, _ value: Double) -> Double = { _, value in value }
  }

  /// What a mosaic in full reflectance holds.
  private static let white = 32768.0
  private static let otherResponses: [Double] = [0.9, 1.08, 1.12, 0.92, 0.86]
  private static let pathRadiances: [Double] = [0.06, 0.05, 0.04, 0.03, 0.02]

  /// Flights that are like the first.
  private static let clean: [Condition] = [
    Condition(name: "the next day", isClean: true, acquisition: Acquisition(daysAfter: 1)),
    Condition(
      name: "three days on, in the afternoon", isClean: true,
      acquisition: Acquisition(
        daysAfter: 3, sunAzimuthDegrees: 205, sunElevationDegrees: 46, light: 0.98, warmth: 0.01)),
    Condition(
      name: "another farm, the same day", isClean: true, acquisition: Acquisition(daysAfter: 0),
      change: { $0.seed += 1000 }),
    Condition(
      name: "another farm, two days on", isClean: true,
      acquisition: Acquisition(daysAfter: 2, sunAzimuthDegrees: 160, light: 1.02),
      change: { $0.seed += 2000 }),
  ]

  /// Other light and later days.
  private static let scenes: [Condition] = [
    Condition(name: "light: 20 % darker", acquisition: Acquisition(daysAfter: 1, light: 0.8)),
    Condition(name: "light: 25 % brighter", acquisition: Acquisition(daysAfter: 1, light: 1.25)),
    Condition(name: "light: redder", acquisition: Acquisition(daysAfter: 1, warmth: 0.1)),
    Condition(name: "growth: 8 days", acquisition: Acquisition(daysAfter: 8)),
    Condition(name: "growth: 16 days", acquisition: Acquisition(daysAfter: 16)),
    Condition(name: "growth: 20 days", acquisition: Acquisition(daysAfter: 20)),
    Condition(name: "growth: 28 days", acquisition: Acquisition(daysAfter: 28)),
    Condition(name: "crop: potato and soybean", change: { $0.crops = [.potato, .soybean] }),
    Condition(
      name: "crop: potato and soybean, another farm",
      change: {
        $0.crops = [.potato, .soybean]
        $0.seed += 1000
      }),
    Condition(name: "crop: soybean instead of maize", change: { $0.crops = [.sugarBeet, .soybean] }),
    Condition(name: "crop: sugar beet alone", change: { $0.crops = [.sugarBeet] }),
  ]

  /// What happens between scene and file.
  private static let files: [Condition] = [
    Condition(name: "sensor: other responses", sample: { band, value in value * otherResponses[band] }),
    Condition(name: "haze: light", sample: { _, value in value * 0.95 + 0.01 * white }),
    Condition(
      name: "haze: dense", sample: { band, value in value * 0.85 + pathRadiances[band] * white }),
    Condition(name: "calibration: factor 1.1", sample: { _, value in value * 1.1 }),
    Condition(name: "calibration: factor 1.5", sample: { _, value in value * 1.5 }),
  ]

  /// What later flights are like.
  static let conditions: [Condition] = clean + scenes + files

  /// Simulates the first flight and trains a model on it.
  init(seed: UInt64) throws {
    folder = try TemporaryFolder()
    self.seed = seed
    let text = Self.job
    plan = try JobPlan(
      JobDecoder.decode(text: text, path: folder.url.appendingPathComponent("job.yaml").path))
    let first = Condition(name: "first", acquisition: .first)
    try write(first, to: "first")
    try writeLabels()
    _ = try TrainingRun(plan.job, threadCount: 2, observer: SilentTraining()).run()
  }

  /// What is found of a flight of a condition, judged as jobs do that do not say how.
  func drift(_ condition: Condition) throws -> DriftFinding? {
    try write(condition, to: "later")
    let candidate = FlightCandidate(
      name: "later", date: nil, files: .one(JobPath("later.tif", in: folder.url.path)))
    let flight = try FlightPreparation(job: plan, candidate: candidate).prepare()
    guard let model = flight.model, let reference = model.drift else { return nil }
    return try DriftFinding(
      part: reference.part(nearest: nil, leastBlocks: DriftComparison.leastBlocks),
      flight: FlightDrift(flight: flight, candidate: candidate, plan: plan).sample(by: model),
      selection: DriftSelection())
  }

  private func scene(_ condition: Condition) throws -> FarmScene {
    var parameters = SceneParameters.fixture(seed: seed)
    parameters.size = PixelSize(width: 820, height: 660)
    parameters.crops = [.sugarBeet, .maize]
    condition.change(&parameters)
    return try FarmScene(parameters: parameters, acquisition: condition.acquisition)
  }

  private func write(_ condition: Condition, to name: String) throws {
    let scene = try scene(condition)
    let (size, sensor) = (scene.size, SensorModel.redEdgeM)
    var samples = [UInt16](repeating: 0, count: size.pixelCount * sensor.bandCount)
    samples.withUnsafeMutableBytes { memory in
      guard let base = memory.baseAddress else { return }
      scene.render(
        PixelWindow(size), sensor: sensor,
        samples: SampleTarget(base: base, rowStride: size.width * 2, planeStride: size.pixelCount * 2))
    }
    for place in samples.indices where samples[place] > 0 {
      let value = condition.sample(place / size.pixelCount, Double(samples[place]))
      samples[place] = UInt16(min(max(value.rounded(), 1), 65535))
    }
    let writer = try MosaicWriter(
      path: folder.url.appendingPathComponent("\(name).tif").path, size: size, bands: sensor.bands,
      sampleType: .uint16, transform: scene.transform,
      crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt, format: MosaicFormat(tileSize: 256))
    for row in 0..<size.height {
      let line = (0..<sensor.bandCount).flatMap { band in
        let start = (band * size.height + row) * size.width
        return samples[start..<start + size.width]
      }
      try line.withUnsafeBytes { try writer.append(planes: $0) }
    }
    try writer.finish()
  }

  private func writeLabels() throws {
    let scene = try scene(Condition(name: "first", acquisition: .first))
    let size = scene.size
    var classes = [UInt8](repeating: 255, count: size.pixelCount)
    classes.withUnsafeMutableBufferPointer { classes in
      guard let base = classes.baseAddress else { return }
      scene.renderLabels(PixelWindow(size), into: LabelTarget(base: base, rowStride: size.width))
    }
    let writer = try MosaicWriter(
      path: folder.url.appendingPathComponent("truth.tif").path, size: size,
      bands: [BandDescription(number: 1, nodata: 255)], sampleType: .uint8, transform: scene.transform,
      crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt, format: MosaicFormat(tileSize: 256))
    for row in 0..<size.height {
      try classes[row * size.width..<(row + 1) * size.width].withUnsafeBytes { try writer.append(planes: $0) }
    }
    try writer.finish()
  }

  private static let job = #"""
    version: 1
    name: farm
    flights: {mosaics: [{file: later.tif}]}
    sensor: {profile: micasense-rededge-m, scale: 32768, nodata: {value: 0, rule: all}}
    legend:
      - {code: 0, name: soil, color: "#96785a", kind: stuff, group: soil}
      - {code: 1, name: crop, color: "#3ca03c", kind: thing, group: crop}
      - {code: 2, name: weed, color: "#dc3ca0", kind: thing, group: weed}
      - {code: 3, name: disease, color: "#f0aa1e", kind: thing, group: disease}
    segment: {model: model}
    train:
      scenes: [{mosaic: first.tif, labels: [{file: truth.tif}]}]
      folds: {by: blocks, side: 100 px, count: 4, buffer: 8 px}
      features: [exg, ndvi, ndre, "gaussian(exg, 1)", "gaussian(ndre, 2)", "deviation(exg, 3)", "object_area(exg > 0.1, 16)"]
      forest: {rounds: 30, depth: 5}
      samples: {per_class: 4000}
      model: model
    outputs: {folder: results}
    processing: {tile_size: 256, threads: 2}

    """#
}

/// Tells nobody how training goes.
private struct SilentTraining: TrainingObserver {
  func began(_ step: String) {}
  func progressed(_ step: String, share: Double) {}
  func noted(_ note: String) {}
}
