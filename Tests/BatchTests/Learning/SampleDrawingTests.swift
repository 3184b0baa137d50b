import Foundation
import Grid
import Learning
import Pixels
import TestSupport
import Testing

@testable import Batch

/// What is drawn to learn from.
@Suite struct SampleDrawingTests {
  /// A scene whose first band is the column and whose second is the row, with
  /// classes in patches and some pixels without a label.
  private static let places = Result { () -> LearningBench in
    let bench = try LearningBench()
    let size = PixelSize(width: 210, height: 170)
    try bench.writeMosaic("places.tif", size: size) { band, column, row in Float(band == 0 ? column : row) }
    try bench.writeLabels("places.labels.tif", size: size) { column, row in
      let hash = SampleHash(seed: 4).adding(column / 7).adding(row / 5)
      return hash.unit < 0.1 ? .nodata : ClassCode(hash.adding(1).unit * 3)
    }
    return bench
  }

  private static func train(
    folds: String = "{side: 40 px, count: 4, buffer: 9 px}", features: String = "[red, green]",
    augmentation: String = "{copies: 0}", perClass: Int = 3000, scene: String = "places"
  ) -> String {
    """
    scenes: [{mosaic: \(scene).tif, labels: [{file: \(scene).labels.tif}]}]
    folds: \(folds)
    features: \(features)
    augmentation: \(augmentation)
    samples: {per_class: \(perClass)}
    """
  }

  private static let varied = """
    {copies: 2, gain: 0.1, gamma: 0.1, white_balance: 0.05, gradient: 0.1, shadow: 0.5, blur: 1, \
    noise: 0.01, scale: 0.1, rotation: true, flip: true}
    """

  @Test func `threads leave no trace`() throws {
    let bench = try Self.places.get()
    let train = Self.train(features: "[red, green, \"gaussian(red, 3)\"]", augmentation: Self.varied)
    let one = try bench.run(train, threads: 1)
    let four = try bench.run(train, threads: 4)
    let (first, second) = (try one.samples(of: one.scenes()), try four.samples(of: four.scenes()))
    #expect(first.samples.lines == second.samples.lines)
    #expect(first.samples.count > 15_000)
    #expect(first.ground.counts.open == second.ground.counts.open)
    #expect(Set(first.samples.blocks.map { first.ground.folds.foldOfBlock[$0] }).count == 4)
  }

  @Test func `how a scene is cut up leaves no trace`() throws {
    let bench = try Self.places.get()
    let run = try bench.run(Self.train(features: "[red, green, \"gaussian(green, 3)\"]"))
    let scene = try run.scenes()[0]
    func positions(_ blocks: BlockMap) throws -> [[Float]] {
      var scene = scene
      scene.blocks = blocks
      let samples = try run.samples(of: [scene]).samples
      return (0..<samples.count).map { row in (0..<3).map { samples.feature($0, ofRow: row) } }
        .sorted { ($0[1], $0[0]) < ($1[1], $1[0]) }
    }
    let first = try positions(.grid(side: 40, columnCount: 6))
    #expect(first.count > 5000)
    #expect(try first == positions(.grid(side: 23, columnCount: 10)))
    #expect(try first == positions(.grid(side: 110, columnCount: 2)))
  }

  @Test func `another seed draws other pixels, about as many as wanted`() throws {
    let bench = try Self.places.get()
    func samples(_ seed: Int) throws -> Samples {
      let run = try bench.run(Self.train(perClass: 1000) + "\nseed: \(seed)")
      return try run.samples(of: run.scenes()).samples
    }
    let first = try samples(1)
    #expect(try first.lines == samples(1).lines)
    #expect(try first.lines != samples(2).lines)
    #expect(first.counts(classCount: 3).allSatisfy { (850...1150).contains($0) })
  }

  @Test(arguments: 0..<12) func `training pixels stay a buffer away from blocks that judge`(seed: Int) throws
  {
    var generator = SeededGenerator(seed: seed)
    let bench = try Self.places.get()
    let side = Int.random(in: 12...60, using: &generator)
    // Some buffers are wider than a block, and blocks at the edges are cut.
    let buffer = Int.random(in: 1...(seed % 4 == 0 ? 20 : 11), using: &generator)
    let run = try bench.run(
      Self.train(folds: "{side: \(side) px, count: 3, buffer: \(buffer) px, seed: \(seed)}", perClass: 400))
    let (samples, ground) = try run.samples(of: run.scenes())
    let blocks = ground.scenes[0].blocks
    for fold in 0..<3 {
      let seen = samples.seen(without: fold, of: ground.folds)
      var kept = Set((0..<seen.count).map { [seen.feature(0, ofRow: $0), seen.feature(1, ofRow: $0)] })
      for sample in 0..<samples.count {
        let place = [samples.feature(0, ofRow: sample), samples.feature(1, ofRow: sample)]
        let (column, row) = (Int(place[0]), Int(place[1]))
        var isNear = false
        for y in max(0, row - buffer)...min(169, row + buffer) where !isNear {
          for x in max(0, column - buffer)...min(209, column + buffer) where !isNear {
            let block = try #require(blocks.block(row: y, column: x))
            isNear = ground.folds.foldOfBlock[BlockID(scene: 0, number: block)] == fold
          }
        }
        #expect((kept.remove(place) != nil) == !isNear, "\(column), \(row)")
      }
      #expect(kept.isEmpty)
    }
  }

