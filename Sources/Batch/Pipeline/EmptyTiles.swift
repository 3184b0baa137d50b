import Grid
import Pixels
import Spectral

/// One worker's way past tiles that hold nothing.
///
/// What such a tile leaves is known without segmenting it: nodata, and in each
/// index raster the value that its expression has where there is nothing, which
/// is learned from the first such tile. That value is the same for all tiles
/// that the mosaic's border does not cut, and only those are passed by where
/// index rasters are written.
final class EmptyTiles {
  private let plan: FlightPlan
  private let search: NodataSearch
  /// The values of the index rasters where there is nothing.
  private var layerValues: [Float]?

  init(_ plan: FlightPlan) {
    self.plan = plan
    search = NodataSearch(calibrator: plan.calibrator, alphaPlane: plan.alphaPlane)
    if plan.layerIndices.isEmpty { layerValues = [] }
  }

  /// What a tile has to do with data.
  enum Tile {
    /// It must be segmented.
    case segmented
    /// It must be segmented, and shows then what is where there is nothing.
    case telling
    /// It has been filled in.
    case filled
  }

  /// Fills a tile in where it holds nothing as far as the segmenter looks.
  func pass(_ core: PixelWindow, from panels: [StripBuffer], into planes: StripPlanes) -> Tile {
    let reach = plan.segmenter.reach
    let window = core.expanded(by: reach, within: PixelWindow(plan.size))
    guard plan.ground.map({ !$0.meets(window) }) ?? false || search.findsNothing(in: window, of: panels)
    else { return .segmented }
    let isCut = window.width < core.width + 2 * reach || window.height < core.height + 2 * reach
    guard plan.layerIndices.isEmpty || !isCut else { return .segmented }
    guard let layerValues else { return .telling }
    planes.fillNodata(core, layerValues: layerValues)
    return .filled
  }

  /// Learns the values of a tile that told.
  func learn(from core: PixelWindow, in planes: StripPlanes) {
    layerValues = plan.layerIndices.indices.map {
      planes.value(layer: $0, row: core.rows.lowerBound, column: core.columns.lowerBound)
    }
  }
}
