import FieldStatistics
import Grid
import Pixels
import Simulation
import Stitching
import TestSupport
import Testing

@testable import Batch

/// Results do not know into which shards a mosaic was cut.
@Suite struct ShardSeamTests {
  @Test(arguments: 1...14)
  func `shards leave no trace`(seed: Int) throws {
    var random = SeededGenerator(seed: 900 + seed)
    let run = try ShardedScene(seed: seed, random: &random)
    let height = run.scene.source.mosaic.size.height
    let whole = try run.undivided()
    #expect(Set(whole.mask).count >= 2)
    #expect(whole.findings.classes.count > 5)
    for count in [1, 2, 3, 4, 7].shuffled(using: &random).prefix(3) {
      let places = stride(from: ShardedScene.step, to: height, by: ShardedScene.step)
      let borders = places.shuffled(using: &random).prefix(count - 1).sorted()
      let shards = zip([0] + borders, borders + [height]).map { $0..<$1 }
      let cut = SeamCut(
        tileSize: [64, 128, 192, 512].randomElement(using: &random) ?? 64,
        workerCount: .random(in: 1...4, using: &random))
      try run.outcome(cut, shards: shards).expectEqual(whole, "\(cut) \(shards)")
    }
  }

  @Test func `the shards of a size cover a flight in whole steps`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      let size = PixelSize(width: 100, height: .random(in: 1...20_000, using: &random))
      let wanted = Int.random(in: 1...50, using: &random)
      for shards in [
        ShardSize.count(wanted).rows(of: size, totalPixels: size.pixelCount),
        ShardSize.rows(wanted * 100).rows(of: size, totalPixels: size.pixelCount),
      ] {
        #expect(
          shards.flatMap { [$0.lowerBound, $0.upperBound] }.dropFirst().dropLast().allSatisfy {
            $0 % 512 == 0
          })
        #expect(shards.first?.lowerBound == 0)
        #expect(shards.last?.upperBound == size.height)
        #expect(zip(shards, shards.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        #expect(shards.allSatisfy { !$0.isEmpty })
      }
      let rows = ShardSize.rows(wanted * 100).rows(of: size, totalPixels: size.pixelCount)
      #expect(rows.allSatisfy { $0.count <= (wanted * 100 + 511) / 512 * 512 })
    }
  }
}

/// A scene with rules on components and fields of its own, in shards.
struct ShardedScene {
  /// Shards begin at multiples of the rasters' tile sides.
  static let step = 32

  let scene: SeamScene
  private let components: [ComponentRule]
  private let coverages: [FieldCoverage]

  init(seed: Int, random: inout SeededGenerator) throws {
    scene = try SeamScene(seed: seed)
    let limit = [3, 6, 25, 120, 700].randomElement(using: &random) ?? 6
    let all: [ComponentRule] = [
      .sieve(belowPixels: limit, background: 0),
      .sieve(belowPixels: limit * 2, classes: [1], background: 0, connectivity: .four),
      ComponentRule(.relabel(from: 3, to: 2, size: .below(limit * 4))),
      ComponentRule(.relabel(from: 1, to: 3, size: .atLeast(limit * 40))),
      ComponentRule(.fillHoles(background: 0, belowPixels: limit * 3), connectivity: .four),
    ]
    components = Array(all.shuffled(using: &random).prefix(.random(in: 0...4, using: &random)))
    coverages = scene.coverages + (try Self.fields(on: scene.source.mosaic.size, random: &random))
  }

  /// A field over all rows, and a slanted one.
  private static func fields(
    on size: PixelSize, random: inout SeededGenerator
  ) throws -> [FieldCoverage] {
    let (width, height) = (Double(size.width), Double(size.height))
    let slant = Double.random(in: 20...90, using: &random)
    let outlines: [[(Double, Double)]] = [
      [(width * 0.3, -5), (width * 0.4, -5), (width * 0.4, height + 5), (width * 0.3, height + 5)],
      [(10, 10), (width - 10, slant), (width - slant, height - 10), (slant, height - slant)],
    ]
    return try outlines.enumerated().map { number, corners in
      try FieldCoverage(
        field: Field(
          id: "extra \(number)",
          parts: [PixelPolygon(outer: corners.map { GridPoint(column: $0.0, row: $0.1) })],
          areaSquareMetres: 1, pixelAreaSquareMetres: 1), mosaic: size)
    }
  }

