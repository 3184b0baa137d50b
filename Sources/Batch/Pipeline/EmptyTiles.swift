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

  /// What is known of a tile before it is segmented.
  enum Tile {
    /// It may hold data.
    case segmented
    /// It holds nothing and is segmented all the same, to learn from.
    case telling
    /// It holds nothing; these are the values of the index rasters.
    case empty([Float])
  }

  /// Looks at a tile as far as the segmenter does.
  func look(at core: PixelWindow, in panels: [StripBuffer]) -> Tile {
    let reach = plan.segmenter.reach
    let window = core.expanded(by: reach, within: PixelWindow(plan.size))
    let isLeftOut = plan.ground.map { !$0.meets(window) } ?? false
    guard isLeftOut || search.findsNothing(in: window, of: panels) else { return .segmented }
    let isCut = window.width < core.width + 2 * reach || window.height < core.height + 2 * reach
    guard plan.layerIndices.isEmpty || !isCut else { return .segmented }
    return layerValues.map(Tile.empty) ?? .telling
  }

  /// Learns from the index values of a tile that tells.
  func learn(_ indices: UnsafePointer<UnsafeMutablePointer<Float>>) {
    layerValues = plan.layerIndices.map { indices[$0][0] }
  }
}
