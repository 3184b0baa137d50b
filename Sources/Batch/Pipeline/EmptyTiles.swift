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
    /// It holds nothing, and what that leaves is known.
    case known
  }

  /// Tells whether a tile holds nothing as far as the segmenter looks.
  func tile(_ core: PixelWindow, from panels: [StripBuffer]) -> Tile {
    let reach = plan.segmenter.reach
    let window = core.expanded(by: reach, within: PixelWindow(plan.size))
    guard plan.ground.map({ !$0.meets(window) }) ?? false || search.findsNothing(in: window, of: panels)
    else { return .segmented }
    let isCut = window.width < core.width + 2 * reach || window.height < core.height + 2 * reach
    guard plan.layerIndices.isEmpty || !isCut else { return .segmented }
    return layerValues == nil ? .telling : .known
  }

  /// Learns from the index values of a tile that tells.
  func learn(_ indices: UnsafePointer<UnsafeMutablePointer<Float>>) {
    layerValues = plan.layerIndices.map { indices[$0][0] }
  }

  /// Fills a known tile in.
  ///
  /// - Throws: What the extra rasters' sinks throw.
  func fill(_ core: PixelWindow, of planes: StripPlanes, _ parts: [LayerPart]) throws {
    planes.fillNodata(core)
    if plan.writesConfidence, let part = parts.first { planes.storeConfidence(of: core, in: part) }
    for (part, value) in zip(parts.dropFirst(plan.writesConfidence ? 1 : 0), layerValues ?? []) {
      let line = [Float](repeating: value, count: core.width)
      line.withUnsafeBufferPointer { line in
        guard let line = line.baseAddress else { return }
        for row in core.rows { part.store(line, row: row) }
      }
    }
    for part in parts { try part.finish() }
  }
}
