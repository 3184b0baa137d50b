import Grid
import Learning
import Pixels
import Segmentation

/// Draws labelled pixels and works out their features.
///
/// Which pixels are drawn depends on the seed and on where they lie, not on
/// threads; how copies are changed depends on the tile besides.
struct SampleDrawing: Sendable {
  let tiles: SceneTiles
  let classes: [ClassCode]
  let rates: SampleRates
  let augmentation: Augmentation
  let seed: UInt64
  /// How far training pixels stay away from the ones that judge.
  let bufferPixels: Int
  /// Stacks whose last layer lacks its forest: one for all, or one for each fold.
  let stacks: [ForestStack]
  /// The fold of each block.
  let folds: FoldPlan

  /// Draws from every scene, and as many again for each changed copy.
  func draw(progress: @escaping @Sendable (Int) -> Void = { _ in }) throws -> Samples {
    let found = try tiles.map(makeTools: { SceneTools(stacks: stacks) }, progress: progress) { tile, tools in
      var samples = Samples(featureCount: stacks[0].featureCount)
      for copy in 0...augmentation.copies { try draw(copy, of: tile, with: tools, into: &samples) }
      return samples
    }
    return found.reduce(into: Samples(featureCount: stacks[0].featureCount)) { $0.append($1) }
  }

  /// A drawn pixel.
  private struct Pixel {
    var row: Int
    var column: Int
    var place: Int
    var block: BlockID
    /// The folds within reach of the buffer, a bit each.
    var near: UInt128

    func shifted(by distance: Int) -> Pixel {
      var pixel = self
      pixel.row += distance
      pixel.column += distance
      return pixel
    }
  }

  private func draw(
    _ copy: Int, of tile: SceneTiles.Tile, with tools: SceneTools, into samples: inout Samples
  ) throws {
    let reader = try tools.reader(of: tile.scene, in: tiles.scenes)
    let change = copy == 0 ? nil : change(copy, of: tile)
    let mosaic = PixelWindow(reader.scene.size)
    let turn = change?.turn(of: tile.core)
    let labels = try reader.readLabels(tile.core, turned: turn)
    let pixels = choose(labels, copy: copy, turn: turn, tile: tile, scene: reader.scene)
    guard !pixels.isEmpty else { return }
    let window =
      turn == nil
      ? tools.bandWindow(of: tile.core, within: mosaic)
      : tile.core.expanded(by: stacks.map(\.reach).max() ?? 0, within: .all)
    if let change {
      try reader.readBands(window, turned: turn, changed: change, into: tools.bands)
    } else {
      try reader.readBands(window, into: tools.bands)
    }
    guard turn != nil else {
      return evaluate(pixels, over: tile.core, of: mosaic, with: tools, into: &samples)
    }
    let shift = Self.shift(of: window)
    tools.bands.relocate(to: window.shifted(by: shift))
    evaluate(
      pixels.map { $0.shifted(by: shift) }, over: tile.core.shifted(by: shift), of: tools.bands.window,
      with: tools, into: &samples)
  }

  /// How far a turned tile is moved right and down so that it has no negative
  /// columns and rows, which mosaics do not have; whole cells, so that filters
  /// that work by cells see the same ones.
  private static func shift(of window: PixelWindow) -> Int {
    let least = min(window.columns.lowerBound, window.rows.lowerBound)
    let side = ObjectFilter.cellSide
    return least < 0 ? (side - 1 - least) / side * side : 0
  }

  private func change(_ copy: Int, of tile: SceneTiles.Tile) -> TileAugmentation {
    TileAugmentation(
      within: augmentation, bandCount: stacks[0].roles.count,
      hash: SampleHash(seed: seed).adding(copy).adding(tile.scene)
        .adding(tile.core.rows.lowerBound).adding(tile.core.columns.lowerBound))
  }

  private func choose(
    _ labels: [ClassCode], copy: Int, turn: TileTurn?, tile: SceneTiles.Tile, scene: LearningScene
  ) -> [Pixel] {
    let hash = SampleHash(seed: seed).adding(copy).adding(tile.scene)
    let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    let nearby = NearbyFolds(scene.blocks, size: scene.size, distance: bufferPixels) { block in
      folds.foldOfBlock[BlockID(scene: tile.scene, number: block)]
    }
    var chosen: [Pixel] = []
    var next = 0
    for row in tile.core.rows {
      let rowHash = hash.adding(row)
      for column in tile.core.columns {
        defer { next += 1 }
        guard let place = places[labels[next]],
          rowHash.adding(column).unit < rates.rate(scene: tile.scene, place: place)
        else { continue }
        let origin = turn.map {
          $0.source(of: GridPoint(column: Double(column) + 0.5, row: Double(row) + 0.5))
        }
        let (sourceRow, sourceColumn) = origin.map { (Int($0.row), Int($0.column)) } ?? (row, column)
        guard let block = scene.blocks.block(row: sourceRow, column: sourceColumn) else { continue }
        chosen.append(
          Pixel(
            row: row, column: column, place: place, block: BlockID(scene: tile.scene, number: block),
            near: nearby.folds(row: sourceRow, column: sourceColumn)))
      }
    }
    return chosen
  }

  private func evaluate(
    _ pixels: [Pixel], over core: PixelWindow, of mosaic: PixelWindow, with tools: SceneTools,
    into samples: inout Samples
  ) {
    for number in stacks.indices {
      let mine = pixels.filter { pixel in
        stacks.count == 1 || folds.foldOfBlock[pixel.block] == number
      }
      guard !mine.isEmpty else { continue }
      let stack = tools.stack(number)
      stack.evaluate(core, of: mosaic, bands: tools.bands)
      for pixel in mine where stack.isOpen(row: pixel.row, column: pixel.column) {
        samples.add(label: UInt8(pixel.place), block: pixel.block, near: pixel.near) {
          stack.copyFeatures(row: pixel.row, column: pixel.column, into: $0)
        }
      }
    }
  }
}

extension PixelWindow {
  /// The window so many columns further right and rows further down.
  fileprivate func shifted(by distance: Int) -> PixelWindow {
    PixelWindow(
      columns: columns.lowerBound + distance..<columns.upperBound + distance,
      rows: rows.lowerBound + distance..<rows.upperBound + distance)
  }

  /// A window without bounds worth speaking of.
  fileprivate static var all: PixelWindow {
    PixelWindow(columns: -(1 << 40)..<1 << 40, rows: -(1 << 40)..<1 << 40)
  }
}
