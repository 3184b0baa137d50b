import CKernels
public import Grid
public import Pixels
import Spectral

/// One worker's forest stack, with the planes of the tile at hand.
public final class ForestStackTile {
  private let stack: ForestStack
  private let gate: TileFeatures?
  private let layers: [Layer]
  private let batch: PixelBatch
  /// Which pixels of the first layer's window the gate lets through.
  private let open: WindowPlanes
  /// The rows and columns that hold all of them.
  private var openWindow = PixelWindow(columns: 0..<0, rows: 0..<0)
  /// The pixels that each layer's features were worked out over.
  private var featureWindows: [PixelWindow]
  /// The bands over what the gate looks at.
  private let gateInputs: WindowPlanes

  /// One layer's tools.
  private struct Layer {
    var plan: ForestStack.LayerPlan
    var features: TileFeatures
    /// Bands, then the probabilities before, over what the features look at.
    var inputs: WindowPlanes
    /// What the forest says; empty without one.
    var probabilities: WindowPlanes
    var predictor: ForestPredictor?
  }

  /// Makes a worker's own tools.
  public init(_ stack: ForestStack) {
    self.stack = stack
    gate = stack.gatePlan?.makeTileFeatures()
    layers = zip(stack.layers, stack.plans).enumerated().map { place, pair in
      Layer(
        plan: pair.1, features: pair.1.features.makeTileFeatures(),
        inputs: WindowPlanes(count: stack.roles.count + (place == 0 ? 0 : stack.classes.count)),
        probabilities: WindowPlanes(count: stack.classes.count),
        predictor: pair.1.tables.map { ForestPredictor($0) })
    }
    batch = PixelBatch(featureCount: stack.featureCount, classCount: stack.classes.count)
    open = WindowPlanes(count: 1)
    gateInputs = WindowPlanes(count: stack.roles.count)
    featureWindows = Array(repeating: PixelWindow(columns: 0..<0, rows: 0..<0), count: stack.plans.count)
  }

  /// The window of the bands that `evaluate` needs for a core.
  public func bandWindow(of core: PixelWindow, within mosaic: PixelWindow) -> PixelWindow {
    core.expanded(by: stack.reach, within: mosaic)
  }

  /// Works out features and probabilities.
  ///
  /// - Parameters:
  ///   - core: The pixels to decide.
  ///   - mosaic: All pixels.
  ///   - bands: The calibrated planes of `stack.roles` over `bandWindow`.
  ///   - clock: Told what are features and what is the forest.
  public func evaluate(
    _ core: PixelWindow, of mosaic: PixelWindow, bands: WindowPlanes, clock: StageClock? = nil
  ) {
    for place in layers.indices {
      let later = stack.plans[(place + 1)...].reduce(0) { $0 + $1.features.reach }
      let window = core.expanded(by: later, within: mosaic)
      if place == 0 { openGate(over: window, of: mosaic, bands: bands) }
      clock?.enter(.index)
      let wanted = computeFeatures(place, over: window, of: mosaic, bands: bands)
      guard !wanted.isEmpty, let predictor = layers[place].predictor else { continue }
      clock?.enter(.classify)
      predict(place, over: wanted, with: predictor)
    }
  }

  /// The probabilities of each class over the core.
  public var probabilities: WindowPlanes { layers[layers.count - 1].probabilities }

  /// True where the gate lets a pixel of the core through.
  public func isOpen(row: Int, column: Int) -> Bool { open[0][open.index(row: row, column: column)] > 0 }

  /// Copies the features of a pixel of the core, in the order of the last
  /// layer's forest; only where the gate lets it through, and only while the
  /// last layer has no forest.
  public func copyFeatures(row: Int, column: Int, into values: UnsafeMutablePointer<Float>) {
    for (layer, window) in zip(layers, featureWindows) {
      let offset =
        (row - window.rows.lowerBound) * window.width + column - window.columns.lowerBound
      for (plane, number) in layer.plan.numbers.enumerated() {
        values[number] = layer.features.features[plane][offset]
      }
    }
  }

