import Foundation
import Grid
import Pixels
import TestSupport
import Testing

/// Faults of models in runs, of labels in training, and of training that is killed or stopped.
@Suite struct FaultsTrainTests {
  /// A model trained once, copied to where a test spoils it.
  private static let trained = Result { () -> LearnedBench in
    let bench = try LearnedBench()
    try bench.train()
    return bench
  }

  /// A bench of its own with the trained model.
  private func bench(_ job: LearnedJob = LearnedJob()) throws -> LearnedBench {
    let bench = try LearnedBench(job)
    try FileManager.default.copyItem(
      atPath: Self.trained.get().bench.path("models"), toPath: bench.bench.path("models"))
    return bench
  }

  @Test func `a run with a corrupt model is refused by its checksum`() throws {
    let bench = try bench()
    var bytes = try bench.bench.bytes("models/plants/model.json")
    bytes[bytes.count / 3] ^= 4
    try bench.bench.write("models/plants/model.json", bytes)
    try bench.expectRefused(
      "run", ["models/plants/model.json' is corrupt or of another model: its SHA-256 is"])
    #expect(!bench.bench.exists("results/plot"))
  }

  @Test func `a run with a model of a newer version is refused with both versions`() throws {
    let bench = try bench()
    let card = String(decoding: try bench.bench.bytes("models/plants/card.yaml"), as: UTF8.self)
    #expect(card.contains("version: 1\n"))
    try bench.bench.write(
      "models/plants/card.yaml", card.replacing("version: 1\n", with: "version: 9\n").utf8)
    try bench.expectRefused("run", ["was made for version 9 of the format, this build reads up to 1"])
  }

  @Test func `a run whose legend is not the model's is refused with the class`() throws {
    var job = LearnedJob()
    job.legend = ["soil", "crop", "thistle"]
    let bench = try bench(job)
    try bench.expectRefused("run", ["class 2 is 'weed' in model 'plants', but 'thistle' in the legend"])
    job.legend = ["soil", "crop"]
    try bench.write(job)
    try bench.expectRefused("run", ["model 'plants' has class 2 'weed'", "has no class 2"])
    #expect(!bench.bench.exists("results/plot"))
  }

  @Test func `a flight without the model's bands is refused with both lists`() throws {
    let bench = try bench()
    var mosaic = LearnedBench.mosaic
    mosaic.roles = [.red, .green]
    try mosaic.write(to: bench.bench.path("flights/plot.tif"), value: LearnedBench.sample)
    var job = LearnedJob()
    job.report = "[]"
    try bench.write(job)
    try bench.expectRefused(
      "run", ["model 'plants' reads nir, but flight 'plot' has green, red"])
  }

  @Test func `a flight of another scale is refused with both scales`() throws {
    var job = LearnedJob()
    job.sensor = "{scale: counts}"
    let bench = try bench(job)
    try bench.expectRefused(
      "run", ["model 'plants' was trained on reflectance, but", "of flight 'plot' is counts (uint16)"])
  }

  @Test func `a flight of other pixels is refused with their sizes`() throws {
    let bench = try bench()
    var mosaic = LearnedBench.mosaic
    mosaic.transform = GeoTransform(
      originX: 500_000, columnX: 0.16, rowX: 0, originY: 5_300_000, columnY: 0, rowY: -0.16)
    try mosaic.write(to: bench.bench.path("flights/plot.tif"), value: LearnedBench.sample)
    try bench.expectRefused("run", ["model 'plants' takes pixels of", "but those of flight 'plot' are 16"])
  }

  @Test func `a class whose labels lie in one block is refused by its name`() throws {
    let bench = try LearnedBench()
    try bench.writeTruth("truth.tif", size: LearnedBench.mosaic.size) { column, row in
      let code = LearnedBench.truth(column, row)
      return code == 2 && (column >= 30 || row >= 30) ? 0 : code
    }
    try bench.expectRefused("train", ["all labels of class 'weed' lie in one block"])
    #expect(!bench.bench.exists("models"))
  }

  @Test func `a class that some folds lack is named, and training goes on`() throws {
    let bench = try LearnedBench()
    try bench.writeTruth("truth.tif", size: LearnedBench.mosaic.size) { column, row in
      let code = LearnedBench.truth(column, row)
      return code == 2 && (column >= 60 || row >= 30) ? 255 : code
    }
    let ending = try bench.train()
    #expect(ending.errors.contains("class 'weed' is missing in 1 of 3 folds"), "\(ending.errors)")
  }

