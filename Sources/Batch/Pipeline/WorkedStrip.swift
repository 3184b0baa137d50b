import FieldStatistics
import Grid
import Pixels
import Spectral

/// A strip while its tiles are segmented, until it is sealed.
final class WorkedStrip {
  let planes: StripPlanes
  /// The tiles that are not done.
  private(set) var openTileCount: Int

  private let index: Int
  private var findings: [TileFindings] = []
  private var statistics: [Int: TileStatistics] = [:]

  init(_ index: Int, plan: FlightPlan, layout: PanelLayout) {
    self.index = index
    planes = StripPlanes(rows: layout.strips.core(index), plan: plan)
    openTileCount = layout.tiles.columnCount
  }

  /// The index figures that one worker finds in the strip.
  func statistics(of worker: Int, plan: FlightPlan) -> TileStatistics {
    if let known = statistics[worker] { return known }
    let made = TileStatistics(coverages: plan.coverages, indexCount: plan.indexNames.count)
    statistics[worker] = made
    return made
  }

  /// Takes what was found on a tile.
  func add(_ found: TileFindings) {
    findings.append(found)
    openTileCount -= 1
  }

  /// Puts the strip together, with the tiles of extra rasters that begin in it.
  func sealed(_ plan: FlightPlan, tiles: [SealedTile]) -> SealedStrip {
    var sealed = SealedStrip(
      index: index, rows: planes.rows, classes: planes.classRows,
      flight: FlightTally(indexCount: plan.indexNames.count),
      fields: FieldTallies(indexCount: plan.indexNames.count), validity: RowValidity(),
      preview: PreviewSums(
        window: plan.preview.pictureWindow(
          of: PixelWindow(columns: 0..<plan.size.width, rows: planes.rows)),
        channelCount: plan.pictureBands.count),
      tiles: tiles)
    for figures in statistics.values {
      sealed.flight.merge(figures.flightResults)
      sealed.fields.merge(figures.results)
    }
    for found in findings {
      sealed.validity += found.validity
      sealed.preview.merge(found.preview)
    }
    return sealed
  }
}
