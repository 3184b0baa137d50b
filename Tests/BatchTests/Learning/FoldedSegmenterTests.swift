import Grid
import Learning
import Pixels
import Spectral
import TestSupport
import Testing

@testable import Batch
@testable import Segmentation

/// Every pixel is decided by the model that has not seen it.
@Suite struct FoldedSegmenterTests {
  private static let size = PixelSize(width: 83, height: 61)

  /// The model of a fold, which answers with the fold's own class everywhere.
  private static func segmenter(_ fold: Int, reach: Int) throws -> ForestSegmenter {
    let margins = (0..<3).map { Float($0 == fold ? 5 : 0) }
    let stack = try ForestStack(
      gate: nil,
      layers: [
        .init(
          features: [try Expression(parsing: reach > 0 ? "maximum(red, \(reach))" : "red")],
          forest: Forest(
            trees: [
              ForestTree(
                classIndex: 0, nodes: [.split(0, below: -100, left: 1), .leaf(50), .leaf(0)])
            ], featureCount: 1, baseMargins: margins))
      ], classes: [10, 11, 12], outside: [1, 0, 0], pixelSideMetres: 1)
    return try ForestSegmenter(
      stack, decision: ForestDecision(weights: [1, 1, 1]), cleaning: ClassFilterChain([]), pixelSideMetres: 1)
  }

  private func mask(_ segmenter: any Segmenter, tileSize: Int) -> [ClassCode] {
    var classes = [ClassCode](repeating: 99, count: Self.size.pixelCount)
    var confidence = [UInt8](repeating: 177, count: Self.size.pixelCount)
    var rowCount = 0
    classes.withUnsafeMutableBufferPointer { classes in
      confidence.withUnsafeMutableBufferPointer { confidence in
        guard let first = classes.baseAddress, let second = confidence.baseAddress else { return }
        let tile = segmenter.makeTileSegmenter()
        let plan = TilePlan(mosaic: Self.size, tileSize: tileSize)
        for number in 0..<plan.rowCount * plan.columnCount {
          let core = plan.window(row: number / plan.columnCount, column: number % plan.columnCount)
          let offset = core.rows.lowerBound * Self.size.width + core.columns.lowerBound
          tile.segment(
            core, of: PixelWindow(Self.size), from: Ones(),
            into: TileTarget(
              classes: first + offset, confidence: second + offset, stride: Self.size.width
            ) { _, validity, _, _ in
              rowCount += 1
              #expect(validity.valid == core.width)
            })
        }
        #expect(rowCount == (0..<plan.columnCount).count * Self.size.height, "each row is told once")
      }
    }
    #expect(confidence.allSatisfy { (95...100).contains($0) })
    return classes
  }

  @Test(arguments: [32, 61, 83]) func `by blocks`(tileSize: Int) throws {
    let map = BlockMap.grid(side: 20, columnCount: 5)
    let folds = Dictionary(uniqueKeysWithValues: (0..<19).map { ($0, $0 % 3) })
    let segmenter = FoldedSegmenter(
      segmenters: try (0..<3).map { try Self.segmenter($0, reach: $0 * 2) }, blocks: map, folds: folds)
    #expect(segmenter.reach == 4 && segmenter.roles == [.red])
    let mask = mask(segmenter, tileSize: tileSize)
    for row in 0..<61 {
      for column in 0..<83 {
        let block = try #require(map.block(row: row, column: column))
        // The last block has no labels, so no fold: the first model decides.
        #expect(mask[row * 83 + column] == ClassCode(10 + (folds[block] ?? 0)))
      }
    }
  }

  @Test func `by fields`() throws {
    let map = try BlockMapTests.fields()
    let plan = try FoldPlan(
      pixels: [BlockID(scene: 4, number: 0): [5], BlockID(scene: 4, number: 1): [5]], count: 2,
      classNames: ["a"], seed: 1)
    let segmenter = plan.segmenter(
      of: try (0..<3).map { try Self.segmenter($0, reach: 0) }, scene: 4, blocks: map)
    let mask = mask(segmenter, tileSize: 32)
    for row in 0..<61 {
      for column in 0..<83 {
        let block = map.block(row: row, column: column)
        let fold = block.flatMap { plan.foldOfBlock[BlockID(scene: 4, number: $0)] } ?? 0
        #expect(mask[row * 83 + column] == ClassCode(10 + fold))
      }
    }
    #expect(Set(mask) == [10, 11])
  }

  @Test func `a whole scene is decided by its fold's model alone`() throws {
    let plan = try FoldPlan(
      pixels: [BlockID(scene: 0, number: 0): [5], BlockID(scene: 1, number: 0): [5]], count: 2,
      classNames: ["a"], seed: 1)
    for scene in 0..<2 {
      let segmenter = plan.segmenter(
        of: try (0..<2).map { try Self.segmenter($0, reach: 0) }, scene: scene, blocks: .whole)
      #expect(segmenter is ForestSegmenter)
      let fold = try #require(plan.foldOfBlock[BlockID(scene: scene, number: 0)])
      #expect(Set(mask(segmenter, tileSize: 64)) == [ClassCode(10 + fold)])
    }
  }

  /// A mosaic of ones.
  private final class Ones: CalibratedRows {
    func read(
      row: Int, columns: Range<Int>, into planes: UnsafePointer<UnsafeMutablePointer<Float>>
    ) -> RowValidity {
      planes[0].update(repeating: 1, count: columns.count)
      return RowValidity(valid: columns.count, nodata: 0, notFinite: 0, partialNodata: 0)
    }
  }
}
