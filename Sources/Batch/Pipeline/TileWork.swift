import FieldStatistics
import Grid
import Pixels
import Segmentation
import Spectral

/// What one worker finds on one tile, besides its classes.
struct TileFindings: Sendable {
  var flight: FlightTally
  var fields: FieldTallies
  var validity = RowValidity()
  var preview: PreviewSums
}

/// One worker's tools for tiles: they hold scratch memory and are reused.
final class TileWork {
  private let plan: FlightPlan
  private let segmenter: any TileSegmenter
  private let rows: StripRows
  private let clock: StageClock
  private var valid: [UInt8]

  init(plan: FlightPlan, buffer: StripBuffer, clock: StageClock) {
    self.plan = plan
    self.clock = clock
    segmenter = plan.segmenter.makeTileSegmenter()
    rows = StripRows(
      calibrator: plan.calibrator, roleCount: plan.bandNumbers.count, alphaPlane: plan.alphaPlane,
      buffer: buffer)
    valid = Array(repeating: 0, count: plan.tileSize)
  }

  /// Segments one tile into its place in the strip's planes.
  func run(_ core: PixelWindow, in buffer: StripBuffer, into planes: StripPlanes) -> TileFindings {
    clock.enter(.statistics)
    defer { clock.enter(nil) }
    rows.use(buffer)
    let statistics = TileStatistics(
      coverages: plan.coverages, window: core, indexCount: plan.indexNames.count)
    var findings = TileFindings(
      flight: FlightTally(indexCount: plan.indexNames.count),
      fields: FieldTallies(indexCount: plan.indexNames.count),
      preview: PreviewSums(
        window: plan.preview.pictureWindow(of: core), channelCount: plan.pictureBands.count))
    let target = TileTarget(
      classes: planes.classes(row: core.rows.lowerBound, column: core.columns.lowerBound),
      confidence: planes.confidence(row: core.rows.lowerBound, column: core.columns.lowerBound),
      stride: plan.size.width, clock: clock
    ) { row, validity, bands, indices in
      self.clock.enter(.statistics)
      findings.validity += validity
      let values = (0..<self.plan.indexNames.count).map { UnsafePointer(indices[$0]) }
      self.note(bands[0], count: core.width)
      findings.flight.add(columns: core.columns, values: values, valid: self.valid)
      if !statistics.isEmpty { statistics.add(row: row, values: values, valid: self.valid) }
      for (layer, index) in self.plan.layerIndices.enumerated() {
        planes.store(values[index], layer: layer, row: row, columns: core.columns)
      }
      self.sample(row, of: core, bands, into: &findings.preview)
    }
    segmenter.segment(core, of: PixelWindow(plan.size), from: rows, into: target)
    clock.enter(.statistics)
    findings.fields = statistics.results
    return findings
  }

  /// Notes which pixels of a row hold data.
  private func note(_ band: UnsafeMutablePointer<Float>, count: Int) {
    if valid.count < count { valid = Array(repeating: 0, count: count) }
    valid.withUnsafeMutableBufferPointer { valid in
      for column in 0..<count { valid[column] = band[column].isNaN ? 0 : 1 }
    }
  }

  private func sample(
    _ row: Int, of core: PixelWindow, _ bands: UnsafePointer<UnsafeMutablePointer<Float>>,
    into sums: inout PreviewSums
  ) {
    let preview = plan.preview
    guard preview.isSampled(row) else { return }
    for place in preview.sampledColumns(in: core.columns) {
      let column = place - core.columns.lowerBound
      guard valid[column] != 0 else { continue }
      sums.add(row: row / preview.factor, column: place / preview.factor) {
        bands[plan.pictureBands[$0]][column]
      }
    }
  }
}
