import CKernels
import Grid
import Pixels
import Spectral

/// One worker's rule segmenter, with the planes of the tile at hand.
final class RuleTileSegmenter: TileSegmenter {
  private let plan: RuleSegmenter
  private let scratch: FloatPlanes
  private var bands: FloatPlanes
  private var outputs: FloatPlanes
  private let worker: PlaneWorker
  private var planes: FloatPlanes
  private var filtered: [PlaneView] = []
  private var classes: [ClassCode] = []
  private var cleaned: [ClassCode] = []

  init(_ plan: RuleSegmenter) {
    self.plan = plan
    scratch = FloatPlanes(count: 1, capacity: plan.decision.scratchCount)
    worker = PlaneWorker(plan.graph)
    planes = FloatPlanes(count: plan.roles.count, capacity: 0)
    bands = FloatPlanes(count: plan.roles.count, capacity: 0)
    outputs = FloatPlanes(count: plan.outputCount, capacity: 0)
  }

  func segment(
    _ core: PixelWindow, of mosaic: PixelWindow, from source: any CalibratedRows, into target: TileTarget
  ) {
    let tile = Tile(
      core: core, decided: core.expanded(by: plan.cleaning.reach, within: mosaic),
      window: core.expanded(by: plan.reach, within: mosaic), mosaic: mosaic, source: source)
    target.clock?.enter(.index)
    prepare(for: tile)
    filter(tile)
    for row in tile.decided.rows {
      let validity = decide(row, of: tile, clock: target.clock)
      if core.rows.contains(row) { handOut(row, validity, of: tile, into: target) }
    }
    target.clock?.enter(.clean)
    clean(tile, into: target)
  }

  /// The windows of one tile, each within the next.
  private struct Tile {
    var core: PixelWindow
    /// What the cleaning looks at.
    var decided: PixelWindow
    /// What the filters look at.
    var window: PixelWindow
    var mosaic: PixelWindow
    var source: any CalibratedRows

    var coreOffset: Int { core.columns.lowerBound - decided.columns.lowerBound }
  }

  private func prepare(for tile: Tile) {
    if bands.capacity < tile.window.width {
      bands = FloatPlanes(count: bands.count, capacity: tile.window.width)
      outputs = FloatPlanes(count: outputs.count, capacity: tile.window.width)
    }
    if classes.count < tile.decided.pixelCount {
      classes = Array(repeating: .nodata, count: tile.decided.pixelCount)
      cleaned = classes
    }
  }

  /// Reads the window's bands and works out the filters' planes.
  private func filter(_ tile: Tile) {
    guard !plan.graph.steps.isEmpty else { return }
    let window = tile.window
    if planes.capacity < window.pixelCount {
      planes = FloatPlanes(count: plan.roles.count, capacity: window.pixelCount)
    }
    for (place, row) in window.rows.enumerated() {
      planes.withPointers(offset: place * window.width) {
        _ = tile.source.read(row: row, columns: window.columns, into: $0)
      }
    }
    let inputs = plan.roles.indices.map { PlaneView(planes.pointers[$0], window: window) }
    worker.run(core: tile.decided, of: tile.mosaic, inputs: inputs, outputs: outputs.pointers)
    filtered = plan.decisionPlanes.map { worker.view($0, outputs: outputs.pointers) }
  }

  /// Runs the rules over one row and stores its classes.
  private func decide(_ row: Int, of tile: Tile, clock: StageClock?) -> RowValidity {
    let (core, decided) = (tile.core, tile.decided)
    clock?.enter(.index)
    _ = read(row, columns: decided.columns.lowerBound..<core.columns.lowerBound, at: 0, of: tile)
    let validity = read(row, columns: core.columns, at: tile.coreOffset, of: tile)
    _ = read(
      row, columns: core.columns.upperBound..<decided.columns.upperBound, at: tile.coreOffset + core.width,
      of: tile)
    clock?.enter(.classify)
    runDecision(row: row, over: decided)
    storeClasses(at: (row - decided.rows.lowerBound) * decided.width, count: decided.width)
    return validity
  }

  /// Reads part of a row of every band, `start` values into the band rows.
  private func read(_ row: Int, columns: Range<Int>, at start: Int, of tile: Tile) -> RowValidity {
    guard !columns.isEmpty else { return RowValidity() }
    return bands.withPointers(offset: start) { tile.source.read(row: row, columns: columns, into: $0) }
  }

  /// Runs the rules on the band rows and on a row of the filters' planes.
  private func runDecision(row: Int, over decided: PixelWindow) {
    let inputCount = bands.count + filtered.count
    withUnsafeTemporaryAllocation(of: UnsafePointer<Float>.self, capacity: max(1, inputCount)) { inputs in
      for index in 0..<bands.count {
        inputs.initializeElement(at: index, to: UnsafePointer(bands.pointers[index]))
      }
      for (index, plane) in filtered.enumerated() {
        let address = plane.address(row: row, column: decided.columns.lowerBound)
        inputs.initializeElement(at: bands.count + index, to: address)
      }
      plan.decision.run(
        count: decided.width, inputs: inputs.baseAddress.unsafelyUnwrapped, outputs: outputs.pointers,
        scratch: scratch.pointers[0])
    }
  }

  private func storeClasses(at offset: Int, count: Int) {
    classes.withUnsafeMutableBufferPointer { classes in
      guard let line = classes.baseAddress else { return }
      store_codes(count, outputs.pointers[0], bands.pointers[0], line + offset)
    }
  }

  private func handOut(_ row: Int, _ validity: RowValidity, of tile: Tile, into target: TileTarget) {
    bands.withPointers(offset: tile.coreOffset) { bands in
      outputs.withPointers(offset: tile.coreOffset) { outputs in
        if let confidence = target.confidence, plan.hasConfidence {
          let line = confidence + (row - tile.core.rows.lowerBound) * target.stride
          for column in 0..<tile.core.width {
            line[column] = Self.percent(outputs[1][column], isValid: !bands[0][column].isNaN)
          }
        }
        target.row(row, validity, bands, outputs + (plan.outputCount - plan.indexCount))
      }
    }
  }

  private static func percent(_ certainty: Float, isValid: Bool) -> UInt8 {
    guard isValid, !certainty.isNaN else { return .nodata }
    return UInt8((min(max(certainty, 0), 1) * 100).rounded())
  }

  /// Cleans the decided classes and copies those of the core out.
  private func clean(_ tile: Tile, into target: TileTarget) {
    classes.withUnsafeBufferPointer { source in
      cleaned.withUnsafeMutableBufferPointer {
        plan.cleaning.apply(to: source, size: tile.decided.size, into: $0)
      }
    }
    cleaned.withUnsafeBufferPointer { source in
      for row in tile.core.rows {
        let offset = (row - tile.decided.rows.lowerBound) * tile.decided.width + tile.coreOffset
        (target.classes + (row - tile.core.rows.lowerBound) * target.stride)
          .update(from: source.baseAddress.unsafelyUnwrapped + offset, count: tile.core.width)
      }
    }
  }
}
