import Dispatch
import Grid
import Pixels
import Spectral
import TestSupport

@testable import Segmentation

/// Calibrated bands in memory.
struct BandScene: Sendable {
  var size: PixelSize
  var bands: [BandRole: [Float]]

  /// Blobs over noise, with holes that all bands share.
  init(size: PixelSize, missing: Double, _ generator: inout SeededGenerator) {
    let scene = FeatureScene(size: size, missing: missing, &generator)
    self.size = size
    bands = [.red: scene.planes[0].values, .nearInfrared: scene.planes[1].values]
    bands[.green] = zip(scene.planes[0].values, scene.planes[1].values).map { $0 * 0.5 + $1 * 0.25 }
  }

  /// One band that a picture's rows give.
  init(rows: [[Float]]) {
    size = PixelSize(width: rows.first?.count ?? 0, height: rows.count)
    bands = [.red: rows.flatMap { $0 }]
  }

  var mosaic: PixelWindow { PixelWindow(size) }

  /// Segments the windows of a tiling, some workers at a time.
  func mask(_ segmenter: ForestSegmenter, tiles: [PixelWindow]? = nil, workerCount: Int = 1) -> BandMask {
    let mask = BandMask(size: size)
    let tiles = tiles ?? [mosaic]
    DispatchQueue.concurrentPerform(iterations: workerCount) { worker in
      let own = segmenter.makeTileSegmenter()
      let rows = BandRows(self, roles: segmenter.roles)
      for number in stride(from: worker, to: tiles.count, by: workerCount) {
        let core = tiles[number]
        let offset = core.rows.lowerBound * size.width + core.columns.lowerBound
        own.segment(
          core, of: mosaic, from: rows,
          into: TileTarget(
            classes: mask.classes + offset, confidence: mask.confidence + offset, stride: size.width
          ) { row, _, _, indices in
            for index in 0..<mask.indexCount(segmenter) {
              (mask.index + row * size.width + core.columns.lowerBound)
                .update(from: indices[index], count: core.width)
            }
          })
      }
    }
    return mask
  }

  /// The probabilities of a stack over a core.
  func probabilities(_ stack: ForestStack, core: PixelWindow? = nil) -> [[Float]] {
    let core = core ?? mosaic
    let tile = ForestStackTile(stack)
    tile.evaluate(core, of: mosaic, bands: planes(stack, core: core))
    return (0..<stack.classes.count).map { plane in
      Array(UnsafeBufferPointer(start: tile.probabilities[plane], count: core.pixelCount))
    }
  }

  /// The planes that a stack reads for a core.
  func planes(_ stack: ForestStack, core: PixelWindow) -> WindowPlanes {
    let planes = WindowPlanes(count: stack.roles.count)
    planes.move(to: ForestStackTile(stack).bandWindow(of: core, within: mosaic))
    for (number, role) in stack.roles.enumerated() {
      let values = cut(bands[role] ?? [], of: mosaic, to: planes.window)
      planes[number].update(from: values, count: values.count)
    }
    return planes
  }

  /// Cuts the mosaic at random columns and rows, in random order.
  func randomTiles(_ generator: inout SeededGenerator) -> [PixelWindow] {
    func cuts(_ extent: Int) -> [Range<Int>] {
      let count = Int.random(in: 0...5, using: &generator)
      let inner = (0..<count).map { _ in Int.random(in: 1..<extent, using: &generator) }
      let edges = Set(inner + [0, extent]).sorted()
      return zip(edges, edges.dropFirst()).map { $0..<$1 }
    }
    let (rows, columns) = (cuts(size.height), cuts(size.width))
    return rows.flatMap { rows in columns.map { PixelWindow(columns: $0, rows: rows) } }
      .shuffled(using: &generator)
  }
}

/// A mask that workers write side by side; sendable since tiles do not overlap.
final class BandMask: @unchecked Sendable {
  let classes: UnsafeMutablePointer<ClassCode>
  let confidence: UnsafeMutablePointer<UInt8>
  /// The first index that is handed out.
  let index: UnsafeMutablePointer<Float>
  private let count: Int

  init(size: PixelSize) {
    count = size.pixelCount
    classes = .allocate(capacity: count)
    classes.initialize(repeating: 77, count: count)
    confidence = .allocate(capacity: count)
    confidence.initialize(repeating: 177, count: count)
    index = .allocate(capacity: count)
    index.initialize(repeating: -77, count: count)
  }

  deinit {
    classes.deallocate()
    confidence.deallocate()
    index.deallocate()
  }

  func indexCount(_ segmenter: ForestSegmenter) -> Int { segmenter.indices == nil ? 0 : 1 }

  var codes: [ClassCode] { Array(UnsafeBufferPointer(start: classes, count: count)) }
  var percents: [UInt8] { Array(UnsafeBufferPointer(start: confidence, count: count)) }
  var indexBits: [UInt32] { UnsafeBufferPointer(start: index, count: count).map(\.bitPattern) }
}

/// One worker's rows of a scene in memory.
private final class BandRows: CalibratedRows {
  private let scene: BandScene
  private let roles: [BandRole]

  init(_ scene: BandScene, roles: [BandRole]) { (self.scene, self.roles) = (scene, roles) }

  func read(
    row: Int, columns: Range<Int>, into planes: UnsafePointer<UnsafeMutablePointer<Float>>
  ) -> RowValidity {
    var validity = RowValidity()
    for (plane, role) in roles.enumerated() {
      let values = scene.bands[role] ?? []
      for column in columns {
        let value = values[row * scene.size.width + column]
        planes[plane][column - columns.lowerBound] = value
        if plane == 0 { if value.isNaN { validity.nodata += 1 } else { validity.valid += 1 } }
      }
    }
    return validity
  }
}

/// Stacks drawn by chance.
struct StackDraw {
  var gate: String?
  var features = ["red", "nir", "red - nir", "gaussian(red, 2)", "red / nir"]
  var context: [String] = []
  var classes: [ClassCode] = [0, 3, 7]
  var outside: [Float] = [0.75, 0.125, 0.125]

  func stack(_ generator: inout SeededGenerator) throws -> ForestStack {
    var draw = ForestDraw()
    draw.classes = classes.count
    draw.trees = 4 * classes.count
    var layers: [ForestStack.Layer] = []
    for texts in context.isEmpty ? [features] : [features, context] {
      draw.features = layers.reduce(texts.count) { $0 + $1.features.count }
      layers.append(.init(features: try texts.map(expression), forest: draw.forest(&generator)))
    }
    return try ForestStack(
      gate: gate.map(expression), layers: layers, classes: classes, outside: outside,
      pixelSideMetres: 0.01)
  }
}

/// An expression's text, read.
func expression(_ text: String) throws -> Expression { try Expression(parsing: text) }
