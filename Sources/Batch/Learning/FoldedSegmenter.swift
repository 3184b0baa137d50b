import Grid
import Pixels
import Segmentation
import Spectral

/// Decides every pixel by the model that has not seen its block.
///
/// Pixels of blocks without a fold are decided by the first model.
struct FoldedSegmenter: Segmenter {
  let segmenters: [ForestSegmenter]
  let blocks: BlockMap
  /// The fold of each block by its number.
  let folds: [Int: Int]

  var reach: Int { segmenters.map(\.reach).max() ?? 0 }
  var roles: [BandRole] { segmenters[0].roles }

  func makeTileSegmenter() -> any TileSegmenter { FoldedTileSegmenter(self) }
}

/// One worker's folded segmenter.
private final class FoldedTileSegmenter: TileSegmenter {
  private let plan: FoldedSegmenter
  private let segmenters: [any TileSegmenter]

  init(_ plan: FoldedSegmenter) {
    self.plan = plan
    segmenters = plan.segmenters.map { $0.makeTileSegmenter() }
  }

  func segment(
    _ core: PixelWindow, of mosaic: PixelWindow, from source: any CalibratedRows, into target: TileTarget
  ) {
    let folds = folds(of: core)
    let present = Set(folds).sorted()
    let stride = core.width
    var classes = [ClassCode](repeating: .nodata, count: core.pixelCount)
    var confidence = [UInt8](repeating: .nodata, count: core.pixelCount)
    for (turn, fold) in present.enumerated() {
      classes.withUnsafeMutableBufferPointer { classes in
        confidence.withUnsafeMutableBufferPointer { confidence in
          let own = TileTarget(
            classes: classes.baseAddress.unsafelyUnwrapped,
            confidence: target.confidence == nil ? nil : confidence.baseAddress, stride: stride
          ) { row, validity, bands, indices in
            if turn == 0 { target.row(row, validity, bands, indices) }
          }
          segmenters[fold].segment(core, of: mosaic, from: source, into: own)
        }
      }
      for pixel in 0..<core.pixelCount where folds[pixel] == fold {
        let place = pixel / stride * target.stride + pixel % stride
        target.classes[place] = classes[pixel]
        target.confidence?[place] = confidence[pixel]
      }
    }
  }

  /// The fold of each pixel.
  private func folds(of core: PixelWindow) -> [Int] {
    var blocks: [Int32] = []
    return core.rows.flatMap { row in
      plan.blocks.write(row: row, columns: core.columns, into: &blocks)
      return blocks.map { plan.folds[Int($0)] ?? 0 }
    }
  }
}
