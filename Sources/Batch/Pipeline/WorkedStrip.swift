import FieldStatistics
import Grid
import Pixels
import Spectral

/// A strip whose tiles are segmented, before it is sealed.
///
/// Its statistics belong to nobody else any more: that is why it may cross threads.
struct WorkedStrip: @unchecked Sendable {
  let index: Int
  let planes: StripPlanes
  let findings: [TileFindings]
  /// The index figures that each worker found in the strip.
  let statistics: [TileStatistics]

  /// Puts the strip together.
  func sealed(_ plan: FlightPlan) -> SealedStrip {
    var sealed = SealedStrip(
      index: index, rows: planes.rows, classes: planes.classRows,
      flight: FlightTally(indexCount: plan.indexNames.count),
      fields: FieldTallies(indexCount: plan.indexNames.count), validity: RowValidity(),
      preview: PreviewSums(
        window: plan.preview.pictureWindow(
          of: PixelWindow(columns: 0..<plan.size.width, rows: planes.rows)),
        channelCount: plan.pictureBands.count),
      layers: planes.layers)
    for figures in statistics {
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
