import TestSupport
import Testing

@testable import Grid

@Suite struct TileLevelsTests {
  @Test(arguments: 0..<200)
  func `parts bring every tile of every level once, or leave it to its own tiles`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let side = Int.random(in: 1...9, using: &random)
    let levels = TileLevels(
      size: PixelSize(
        width: .random(in: 1...60, using: &random), height: .random(in: 1...90, using: &random)),
      side: side)
    let count = levels.plans[0].rowCount
    let borders = (0..<3).map { _ in Int.random(in: 0...count, using: &random) }.sorted()
    let parts = zip([0] + borders, borders + [count]).map { $0..<$1 }
    let brought = parts.flatMap(levels.tiles)
    let places = brought.map { [$0.level, $0.row, $0.column] }
    #expect(Set(places).count == places.count)
    #expect(brought.count { $0.level == 0 } == count * levels.plans[0].columnCount)
    let known = Set(places)
    for tile in brought where tile.level + 1 < levels.plans.count {
      #expect(tile.isHalved == known.contains([tile.level + 1, tile.row / 2, tile.column / 2]))
    }
    #expect(levels.tiles(from: 0..<count).allSatisfy { $0.isHalved })
    #expect(
      levels.tiles(from: 0..<count).count == levels.plans.reduce(0) { $0 + $1.rowCount * $1.columnCount })
  }
}
