import Grid
import Learning
import Pixels
import Synchronization

/// The pieces that scenes are worked through in, and the workers that do it.
struct SceneTiles: Sendable {
  /// One piece.
  struct Tile: Hashable, Sendable {
    /// The scene's place.
    var scene: Int
    /// The pixels.
    var core: PixelWindow
    /// The piece's own number within all.
    var number: Int
  }

  /// The largest side of a piece.
  static let side = 512

  let scenes: [LearningScene]
  let tiles: [Tile]
  let workerCount: Int
  let cancellation: RunCancellation

  /// Cuts scenes up.
  ///
  /// - Parameter only: The place of the only scene that is worked through.
  init(
    _ scenes: [LearningScene], only: Int? = nil, workerCount: Int, cancellation: RunCancellation
  ) {
    self.scenes = scenes
    self.workerCount = workerCount
    self.cancellation = cancellation
    var tiles: [Tile] = []
    for (place, scene) in scenes.enumerated() where only == nil || place == only {
      for window in scene.blocks.windows(of: scene.labels.extent, side: Self.side) {
        tiles.append(Tile(scene: place, core: window, number: tiles.count))
      }
    }
    self.tiles = tiles
  }

  /// Works every tile through; findings come in the order of the tiles.
  ///
  /// - Parameters:
  ///   - makeTools: Makes one worker's tools, which the tiles of the worker share.
  ///   - body: Works through one tile.
  ///   - progress: Called after each tile with the number of tiles done.
  func map<Tools, Finding: Sendable>(
    makeTools: @escaping @Sendable () throws -> Tools,
    progress: @escaping @Sendable (Int) -> Void = { _ in },
    _ body: @escaping @Sendable (Tile, Tools) throws -> Finding
  ) throws -> [Finding] {
    let slots = WorkerSlots<Tools>(workerCount: workerCount)
    let found = OrderedFindings<Finding>(count: tiles.count)
    try WorkerPool(workerCount: workerCount).run(tiles.count) { number, worker in
      try cancellation.check()
      let tools = try slots.value(of: worker, make: makeTools)
      progress(found.put(try body(tiles[number], tools), at: number))
    }
    return found.values
  }
}

/// Findings by the number of their tile.
final class OrderedFindings<Finding: Sendable>: Sendable {
  private let store: Mutex<(values: [Finding?], count: Int)>

  init(count: Int) { store = Mutex((Array(repeating: nil, count: count), 0)) }

  /// Stores a finding; the number of findings so far.
  func put(_ finding: Finding, at number: Int) -> Int {
    store.withLock {
      $0.values[number] = finding
      $0.count += 1
      return $0.count
    }
  }

  var values: [Finding] { store.withLock { $0.values.compactMap(\.self) } }
}