  @Test func `turned copies carry the label and the block of the pixel they show`() throws {
    let bench = try Self.places.get()
    let augmentation = """
      {copies: 3, gain: 0, gamma: 0, white_balance: 0, gradient: 0, shadow: 0, blur: 0, noise: 0, \
      scale: 0.2, rotation: true, flip: true}
      """
    let run = try bench.run(Self.train(augmentation: augmentation))
    let (samples, ground) = try run.samples(of: run.scenes())
    let scene = ground.scenes[0]
    let reader = try SceneReader(scene, roles: run.learning.roles)
    let labels = try reader.readLabels(PixelWindow(scene.size))
    var turned = 0
    for sample in 0..<samples.count {
      // The bands say which place of the mosaic a pixel shows.
      let (x, y) = (samples.feature(0, ofRow: sample) + 0.5, samples.feature(1, ofRow: sample) + 0.5)
      let isWhole = x - 0.5 == (x - 0.5).rounded() && y - 0.5 == (y - 0.5).rounded()
      turned += isWhole ? 0 : 1
      let margins = [x, y].map { abs($0 - $0.rounded()) }
      guard isWhole || margins.allSatisfy({ $0 > 1e-3 }) else { continue }
      let (column, row) = (Int(x), Int(y))
      #expect(ground.classes[Int(samples.labels[sample])] == labels[row * 210 + column])
      #expect(samples.blocks[sample].number == scene.blocks.block(row: row, column: column))
    }
    #expect(turned > 10_000)
  }

  @Test func `copies whose light alone changes stay in place and keep nodata`() throws {
    let bench = try LearningBench()
    let size = PixelSize(width: 90, height: 80)
    try bench.writeMosaic("holes.tif", size: size) { band, column, row in
      (column / 5 + row / 5) % 4 == 0 ? .nan : Float(band == 0 ? 2 : 5)
    }
    try bench.writeLabels("holes.labels.tif", size: size) { column, row in
      ClassCode(SampleHash(seed: 1).adding(column).adding(row).unit * 3)
    }
    let augmentation = """
      {copies: 2, gain: 0.2, gamma: 0.2, white_balance: 0, gradient: 0, shadow: 0, blur: 0, noise: 0.001, \
      scale: 0, rotation: false, flip: false}
      """
    let run = try bench.run(
      Self.train(
        folds: "{side: 20 px, count: 2, buffer: 0 px}", augmentation: augmentation, scene: "holes"))
    let (samples, ground) = try run.samples(of: run.scenes())
    let valid = ground.counts.all.values.reduce(0) { $0 + $1.reduce(0, +) }
    #expect(valid == 90 * 80 * 3 / 4)
    // Every valid pixel three times, changed twice, and no pixel without a value.
    #expect(samples.count == 3 * valid)
    #expect((0..<samples.count).allSatisfy { (1...10).contains(samples.feature(0, ofRow: $0)) })
    #expect((0..<samples.count).count { samples.feature(0, ofRow: $0) == 2 } == valid)
  }

  @Test func `turned tiles at the mosaic's first pixels see objects on all sides`() throws {
    let bench = try LearningBench()
    let size = PixelSize(width: 300, height: 300)
    try bench.writeMosaic("full.tif", size: size) { _, _, _ in 1 }
    try bench.writeLabels("full.labels.tif", size: size) { column, row in
      column < 150 && row < 150 ? ClassCode((column + row) % 3) : ClassCode((column + 2 * row) % 3)
    }
    let augmentation = """
      {copies: 4, gain: 0, gamma: 0, white_balance: 0, gradient: 0, shadow: 0, blur: 0, noise: 0, \
      scale: 0, rotation: true, flip: true}
      """
    let run = try bench.run(
      Self.train(
        folds: "{side: 150 px, count: 2, buffer: 0 px}",
        features: "[\"minimum(object_area(red > 0, 16), 6)\", \"gaussian(red, 25)\"]",
        augmentation: augmentation, perClass: 2000, scene: "full"))
    let samples = try run.samples(of: run.scenes()).samples
    #expect(samples.count > 8000)
    #expect((0..<samples.count).allSatisfy { samples.feature(0, ofRow: $0) > 100 })
    #expect((0..<samples.count).allSatisfy { abs(samples.feature(1, ofRow: $0) - 1) < 1e-5 })
  }

  @Test func `a fold that leaves nothing to learn from is told`() throws {
    let bench = try Self.places.get()
    let run = try bench.run(
      Self.train(folds: "{side: 110 px, count: 2, buffer: 200 px}", perClass: 300) + "\nforest: {rounds: 3}")
    #expect(throws: TrainingError.nothingOutsideFold(1, of: 2)) { try run.run() }
  }
}
