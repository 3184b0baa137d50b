import FieldStatistics
import Grid
import Pixels
import Segmentation
import Simulation
import Spectral
import Stitching
import Synchronization
import Testing

@testable import Batch

/// How a run cuts its work.
struct SeamCut {
  var tileSize: Int
  var workerCount: Int
  /// The blocks that the mosaic claims to be stored in.
  var block = PixelSize(width: 256, height: 256)
}

/// A small farm and rules with every filter and every cleaning step.
struct SeamScene {
  let source: SceneSource
  let coverages: [FieldCoverage]
  /// The width of the widest filter; that of some seeds exceeds a tile.
  let sigma: Double

  init(seed: Int) throws {
    let isWide = seed.isMultiple(of: 3)
    var parameters = SceneParameters(
      seed: UInt64(seed),
      size: isWide ? PixelSize(width: 1230, height: 250) : PixelSize(width: 391, height: 340),
      pixelSizeMetres: 0.03)
    parameters.blockAngleDegrees = isWide ? 1 : 7
    parameters.fieldSideMetres = 3.7
    parameters.trackWidthMetres = 0.3
    parameters.headlandMetres = 0.2
    parameters.trialPlotLimit = 2
    parameters.weedsPerSquareMetre = 4
    parameters.focusSpacingMetres = 2
    parameters.focusChance = 0.7
    parameters.frameSideMetres = 3
    let scene = try FarmScene(parameters: parameters)
    source = SceneSource(scene: scene, sensor: .redEdgeM)
    coverages = try scene.fields.map { try FieldCoverage(field: scene.field($0), mosaic: scene.size) }
    sigma = seed.isMultiple(of: 5) ? 25 : 1.3
  }

  /// The plan of a run.
  func plan(_ cut: SeamCut) throws -> FlightPlan {
    let mosaic = source.mosaic
    let bands = try BandResolver.resolve(mosaic: mosaic)
    let calibration = try MosaicCalibration.resolve(
      mosaic: mosaic, bands: bands, request: .reflectance(scale: 1 / 32768, offset: 0))
    let segmenter = try segmenter()
    return FlightPlan(
      source: ReblockedSource(base: source, block: cut.block),
      bandNumbers: segmenter.roles.compactMap { bands.bandNumber[$0] },
      calibrator: BandCalibrator(
        mosaic: mosaic, bands: bands, roles: segmenter.roles, calibration: calibration),
      segmenter: segmenter, indexNames: ["ndvi", "ndre"],
      pictureBands: [BandRole.red, .green, .blue].compactMap { segmenter.roles.firstIndex(of: $0) },
      layerIndices: [1], writesConfidence: true, coverages: coverages, tileSize: cut.tileSize,
      workerCount: cut.workerCount)
  }

  /// Runs the pipeline and collects what comes out.
  func outcome(_ cut: SeamCut, store: any StripStore = MemoryStripStore()) throws -> SeamOutcome {
    let assembly = SeamAssembly(try plan(cut), legend: try FarmScene.legend())
    try FlightPipeline(assembly.plan).run(store: store, layers: assembly.layers) { try assembly.consume($0) }
    return try assembly.outcome()
  }

  private func segmenter() throws -> RuleSegmenter {
    func expression(_ text: String) throws -> Expression {
      try IndexCatalogue.standard.expand(IndexCatalogue.standard.parse(text))
    }
    let rules: [(ClassCode, String)] = [
      (3, "gaussian(exg, 1) > 0.2 and median(ndre, 5) < 0.27 and gaussian(ndvi, \(sigma)) > 0.3"),
      (2, "median(exg, 3) > 0.2 and mean(ndre, 3) < 0.25"),
      (1, "exg > 0.2 and gaussian(ndvi, 0.8) > 0.4"),
    ]
    return try RuleSegmenter(
      rules: rules.map { RuleSegmenter.Rule(code: $0.0, condition: try expression($0.1)) }, otherwise: 0,
      indices: [try expression("ndvi"), try expression("ndre")], picture: [.red, .green, .blue],
      certainty: try expression("min(1, abs(gaussian(exg, 1)))"),
      cleaning: ClassFilterChain([
        MajorityFilter(size: 3), MorphologicalFilter(.open, code: 2, background: 0, radius: 1),
        MorphologicalFilter(.close, code: 1, background: 0, radius: 2),
      ]), pixelSideMetres: 0.03)
  }
}

/// Cleaning that follows whole patches.
let seamComponents: [ComponentRule] = [
  .sieve(belowPixels: 6, background: 0),
  ComponentRule(.relabel(from: 3, to: 2, size: .below(40))),
  ComponentRule(.fillHoles(background: 0, belowPixels: 30), connectivity: .four),
]

