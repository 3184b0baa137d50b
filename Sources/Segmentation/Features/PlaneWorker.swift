import Grid
import Spectral

/// One worker's memory for a graph's planes. Not safe to share.
final class PlaneWorker {
  private let graph: PlaneGraph
  private let scratch: FloatPlanes
  private var slots: [FloatPlanes]
  private var windows: [PixelWindow] = []

  init(_ graph: PlaneGraph) {
    self.graph = graph
    let counts = graph.steps.map { step in
      if case .program(let program) = step.work { program.scratchCount } else { 0 }
    }
    scratch = FloatPlanes(count: 1, capacity: counts.max() ?? 0)
    slots = graph.slotMargins.map { _ in FloatPlanes(count: 1, capacity: 0) }
  }

  /// Does every step.
  ///
  /// - Parameters:
  ///   - core: The pixels that are asked for.
  ///   - mosaic: All pixels.
  ///   - inputs: Planes over at least the core and the graph's reach.
  ///   - outputs: Planes over the core.
  func run(
    core: PixelWindow, of mosaic: PixelWindow, inputs: [PlaneView],
    outputs: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    let largest = graph.slotMargins.map { core.expanded(by: $0, within: mosaic).pixelCount }
    for (slot, count) in largest.enumerated() where slots[slot].capacity < count {
      slots[slot] = FloatPlanes(count: 1, capacity: count)
    }
    windows = Array(repeating: core, count: graph.places.count)
    for step in graph.steps {
      let wanted = core.expanded(by: step.margin, within: mosaic)
      for case .plane(let plane) in step.targets { windows[plane] = wanted }
      let sources = step.sources.map { source in
        switch source {
        case .input(let input): inputs[input]
        case .plane(let plane): view(plane, outputs: outputs)
        }
      }
      withTargets(step.targets, outputs) { targets in
        switch step.work {
        case .filter(let filter): filter.apply(to: sources, wanted: wanted, of: mosaic, into: targets)
        case .program(let program): run(program, sources, wanted: wanted, into: targets)
        }
      }
    }
    for output in graph.uncheckedOutputs { dropInfinities(outputs[output], count: core.pixelCount) }
  }

  /// A plane that was made and is still kept.
  func view(_ plane: Int, outputs: UnsafePointer<UnsafeMutablePointer<Float>>) -> PlaneView {
    PlaneView(memory(of: .plane(plane), outputs), window: windows[plane])
  }

  private func memory(
    of target: PlaneGraph.Target, _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>
  ) -> UnsafeMutablePointer<Float> {
    switch target {
    case .output(let output): outputs[output]
    case .plane(let plane):
      switch graph.places[plane] {
      case .output(let output): outputs[output]
      case .slot(let slot): slots[slot].pointers[0]
      }
    }
  }

  private func withTargets(
    _ targets: [PlaneGraph.Target], _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>,
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<Float>>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Float>.self, capacity: max(1, targets.count)) {
      for (index, target) in targets.enumerated() {
        $0.initializeElement(at: index, to: memory(of: target, outputs))
      }
      body($0.baseAddress.unsafelyUnwrapped)
    }
  }

  /// Runs a program row by row; moves the targets on.
  private func run(
    _ program: PixelProgram, _ sources: [PlaneView], wanted: PixelWindow,
    into targets: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  ) {
    withUnsafeTemporaryAllocation(of: UnsafePointer<Float>.self, capacity: max(1, sources.count)) { rows in
      for row in wanted.rows {
        for (index, source) in sources.enumerated() {
          rows.initializeElement(
            at: index, to: source.address(row: row, column: wanted.columns.lowerBound))
        }
        program.run(
          count: wanted.width, inputs: rows.baseAddress.unsafelyUnwrapped, outputs: targets,
          scratch: scratch.pointers[0])
        for index in 0..<program.outputCount { targets[index] += wanted.width }
      }
    }
  }

  private func dropInfinities(_ values: UnsafeMutablePointer<Float>, count: Int) {
    for i in 0..<count { values[i] = values[i] - values[i] == 0 ? values[i] : .nan }
  }
}
