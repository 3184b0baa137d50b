import Grid
import Learning
import Pixels
import Segmentation

/// How many labelled pixels there are, by block and class, where the gate lets
/// them through and where it does not.
struct LabelCounts: Sendable {
  /// Labelled pixels that the gate lets through, by class.
  var open: [BlockID: [Int]] = [:]
  /// Labelled pixels that it does not.
  var closed: [BlockID: [Int]] = [:]

  /// All labelled pixels of each block by class.
  var all: [BlockID: [Int]] {
    open.merging(closed) { zip($0, $1).map { $0 + $1 } }
  }

  /// The labelled pixels of each scene that the gate lets through, by class.
  func openByScene(sceneCount: Int, classCount: Int) -> [[Int]] {
    var counts = Array(repeating: Array(repeating: 0, count: classCount), count: sceneCount)
    for (block, pixels) in open {
      for place in 0..<classCount { counts[block.scene][place] += pixels[place] }
    }
    return counts
  }

  /// The share of each class among the pixels that the gate keeps out; all of
  /// them the background where it keeps none out.
  func outside(classCount: Int, background: Int) -> [Float] {
    var sums = Array(repeating: 0.5, count: classCount)
    sums[background] += 1
    for pixels in closed.values {
      for place in 0..<classCount { sums[place] += Double(pixels[place]) }
    }
    let total = sums.reduce(0, +)
    return sums.map { Float($0 / total) }
  }

  mutating func merge(_ other: LabelCounts) {
    open.merge(other.open) { zip($0, $1).map { $0 + $1 } }
    closed.merge(other.closed) { zip($0, $1).map { $0 + $1 } }
  }
}

/// Counts labels through the gate.
struct LabelCounting {
  let tiles: SceneTiles
  let classes: [ClassCode]
  /// A stack whose only purpose is its gate.
  let gate: ForestStack

  func count() throws -> LabelCounts {
    let (classes, gate, scenes) = (classes, gate, tiles.scenes)
    let found = try tiles.map(makeTools: { SceneTools(stacks: [gate]) }) { tile, tools in
      let reader = try tools.reader(of: tile.scene, in: scenes)
      let labels = try reader.readLabels(tile.core)
      guard labels.contains(where: { $0 != .nodata }) else { return LabelCounts() }
      let mosaic = PixelWindow(reader.scene.size)
      let stack = tools.stack(0)
      try reader.readBands(stack.bandWindow(of: tile.core, within: mosaic), into: tools.bands)
      stack.evaluate(tile.core, of: mosaic, bands: tools.bands)
      var counts = LabelCounts()
      tools.forEachLabel(labels, in: tile, of: reader.scene, classes: classes) { place, block, row, column in
        if stack.isOpen(row: row, column: column) {
          counts.open[block, default: Array(repeating: 0, count: classes.count)][place] += 1
        } else if tools.isValid(row: row, column: column) {
          counts.closed[block, default: Array(repeating: 0, count: classes.count)][place] += 1
        }
      }
      return counts
    }
    return found.reduce(into: LabelCounts()) { $0.merge($1) }
  }
}
