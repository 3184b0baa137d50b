import CKernels
import Grid
import Pixels
import Spectral

/// One worker's forest segmenter, with the planes of the tile at hand.
final class ForestTileSegmenter: TileSegmenter {
  private let plan: ForestSegmenter
  private let stack: ForestStackTile
  private let indices: TileFeatures?
  private let bands: WindowPlanes
  private let forestBands: WindowPlanes
  private let indexBands: WindowPlanes
  private let smoothed: WindowPlanes
  /// The number in `bands` of each band that the stack reads.
  private let forestNumbers: [Int]
  private var classes: [ClassCode] = []
  private var cleaned: [ClassCode] = []
  private var validity: [RowValidity] = []

  init(_ plan: ForestSegmenter) {
    self.plan = plan
    stack = ForestStackTile(plan.stack)
    indices = plan.indices?.makeTileFeatures()
    bands = WindowPlanes(count: plan.roles.count)
    forestBands = WindowPlanes(count: plan.stack.roles.count)
    indexBands = WindowPlanes(count: plan.roles.count)
    smoothed = WindowPlanes(count: plan.stack.classes.count)
    forestNumbers = plan.stack.roles.compactMap { plan.roles.firstIndex(of: $0) }
  }

  func segment(
    _ core: PixelWindow, of mosaic: PixelWindow, from source: any CalibratedRows, into target: TileTarget
  ) {
    target.clock?.enter(.index)
    read(core, of: mosaic, from: source)
    let decided = core.expanded(by: plan.cleaning.reach, within: mosaic)
    decide(decided, of: mosaic, clock: target.clock)
    storeConfidence(core, within: decided, into: target)
    target.clock?.enter(.clean)
    clean(core, decided, into: target)
    target.clock?.enter(.index)
    handOut(core, of: mosaic, into: target)
  }

  /// Reads every band over all that the tile looks at.
  private func read(_ core: PixelWindow, of mosaic: PixelWindow, from source: any CalibratedRows) {
    let window = core.expanded(by: plan.reach, within: mosaic)
    bands.move(to: window)
    validity.removeAll(keepingCapacity: true)
    for row in window.rows {
      func read(_ columns: Range<Int>) -> RowValidity {
        guard !columns.isEmpty else { return RowValidity() }
        return bands.withPointers(row: row, column: columns.lowerBound) {
          source.read(row: row, columns: columns, into: $0)
        }
      }
      guard core.rows.contains(row) else {
        _ = read(window.columns)
        continue
      }
      _ = read(window.columns.lowerBound..<core.columns.lowerBound)
      validity.append(read(core.columns))
      _ = read(core.columns.upperBound..<window.columns.upperBound)
    }
  }

  /// Works out probabilities and the classes of a window.
  private func decide(_ decided: PixelWindow, of mosaic: PixelWindow, clock: StageClock?) {
    let window = decided.expanded(by: plan.smoothing?.reach ?? 0, within: mosaic)
    forestBands.show(
      stack.bandWindow(of: window, within: mosaic), of: [(source: bands, numbers: forestNumbers)])
    stack.evaluate(window, of: mosaic, bands: forestBands, clock: clock)
    clock?.enter(.classify)
    stack.probabilities.smooth(by: plan.smoothing, into: smoothed)
    if classes.count < decided.pixelCount {
      classes = Array(repeating: .nodata, count: decided.pixelCount)
      cleaned = classes
    }
    classes.withUnsafeMutableBufferPointer { classes in
      guard let classes = classes.baseAddress else { return }
      for (line, row) in decided.rows.enumerated() {
        smoothed.withPointers(row: row, column: decided.columns.lowerBound) { shares in
          choose_codes(
            decided.width, Int32(plan.stack.classes.count),
            UnsafeRawPointer(shares).assumingMemoryBound(to: UnsafePointer<Float>?.self),
            plan.decision.weights, plan.stack.classes, classes + line * decided.width)
        }
      }
    }
  }

  /// Stores how sure the decision is, before cleaning.
  private func storeConfidence(_ core: PixelWindow, within decided: PixelWindow, into target: TileTarget) {
    guard let confidence = target.confidence else { return }
    let count = plan.stack.classes.count
    for row in core.rows {
      let line = confidence + (row - core.rows.lowerBound) * target.stride
      for column in core.columns {
        let place = smoothed.index(row: row, column: column)
        let probability = { (plane: Int) in self.smoothed[plane][place] }
        guard !probability(0).isNaN else {
          line[column - core.columns.lowerBound] = .nodata
          continue
        }
        let chosen = plan.decision.choice(count, probability)
        let share =
          stack.isOpen(row: row, column: column)
          ? plan.decision.confidence(in: chosen, count, probability) : probability(chosen)
        line[column - core.columns.lowerBound] = UInt8((min(max(share, 0), 1) * 100).rounded())
      }
    }
  }

  /// Cleans the decided classes and copies those of the core out.
  private func clean(_ core: PixelWindow, _ decided: PixelWindow, into target: TileTarget) {
    classes.withUnsafeBufferPointer { source in
      cleaned.withUnsafeMutableBufferPointer {
        plan.cleaning.apply(to: source, size: decided.size, into: $0)
      }
    }
    let firstColumn = core.columns.lowerBound - decided.columns.lowerBound
    cleaned.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      for row in core.rows {
        (target.classes + (row - core.rows.lowerBound) * target.stride).update(
          from: source + (row - decided.rows.lowerBound) * decided.width + firstColumn, count: core.width)
      }
    }
  }

  /// Hands out bands and indices of the core row by row.
  private func handOut(_ core: PixelWindow, of mosaic: PixelWindow, into target: TileTarget) {
    if let indices, let reach = plan.indices?.reach {
      indexBands.show(
        core.expanded(by: reach, within: mosaic), of: [(source: bands, numbers: Array(0..<plan.roles.count))])
      indices.compute(core: core, of: mosaic, inputs: indexBands.inputs)
    }
    let count = plan.indices?.names.count ?? 0
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Float>.self, capacity: max(1, count)) { rows in
      for (number, row) in core.rows.enumerated() {
        for index in 0..<count {
          guard let planes = indices?.features else { continue }
          rows.initializeElement(
            at: index, to: UnsafeMutablePointer(mutating: planes[index] + number * core.width))
        }
        bands.withPointers(row: row, column: core.columns.lowerBound) { bands in
          target.row(row, validity[number], bands, UnsafePointer(rows.baseAddress.unsafelyUnwrapped))
        }
      }
    }
  }
}
