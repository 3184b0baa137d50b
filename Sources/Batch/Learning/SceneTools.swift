import Grid
import Learning
import Pixels
import Segmentation

/// One worker's tools for scenes: the reader of the scene at hand, planes, and
/// the forest stacks.
final class SceneTools {
  /// The bands of the tile at hand.
  let bands: WindowPlanes
  private let stacks: [ForestStack]
  private var stackTiles: [Int: ForestStackTile] = [:]
  private var reader: (scene: Int, reader: SceneReader)?
  private var blocks: [Int32] = []

  /// Makes tools for stacks that read the same bands.
  init(stacks: [ForestStack]) {
    self.stacks = stacks
    bands = WindowPlanes(count: stacks[0].roles.count)
  }

  /// The reader of a scene; the last one is kept.
  func reader(of scene: Int, in scenes: [LearningScene]) throws -> SceneReader {
    if let reader, reader.scene == scene { return reader.reader }
    let opened = try SceneReader(scenes[scene], roles: stacks[0].roles)
    reader = (scene, opened)
    return opened
  }

  /// The window of the bands that every stack needs for a core.
  func bandWindow(of core: PixelWindow, within mosaic: PixelWindow) -> PixelWindow {
    core.expanded(by: stacks.map(\.reach).max() ?? 0, within: mosaic)
  }

  /// This worker's tools of a stack.
  func stack(_ number: Int) -> ForestStackTile {
    if let tile = stackTiles[number] { return tile }
    let tile = ForestStackTile(stacks[number])
    stackTiles[number] = tile
    return tile
  }

  /// True where the mosaic covers a pixel of the tile at hand.
  func isValid(row: Int, column: Int) -> Bool { !bands[0][bands.index(row: row, column: column)].isNaN }

  /// Calls `body` for each labelled pixel of a tile that lies in a block.
  func forEachLabel(
    _ labels: [ClassCode], in tile: SceneTiles.Tile, of scene: LearningScene, classes: [ClassCode],
    _ body: (_ place: Int, _ block: BlockID, _ row: Int, _ column: Int) -> Void
  ) {
    var places = [Int](repeating: -1, count: 256)
    for (place, code) in classes.enumerated() { places[Int(code)] = place }
    var next = 0
    for row in tile.core.rows {
      scene.blocks.write(row: row, columns: tile.core.columns, into: &blocks)
      for (offset, column) in tile.core.columns.enumerated() {
        let place = places[Int(labels[next])]
        next += 1
        guard place >= 0, blocks[offset] >= 0 else { continue }
        body(place, BlockID(scene: tile.scene, number: Int(blocks[offset])), row, column)
      }
    }
  }
}