  @Test func `a class without any label is named and left out`() throws {
    let bench = try LearnedBench()
    try bench.writeTruth("truth.tif", size: LearnedBench.mosaic.size) { column, row in
      let code = LearnedBench.truth(column, row)
      return code == 2 ? 255 : code
    }
    let ending = try bench.train()
    #expect(ending.errors.contains("class 'weed' has no labels, so the model will not know it"))
    #expect(try bench.furrow(["run", "job.yaml"]).code == 0)
    let mask = try DemoRun.classes(bench.bench.url.appendingPathComponent("results/plot/mask.tif"))
    #expect(Set(mask) == [0, 1])
  }

  @Test func `labels of one class, none at all, or beside the mosaic are refused`() throws {
    let bench = try LearnedBench()
    try bench.writeTruth("truth.tif", size: LearnedBench.mosaic.size) { _, _ in 1 }
    try bench.expectRefused("train", ["only class 'crop' has labels, and a model needs two at least"])
    try bench.writeTruth("truth.tif", size: LearnedBench.mosaic.size) { _, _ in 255 }
    try bench.expectRefused("train", ["no pixel has a label"])
    #expect(!bench.bench.exists("models"))
  }

  @Test func `a gate that keeps a class out, and a mosaic without a band, are refused`() throws {
    var job = LearnedJob()
    job.gate = "ndvi > 0.99"
    let bench = try LearnedBench(job)
    try bench.expectRefused("train", ["the gate 'ndvi > 0.99' keeps out every labelled pixel of class"])
    (job.gate, job.features) = (nil, "[\"0.5\"]")
    try bench.write(job)
    try bench.expectRefused("train", ["neither the gate nor any feature reads a band"])
    job = LearnedJob()
    job.features = "[red, rededge]"
    try bench.write(job)
    try bench.expectRefused("train", ["flights/plot.tif", "has no band 'rededge', which the features read"])
  }

  @Test func `what stands in the model's place and is none is not touched`() throws {
    let bench = try LearnedBench()
    try FileManager.default.createDirectory(
      atPath: bench.bench.path("models/plants"), withIntermediateDirectories: true)
    try bench.bench.write("models/plants/own.txt", [1, 2, 3])
    try bench.expectRefused("train", ["models/plants", "it is no model's folder"])
    #expect(bench.bench.listing("models") == ["plants", "plants/own.txt"])
  }

  /// Enough work to be killed in the middle.
  private static var long: LearnedJob {
    var job = LearnedJob()
    job.forest = "{rounds: 150, depth: 6, early_stopping: 0}"
    job.perClass = 3000
    return job
  }

  private static let undisturbed = Result { () -> [String: [UInt8]] in
    let bench = try LearnedBench(long)
    try bench.train()
    return try bench.model()
  }

  @Test(arguments: [
    "drawing samples", "growing the forest without fold 2", "growing the final forest", "judging whole masks",
  ]) func `training that is killed leaves no model, and the next call gives the same bytes`(
    step: String
  ) throws {
    let bench = try LearnedBench(Self.long)
    let running = try RunningFurrow(["train", bench.bench.path("job.yaml")], in: bench.bench)
    #expect(running.wait { running.errors.contains(step) })
    running.send(SIGKILL)
    #expect(running.wait().code == 128 + SIGKILL, "killed in time")
    #expect(!bench.bench.exists("models/plants/card.yaml"))
    try bench.train()
    let (found, expected) = (try bench.model(), try Self.undisturbed.get())
    #expect(Set(found.keys) == Set(expected.keys))
    #expect(expected.keys.filter { expected[$0] != found[$0] } == [])
    #expect(bench.bench.listing("models").allSatisfy { $0.hasPrefix("plants") && !$0.contains("partial") })
  }

  @Test(arguments: [(SIGTERM, "growing the forest without fold 1"), (SIGINT, "drawing samples")])
  func `training that is stopped says so and writes nothing`(signal: Int32, step: String) throws {
    let bench = try bench(Self.long)
    let before = try bench.model()
    let running = try RunningFurrow(["train", bench.bench.path("job.yaml")], in: bench.bench)
    #expect(running.wait { running.errors.contains(step) })
    running.send(signal)
    let ending = running.wait()
    #expect(ending.code == 128 + signal, "\(ending.errors)")
    #expect(ending.sentences.last?.hasSuffix("nothing was written") == true, "\(ending.errors)")
    #expect(ending.output.isEmpty)
    #expect(try bench.model() == before)
  }
}