/// The second half of a run with its outputs in memory.
///
/// Sendable because the pipeline hands on one strip at a time.
private final class SeamAssembly: @unchecked Sendable {
  let plan: FlightPlan
  private let mask = MemoryRows()
  /// Confidence and an index in tiles that fit neither to strips nor to one another.
  let layers: [MemoryTiles]
  private let patches = MemoryPatches()
  private let assembly: MaskAssembly

  init(_ plan: FlightPlan, legend: Legend) {
    self.plan = plan
    layers = [
      MemoryTiles(size: plan.size, tileSide: 96, sampleBytes: 1),
      MemoryTiles(size: plan.size, tileSide: 160, sampleBytes: 4),
    ]
    let patches = patches
    assembly = MaskAssembly(
      plan: plan, legend: legend, components: seamComponents, mask: mask, patch: { patches.all.append($0) })
  }

  func consume(_ strip: SealedStrip) throws { try assembly.consume(strip) }

  func outcome() throws -> SeamOutcome {
    let findings = try assembly.finish()
    return SeamOutcome(
      mask: mask.bytes, layers: layers.map(\.bytes), patches: patches.all, findings: findings)
  }
}

/// A raster in memory.
final class MemoryRows: RowSink {
  private(set) var bytes: [UInt8] = []

  func append(row: UnsafeRawBufferPointer) { bytes.append(contentsOf: row) }

  func finish() {}
}

/// A raster in memory that comes in tiles; a receipt is the tile itself.
final class MemoryTiles: PortableTileSink, AdoptingTileSink {
  let tileSide: Int
  let sampleBytes: Int
  private let plan: TilePlan
  private let samples: Mutex<[UInt8?]>

  init(size: PixelSize, tileSide: Int, sampleBytes: Int) {
    self.tileSide = tileSide
    self.sampleBytes = sampleBytes
    plan = TilePlan(mosaic: size, tileSize: tileSide)
    samples = Mutex(Array(repeating: nil, count: size.pixelCount * sampleBytes))
  }

  /// All samples; none may be missing.
  var bytes: [UInt8] { samples.withLock { samples in samples.compactMap(\.self) } }

  func fillWithNodata(_ samples: UnsafeMutableRawBufferPointer) {
    _ = samples.initializeMemory(as: UInt8.self, repeating: 255)
  }

  var levels: TileLevels { TileLevels(size: plan.mosaic, side: tileSide, limit: 1) }

  func stored(_ tile: TileLevels.Tile) -> [UInt8] {
    let window = plan.window(row: tile.row, column: tile.column)
    return samples.withLock { samples in
      var bytes = [UInt8](repeating: 255, count: tileSide * tileSide * sampleBytes)
      for (line, y) in window.rows.enumerated() {
        let source = (y * plan.mosaic.width + window.columns.lowerBound) * sampleBytes
        for place in 0..<window.width * sampleBytes {
          bytes[line * tileSide * sampleBytes + place] = samples[source + place] ?? 0
        }
      }
      return bytes
    }
  }

  func adopt(_ stored: [UInt8], _ tile: TileLevels.Tile) {
    restore(stored, row: tile.row, column: tile.column)
  }

  func take(_ tile: UnsafeRawPointer, row: Int, column: Int) -> [UInt8] {
    let bytes = [UInt8](UnsafeRawBufferPointer(start: tile, count: tileSide * tileSide * sampleBytes))
    restore(bytes, row: row, column: column)
    return bytes
  }

  func holds(_ receipt: [UInt8]) -> Bool { receipt.count == tileSide * tileSide * sampleBytes }

  func restore(_ receipt: [UInt8], row: Int, column: Int) {
    let window = plan.window(row: row, column: column)
    let isNew = samples.withLock { samples in
      var isNew = true
      for (line, y) in window.rows.enumerated() {
        let source = line * tileSide * sampleBytes
        let target = (y * plan.mosaic.width + window.columns.lowerBound) * sampleBytes
        for place in 0..<window.width * sampleBytes {
          isNew = isNew && samples[target + place] == nil
          samples[target + place] = receipt[source + place]
        }
      }
      return isNew
    }
    #expect(isNew, "a sample comes once")
  }

  func synchronize() {}

  func finish() {}
}

/// Patches in the order in which they came.
final class MemoryPatches {
  var all: [Patch] = []
}

/// A mosaic that claims other blocks than it has.
private struct ReblockedSource: TileSource {
  let base: SceneSource
  let block: PixelSize

  var mosaic: MosaicDescription {
    var mosaic = base.mosaic
    mosaic.blockSize = block
    return mosaic
  }

  func makeReader() throws -> any TileReader { try base.makeReader() }
}