  /// Works through every shard on its own, in any order, and merges them.
  func outcome(_ cut: SeamCut, shards: [Range<Int>]) throws -> SeamOutcome {
    var plan = try scene.plan(cut)
    plan.coverages = coverages
    let legend = try FarmScene.legend()
    let made = try shards.reversed().map { try work($0, of: plan, legend: legend) }.reversed()
    let mask = Self.mask(plan.size)
    let layers = Self.layers(plan.size)
    let assembly = ShardAssembly(
      plan: plan, legend: legend, components: components, mask: mask, layers: layers,
      contents: BorderContents(shards) { made[made.index(made.startIndex, offsetBy: $0)] })
    for place in shards.indices { try assembly.append(place) }
    var patches: [Patch] = []
    let findings = try assembly.finish { patches.append($0) }
    return SeamOutcome(
      mask: mask.bytes, layers: layers.map(\.bytes), patches: patches, findings: findings)
  }

  /// What one run over the whole mosaic finds.
  func undivided() throws -> SeamOutcome {
    var plan = try scene.plan(SeamCut(tileSize: 2048, workerCount: 1))
    plan.coverages = coverages
    let (mask, patches) = (MemoryRows(), MemoryPatches())
    let layers = Self.layers(plan.size)
    let assembly = CollectedStrips()
    try FlightPipeline(plan).run(store: PassingStripStore(), layers: layers) { assembly.strips.append($0) }
    let second = MaskAssembly(
      plan: plan, legend: try FarmScene.legend(), components: components, mask: mask,
      patch: { patches.all.append($0) })
    for strip in assembly.strips { try second.consume(strip) }
    let findings = try second.finish()
    return SeamOutcome(
      mask: mask.bytes, layers: layers.map(\.bytes), patches: patches.all, findings: findings)
  }

  private func work(_ rows: Range<Int>, of plan: FlightPlan, legend: Legend) throws -> MemoryShard {
    var plan = plan
    plan.rows = rows
    let mask = Self.mask(plan.size)
    let layers = Self.layers(plan.size)
    let collected = CollectedStrips()
    try FlightPipeline(plan).run(store: PassingStripStore(), layers: layers) { collected.strips.append($0) }
    #expect(collected.strips.flatMap { Array($0.rows) } == Array(rows))
    let settling = ShardSettling(plan: plan, legend: legend, rules: components, mask: mask)
    var sums = ShardSums(plan, rows: rows)
    for strip in collected.strips {
      sums.add(strip)
      for row in strip.classes { try settling.push(row) }
    }
    let settled = try settling.finish()
    return MemoryShard(
      rows: rows, classes: collected.strips.flatMap(\.classes),
      madeSums: try ShardSums(decoding: sums.bytes, of: plan, rows: rows),
      madeSettled: try SettledRows(
        decoding: settled.bytes, of: plan, shard: rows, legend: legend, side: mask.tileSide),
      whole: settled.patches.whole, rasters: [mask] + layers, height: plan.size.height)
  }

  private static func mask(_ size: PixelSize) -> MemoryTiles {
    MemoryTiles(size: size, tileSide: 32, sampleBytes: 1)
  }

  private static func layers(_ size: PixelSize) -> [MemoryTiles] {
    [
      MemoryTiles(size: size, tileSide: 32, sampleBytes: 1),
      MemoryTiles(size: size, tileSide: 16, sampleBytes: 4),
    ]
  }
}

/// A shard in memory.
private struct MemoryShard: ShardContent {
  var rows: Range<Int>
  var classes: [ClassRow]
  var madeSums: ShardSums
  var madeSettled: SettledRows
  var whole: [Patch]
  var rasters: [MemoryTiles]
  var height: Int

  func sums() -> ShardSums { madeSums }
  func settled() -> SettledRows { madeSettled }
  func wholePatches() -> [Patch] { whole }

  func classRows(_ wanted: Range<Int>) -> [ClassRow] {
    Array(classes[wanted.lowerBound - rows.lowerBound..<wanted.upperBound - rows.lowerBound])
  }

  func stored(_ tile: Int, raster: Int) -> [UInt8] {
    let sink = rasters[raster]
    let tileRows = SettledRows.tileRows(
      in: raster == 0 ? madeSettled.rows : rows, height: height, side: sink.tileSide)
    return sink.stored(sink.levels.tiles(from: tileRows)[tile])
  }
}

/// Sendable because the pipeline hands on one strip at a time.
private final class CollectedStrips: @unchecked Sendable {
  var strips: [SealedStrip] = []
}
