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
  private let lattice: PreviewLattice

  init(plan: FlightPlan, clock: StageClock) {
    self.plan = plan
    self.clock = clock
    empty = EmptyTiles(plan)
    segmenter = plan.segmenter.makeTileSegmenter()
    rows = StripRows(
      calibrator: plan.calibrator, roleCount: plan.bandNumbers.count, alphaPlane: plan.alphaPlane,
      ground: plan.ground)
    valid = Array(repeating: 0, count: plan.tileSize)
    lattice = PreviewLattice(plan.preview, bands: plan.pictureBands)
  }

  /// Segments one tile into its place in the strip's planes and adds its index
  /// figures to `statistics`.
  ///
  /// - Throws: What the extra rasters' sinks throw.
  func run(
    _ core: PixelWindow, from panels: [StripBuffer], into planes: StripPlanes, _ layers: StripLayers,
    statistics: TileStatistics
  ) throws -> TileFindings {
    clock.enter(.statistics)
    defer { clock.enter(nil) }
    rows.use(panels)
    let parts = layers.parts(under: core)
    let indexParts = plan.writesConfidence ? parts.dropFirst() : parts[...]
    statistics.begin(core)
    lattice.begin(core.columns)
    if valid.count < core.width { valid = Array(repeating: 0, count: core.width) }
    var findings = TileFindings(
      preview: PreviewSums(
        window: plan.preview.pictureWindow(of: core), channelCount: plan.pictureBands.count))
    let tile = empty.tile(core, from: panels)
    if tile == .known {
      statistics.addNodata(pixelCount: core.pixelCount)
      findings.validity.nodata = core.pixelCount
      clock.enter(.encode)
      try empty.fill(core, of: planes, parts)
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
        statistics.add(
          row: row, values: UnsafeRawPointer(indices).assumingMemoryBound(to: UnsafePointer<Float>.self),
          valid: valid)
        self.lattice.sample(row, bands, valid: valid, into: &findings.preview)
      }
      if tile == .telling { self.empty.learn(indices) }
      self.clock.enter(.encode)
      for (part, index) in zip(indexParts, self.plan.layerIndices) { part.store(indices[index], row: row) }
    }
    segmenter.segment(core, of: PixelWindow(plan.size), from: rows, into: target)
    clock.enter(.encode)
    if plan.writesConfidence, let part = parts.first { planes.storeConfidence(of: core, in: part) }
    for part in parts { try part.finish() }
    return findings
  }
}
