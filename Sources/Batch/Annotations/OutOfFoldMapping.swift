import Grid
import Learning
import Pixels
import Segmentation

/// Says for the labelled part of a scene what forests see there that have not
/// seen it.
struct OutOfFoldMapping: Sendable {
  let learning: QuickLearning
  let stacks: [ForestStack]

  init(_ learning: QuickLearning) throws {
    self.learning = learning
    stacks = try learning.stacks()
  }

  /// Works out the pixels around some labels of a scene.
  ///
  /// - Parameters:
  ///   - number: The scene's place.
  ///   - labels: Where to look.
  ///   - folder: Where the answer gets its room on the disk.
  func probabilities(
    ofScene number: Int, around labels: any LabelSource, in folder: String
  ) throws -> ProbabilityStore {
    var scenes = learning.ground.scenes
    scenes[number].labels = labels
    let store = try ProbabilityStore(in: folder, window: labels.extent, classes: learning.ground.classes)
    let tiles = SceneTiles(
      scenes, only: number, workerCount: learning.run.threadCount, cancellation: learning.run.cancellation)
    let (stacks, folds, observer) = (stacks, learning.ground.folds, learning.run.observer)
    let step = "predicting \(scenes[number].name) out of fold"
    observer.began(step)
    let count = Double(max(1, tiles.tiles.count))
    _ = try tiles.map(
      makeTools: { SceneTools(stacks: stacks) },
      progress: { observer.progressed(step, share: Double($0) / count) }
    ) { tile, tools in
      try Self.map(tile, tools: tools, scenes: tiles.scenes, folds: folds, into: store)
    }
    return store
  }

  private static func map(
    _ tile: SceneTiles.Tile, tools: SceneTools, scenes: [LearningScene], folds: FoldPlan,
    into store: ProbabilityStore
  ) throws {
    let reader = try tools.reader(of: tile.scene, in: scenes)
    guard let core = tile.core.box(of: try reader.readLabels(tile.core)) else { return }
    let mosaic = PixelWindow(reader.scene.size)
    var foldRows: [[Int]] = []
    var blocks: [Int32] = []
    for row in core.rows {
      reader.scene.blocks.write(row: row, columns: core.columns, into: &blocks)
      foldRows.append(
        blocks.map { block in
          block < 0 ? -1 : folds.foldOfBlock[BlockID(scene: tile.scene, number: Int(block))] ?? -1
        })
    }
    try reader.readBands(tools.bandWindow(of: core, within: mosaic), into: tools.bands)
    for fold in Set(foldRows.joined()).sorted() where fold >= 0 {
      let stack = tools.stack(fold)
      stack.evaluate(core, of: mosaic, bands: tools.bands)
      for (row, line) in zip(core.rows, foldRows) {
        for run in line.runs(of: fold) {
          let first = core.columns.lowerBound
          try store.write(
            stack.probabilities, row: row, columns: (first + run.lowerBound)..<(first + run.upperBound))
        }
      }
    }
  }
}

extension PixelWindow {
  /// The box around what has a class, of the classes of this window's pixels.
  fileprivate func box(of classes: [ClassCode]) -> PixelWindow? {
    var (left, right, top, bottom) = (width, -1, height, -1)
    for row in 0..<height {
      let line = classes[row * width..<(row + 1) * width]
      guard let first = line.firstIndex(where: { $0 != .nodata }),
        let last = line.lastIndex(where: { $0 != .nodata })
      else { continue }
      (left, right) = (min(left, first - row * width), max(right, last - row * width))
      (top, bottom) = (min(top, row), row)
    }
    guard right >= 0 else { return nil }
    return PixelWindow(
      columns: (columns.lowerBound + left)..<(columns.lowerBound + right + 1),
      rows: (rows.lowerBound + top)..<(rows.lowerBound + bottom + 1))
  }
}

extension [Int] {
  /// The ranges in which an element is repeated.
  fileprivate func runs(of element: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, self[end] == self[start] { end += 1 }
      if self[start] == element { runs.append(start..<end) }
      start = end
    }
    return runs
  }
}
