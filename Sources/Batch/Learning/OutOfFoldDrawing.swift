import Grid
import Learning
import Pixels
import Segmentation

/// Labelled pixels, drawn evenly whatever their class, with the smoothed
/// probabilities of the model that has not seen their block.
struct OutOfFoldPixels: Sendable {
  /// The probability of each class, pixel after pixel.
  var probabilities: [Float] = []
  /// The place of the true class.
  var labels: [UInt8] = []
  /// Where each pixel lies.
  var blocks: [BlockID] = []
  /// Whether the gate lets each pixel through.
  var isOpen: [Bool] = []

  mutating func append(_ other: OutOfFoldPixels) {
    probabilities.append(contentsOf: other.probabilities)
    labels.append(contentsOf: other.labels)
    blocks.append(contentsOf: other.blocks)
    isOpen.append(contentsOf: other.isOpen)
  }
}

/// Draws pixels to tune decisions with.
struct OutOfFoldDrawing {
  let tiles: SceneTiles
  let classes: [ClassCode]
  /// The finished stack of each fold, or the only one.
  let stacks: [ForestStack]
  /// Which stack decides which block; `nil` where the only one decides all.
  let folds: FoldPlan?
  /// The sigma in pixels by which probabilities are smoothed; 0 for none.
  let smoothing: Double
  /// The share of labelled pixels that is drawn.
  let rate: Double
  let seed: UInt64

  func draw(progress: @escaping @Sendable (Int) -> Void = { _ in }) throws -> OutOfFoldPixels {
    let (scenes, classes, stacks, folds) = (tiles.scenes, classes, stacks, folds)
    let filter = smoothing > 0 ? GaussianFilter(sigma: smoothing) : nil
    let hash = SampleHash(seed: seed).adding(-7)
    let rate = rate
    let found = try tiles.map(makeTools: { SceneTools(stacks: stacks) }, progress: progress) { tile, tools in
      let reader = try tools.reader(of: tile.scene, in: scenes)
      let labels = try reader.readLabels(tile.core)
      var chosen: [Int: [(place: Int, block: BlockID, row: Int, column: Int)]] = [:]
      let tileHash = hash.adding(tile.scene)
      tools.forEachLabel(labels, in: tile, of: reader.scene, classes: classes) { place, block, row, column in
        guard let fold = folds.map({ $0.foldOfBlock[block] }) ?? 0,
          tileHash.adding(row).adding(column).unit < rate
        else { return }
        chosen[fold, default: []].append((place, block, row, column))
      }
      guard !chosen.isEmpty else { return OutOfFoldPixels() }
      let mosaic = PixelWindow(reader.scene.size)
      let window = tile.core.expanded(by: filter?.reach ?? 0, within: mosaic)
      try reader.readBands(tools.bandWindow(of: window, within: mosaic), into: tools.bands)
      var pixels = OutOfFoldPixels()
      for (fold, places) in chosen.sorted(by: { $0.key < $1.key }) {
        let stack = tools.stack(fold)
        stack.evaluate(window, of: mosaic, bands: tools.bands)
        let smoothed = stack.probabilities.smoothed(by: filter)
        for pixel in places {
          let index = smoothed.index(row: pixel.row, column: pixel.column)
          guard !smoothed[0][index].isNaN else { continue }
          for plane in classes.indices { pixels.probabilities.append(smoothed[plane][index]) }
          pixels.labels.append(UInt8(pixel.place))
          pixels.blocks.append(pixel.block)
          pixels.isOpen.append(stack.isOpen(row: pixel.row, column: pixel.column))
        }
      }
      return pixels
    }
    return found.reduce(into: OutOfFoldPixels()) { $0.append($1) }
  }
}