  /// Evaluates the gate over a window.
  private func openGate(over window: PixelWindow, of mosaic: PixelWindow, bands: WindowPlanes) {
    open.move(to: window)
    let flags = open[0]
    let count = window.pixelCount
    if let gate, let plan = stack.gatePlan {
      gateInputs.show(window.expanded(by: plan.reach, within: mosaic), of: [bandPart(bands)])
      gate.compute(core: window, of: mosaic, inputs: gateInputs.inputs)
      let values = gate.features[0]
      for pixel in 0..<count { flags[pixel] = values[pixel] > 0 || values[pixel] < 0 ? 1 : 0 }
    } else {
      flags.update(repeating: 1, count: count)
    }
    var rows = window.rows.upperBound..<window.rows.upperBound
    var columns = (first: window.width, end: 0)
    for row in window.rows {
      let line = flags + open.index(row: row, column: window.columns.lowerBound)
      let valid = bands[0] + bands.index(row: row, column: window.columns.lowerBound)
      let found = close_invalid(window.width, valid, line)
      guard found.first < found.end else { continue }
      columns = (min(columns.first, found.first), max(columns.end, found.end))
      rows = min(rows.lowerBound, row)..<row + 1
    }
    let start = window.columns.lowerBound
    openWindow = PixelWindow(
      columns: rows.isEmpty ? start..<start : start + columns.first..<start + columns.end, rows: rows)
  }

  /// All bands that the stack reads.
  private func bandPart(_ bands: WindowPlanes) -> (source: WindowPlanes, numbers: [Int]) {
    (source: bands, numbers: Array(0..<stack.roles.count))
  }

  /// Computes what a layer's forest reads and gives back where it is asked.
  private func computeFeatures(
    _ place: Int, over window: PixelWindow, of mosaic: PixelWindow, bands: WindowPlanes
  ) -> PixelWindow {
    let layer = layers[place]
    layer.probabilities.move(to: window)
    fillOutside(layer.probabilities, bands: bands)
    let wanted = window.intersection(openWindow)
    featureWindows[place] = wanted
    guard !wanted.isEmpty else { return wanted }
    let before = place > 0 ? [layers[place - 1].probabilities] : []
    layer.inputs.show(
      wanted.expanded(by: layer.plan.features.reach, within: mosaic),
      of: [bandPart(bands)] + before.map { (source: $0, numbers: Array(0..<$0.count)) })
    layer.features.compute(core: wanted, of: mosaic, inputs: layer.inputs.inputs)
    return wanted
  }

  /// The probabilities where the gate does not hold; NaN where nothing is.
  private func fillOutside(_ planes: WindowPlanes, bands: WindowPlanes) {
    let window = planes.window
    for row in window.rows {
      let valid = bands[0] + bands.index(row: row, column: window.columns.lowerBound)
      for plane in 0..<planes.count {
        fill_valid(
          window.width, valid, stack.outside[plane],
          planes[plane] + planes.index(row: row, column: window.columns.lowerBound))
      }
    }
  }

  /// Runs the forest over the pixels that the gate lets through.
  private func predict(_ place: Int, over window: PixelWindow, with predictor: ForestPredictor) {
    let sources = zip(layers, featureWindows).prefix(place + 1).flatMap { layer, window in
      layer.plan.numbers.enumerated().map {
        PixelBatch.Source(number: $1, plane: layer.features.features[$0], window: window)
      }
    }
    let planes = layers[place].probabilities
    for row in window.rows {
      let flags = open[0] + open.index(row: row, column: 0)
      var column = window.columns.lowerBound
      while column < window.columns.upperBound {
        let first = column
        while column < window.columns.upperBound, flags[column] != 0 { column += 1 }
        batch.add(row: row, columns: first..<column, sources, with: predictor, into: planes)
        while column < window.columns.upperBound, flags[column] == 0 { column += 1 }
      }
    }
    batch.predict(sources, with: predictor, into: planes)
  }
}
