import Grid
import Pixels
import Spectral

/// One worker's rule segmenter, with the planes of the tile at hand.
final class RuleTileSegmenter: TileSegmenter {
  private let plan: RuleSegmenter
  private let scratch: FloatPlanes
  private var bands: FloatPlanes
  private var outputs: FloatPlanes
  private var filtered: [FloatPlanes] = []
  private var operands: [FloatPlanes]
  private var results: [FloatPlanes]
  private var classes: [ClassCode] = []
  private var cleaned: [ClassCode] = []

  init(_ plan: RuleSegmenter) {
    self.plan = plan
    let programs = plan.schedule.stages.map(\.program) + [plan.decision]
    scratch = FloatPlanes(count: 1, capacity: programs.map(\.scratchCount).max() ?? 0)
    bands = FloatPlanes(count: plan.roles.count, capacity: 0)
    outputs = FloatPlanes(count: plan.outputCount, capacity: 0)
    operands = plan.schedule.stages.map { FloatPlanes(count: $0.filters.count, capacity: 0) }
    results = operands
  }

  func segment(
    _ core: PixelWindow, of mosaic: PixelWindow, from source: any CalibratedRows, into target: TileTarget
  ) {
    let tile = Tile(
      core: core, decided: core.expanded(by: plan.cleaning.reach, within: mosaic),
      window: core.expanded(by: plan.reach, within: mosaic), source: source)
    prepare(for: tile)
    for (place, stage) in plan.schedule.stages.enumerated() { run(stage, at: place, over: tile) }
    for row in tile.decided.rows {
      let validity = decide(row, of: tile)
      if core.rows.contains(row) { handOut(row, validity, of: tile, into: target) }
    }
    clean(tile, into: target)
  }

  /// The windows of one tile, each within the next.
  private struct Tile {
    var core: PixelWindow
    /// What the cleaning looks at.
    var decided: PixelWindow
    /// What the filters look at.
    var window: PixelWindow
    var source: any CalibratedRows

    var coreOffset: Int { core.columns.lowerBound - decided.columns.lowerBound }
  }

  private func prepare(for tile: Tile) {
    filtered = []
    if bands.capacity < tile.window.width {
      bands = FloatPlanes(count: bands.count, capacity: tile.window.width)
      outputs = FloatPlanes(count: outputs.count, capacity: tile.window.width)
    }
    if classes.count < tile.decided.pixelCount {
      classes = Array(repeating: .nodata, count: tile.decided.pixelCount)
      cleaned = classes
    }
  }

  /// Computes what a stage's filters work on over the window, then filters it.
  private func run(_ stage: FilterStage, at place: Int, over tile: Tile) {
    let window = tile.window
    if operands[place].capacity < window.pixelCount {
      operands[place] = FloatPlanes(count: stage.filters.count, capacity: window.pixelCount)
      results[place] = FloatPlanes(count: stage.filters.count, capacity: window.pixelCount)
    }
    let operands = operands[place]
    let planes = results[place]
    for row in window.rows {
      _ = read(row, columns: window.columns, at: 0, of: tile)
      let offset = (row - window.rows.lowerBound) * window.width
      operands.withPointers(offset: offset) { targets in
        run(stage.program, count: window.width, planeOffset: offset, into: targets)
      }
    }
    for (index, filter) in stage.filters.enumerated() {
      filter.apply(to: UnsafeBufferPointer(operands[index]), size: window.size, into: planes[index])
    }
    filtered.append(planes)
  }

  /// Runs the rules over one row and stores its classes.
  private func decide(_ row: Int, of tile: Tile) -> RowValidity {
    let (core, decided, window) = (tile.core, tile.decided, tile.window)
    _ = read(row, columns: decided.columns.lowerBound..<core.columns.lowerBound, at: 0, of: tile)
    let validity = read(row, columns: core.columns, at: tile.coreOffset, of: tile)
    _ = read(
      row, columns: core.columns.upperBound..<decided.columns.upperBound, at: tile.coreOffset + core.width,
      of: tile)
    let planeOffset =
      (row - window.rows.lowerBound) * window.width + decided.columns.lowerBound - window.columns.lowerBound
    run(plan.decision, count: decided.width, planeOffset: planeOffset, into: outputs.pointers)
    storeClasses(at: (row - decided.rows.lowerBound) * decided.width, count: decided.width)
    return validity
  }

  /// Reads part of a row of every band, `start` values into the band rows.
  private func read(_ row: Int, columns: Range<Int>, at start: Int, of tile: Tile) -> RowValidity {
    guard !columns.isEmpty else { return RowValidity() }
    return bands.withPointers(offset: start) { tile.source.read(row: row, columns: columns, into: $0) }
  }

  /// Runs a program on the band rows and on the filtered planes from
  /// `planeOffset` on.
  private func run(
    _ program: PixelProgram, count: Int, planeOffset: Int,
    into targets: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  ) {
    let inputCount = bands.count + filtered.reduce(0) { $0 + $1.count }
    withUnsafeTemporaryAllocation(of: UnsafePointer<Float>.self, capacity: max(1, inputCount)) { inputs in
      var next = 0
      for index in 0..<bands.count {
        inputs.initializeElement(at: next, to: UnsafePointer(bands.pointers[index]))
        next += 1
      }
      for planes in filtered {
        for index in 0..<planes.count {
          inputs.initializeElement(at: next, to: UnsafePointer(planes.pointers[index] + planeOffset))
          next += 1
        }
      }
      program.run(
        count: count, inputs: inputs.baseAddress.unsafelyUnwrapped, outputs: targets,
        scratch: scratch.pointers[0])
    }
  }

  private func storeClasses(at offset: Int, count: Int) {
    let codes = outputs.pointers[0]
    let valid = bands.pointers[0]
    classes.withUnsafeMutableBufferPointer { classes in
      for column in 0..<count {
        let code = ClassCode(truncatingIfNeeded: Int32(codes[column]))
        classes[offset + column] = valid[column].isNaN ? .nodata : code
      }
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
