import FieldStatistics
import Grid
import Pixels
import Segmentation
import Spectral

/// What one worker finds on one tile, besides its classes and its statistics.
struct TileFindings: Sendable {
  var validity = RowValidity()
  var preview: PreviewSums
}

/// One worker's tools for tiles: they hold scratch memory and are reused.
final class TileWork {
  private let plan: FlightPlan
  private let segmenter: any TileSegmenter
  private let rows: StripRows
  private let clock: StageClock
  private let empty: EmptyTiles
  private var valid: [UInt8]
  private var lattice: PreviewLattice
  private var statistics: TileStatistics

  init(plan: FlightPlan, buffer: StripBuffer, clock: StageClock) {
    self.plan = plan
    self.clock = clock
    segmenter = plan.segmenter.makeTileSegmenter()
    rows = StripRows(
      calibrator: plan.calibrator, roleCount: plan.bandNumbers.count, alphaPlane: plan.alphaPlane,
      buffer: buffer, ground: plan.ground)
    empty = EmptyTiles(plan)
    valid = Array(repeating: 0, count: plan.tileSize)
    lattice = PreviewLattice(plan.preview, bands: plan.pictureBands)
    statistics = TileStatistics(coverages: plan.coverages, indexCount: plan.indexNames.count)
  }

  /// Hands over the index figures of the tiles since the last call.
  func takeStatistics() -> TileStatistics {
    defer { statistics = TileStatistics(coverages: plan.coverages, indexCount: plan.indexNames.count) }
    return statistics
  }

  /// Segments one tile into its place in the strip's planes.
  func run(_ core: PixelWindow, in buffer: StripBuffer, into planes: StripPlanes) -> TileFindings {
    clock.enter(.statistics)
    defer { clock.enter(nil) }
    rows.use(buffer)
    statistics.begin(core)
    lattice.begin(core.columns)
    if valid.count < core.width { valid = Array(repeating: 0, count: core.width) }
    var findings = TileFindings(
      preview: PreviewSums(
        window: plan.preview.pictureWindow(of: core), channelCount: plan.pictureBands.count))
    let tile = empty.pass(core, in: buffer, into: planes)
    if case .filled = tile {
      statistics.addNodata(pixelCount: core.pixelCount)
      findings.validity.nodata = core.pixelCount
      return findings
    }
    let target = TileTarget(
      classes: planes.classes(row: core.rows.lowerBound, column: core.columns.lowerBound),
      confidence: planes.confidence(row: core.rows.lowerBound, column: core.columns.lowerBound),
      stride: plan.size.width, clock: clock
    ) { row, validity, bands, indices in
      self.clock.enter(.statistics)
      findings.validity += validity
      self.valid.withUnsafeMutableBufferPointer { valid in
        guard let valid = valid.baseAddress else { return }
        RowValidity.mark(bands[0], count: core.width, in: valid)
        self.statistics.add(
          row: row, values: UnsafeRawPointer(indices).assumingMemoryBound(to: UnsafePointer<Float>.self),
          valid: valid)
        self.lattice.sample(row, bands, valid: valid, into: &findings.preview)
      }
      for (layer, index) in self.plan.layerIndices.enumerated() {
        planes.store(indices[index], layer: layer, row: row, columns: core.columns)
      }
    }
    segmenter.segment(core, of: PixelWindow(plan.size), from: rows, into: target)
    if case .telling = tile { empty.learn(from: core, in: planes) }
    return findings
  }
}
