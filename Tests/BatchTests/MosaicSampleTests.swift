import Grid
import Testing

@testable import Batch

@Suite struct MosaicSampleTests {
  @Test(arguments: [1, 3])
  func `threads and blocks leave no trace in the order of the values`(seed: Int) throws {
    let scene = try SeamScene(seed: seed)
    let alone = try MosaicSample(scene.plan(SeamCut(tileSize: 128, workerCount: 1)))
    #expect(alone.isWhole)
    #expect(alone.values.count == 2 && alone.values.allSatisfy { $0.count > 10_000 })
    #expect(Set(alone.values.map(\.count) + alone.bands.map(\.count)).count == 1)
    for (workerCount, block) in [(2, 256), (5, 100), (8, 4096), (3, 1)] {
      let cut = SeamCut(
        tileSize: 128, workerCount: workerCount, block: PixelSize(width: block, height: block))
      let sample = try MosaicSample(scene.plan(cut))
      #expect(sample.values.map { $0.map(\.bitPattern) } == alone.values.map { $0.map(\.bitPattern) })
      #expect(sample.bands.map { $0.map(\.bitPattern) } == alone.bands.map { $0.map(\.bitPattern) })
    }
  }
}
