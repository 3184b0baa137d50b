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
    var isSkipped = false
    for place in layers.indices {
      let later = stack.plans[(place + 1)...].reduce(0) { $0 + $1.features.reach }
      let window = core.expanded(by: later, within: mosaic)
      if place == 0 {
        isSkipped = !openGate(over: window, of: mosaic, bands: bands)
      }
      clock?.enter(.index)
      guard computeFeatures(place, over: window, of: mosaic, bands: bands, isSkipped: isSkipped),
        let predictor = layers[place].predictor
      else { continue }
      clock?.enter(.classify)
      predict(place, over: window, with: predictor)
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
    for layer in layers {
      let offset = layer.probabilities.index(row: row, column: column)
      for (plane, number) in layer.plan.numbers.enumerated() {
        values[number] = layer.features.features[plane][offset]
      }
    }
  }

  /// Evaluates the gate over a window; false where it holds nowhere.
  private func openGate(over window: PixelWindow, of mosaic: PixelWindow, bands: WindowPlanes) -> Bool {
    open.move(to: window)
    let flags = open[0]
    let count = window.pixelCount
    if let gate, let plan = stack.gatePlan {
      let inputs = gateInputs
      inputs.move(to: window.expanded(by: plan.reach, within: mosaic))
      inputs.copy(0..<stack.roles.count, of: bands, toPlanesFrom: 0)
      gate.compute(core: window, of: mosaic, inputs: inputs.inputs)
      let values = gate.features[0]
      for pixel in 0..<count { flags[pixel] = values[pixel] > 0 || values[pixel] < 0 ? 1 : 0 }
    } else {
      flags.update(repeating: 1, count: count)
    }
    var openCount = 0
    for row in window.rows {
      let line = flags + open.index(row: row, column: window.columns.lowerBound)
      let valid = bands[0] + bands.index(row: row, column: window.columns.lowerBound)
      for column in 0..<window.width {
        if valid[column].isNaN { line[column] = 0 }
        if line[column] != 0 { openCount += 1 }
      }
    }
    return openCount > 0
  }

  /// Computes what a layer's forest reads; false where it is asked nowhere.
  private func computeFeatures(
    _ place: Int, over window: PixelWindow, of mosaic: PixelWindow, bands: WindowPlanes, isSkipped: Bool
  ) -> Bool {
    let layer = layers[place]
    layer.probabilities.move(to: window)
    fillOutside(layer.probabilities, bands: bands)
    guard !isSkipped else { return false }
    let inputWindow = window.expanded(by: layer.plan.features.reach, within: mosaic)
    layer.inputs.move(to: inputWindow)
    layer.inputs.copy(0..<stack.roles.count, of: bands, toPlanesFrom: 0)
    if place > 0 {
      layer.inputs.copy(
        0..<stack.classes.count, of: layers[place - 1].probabilities, toPlanesFrom: stack.roles.count)
    }
    layer.features.compute(core: window, of: mosaic, inputs: layer.inputs.inputs)
    return true
  }

  /// The probabilities where the gate does not hold; NaN where nothing is.
  private func fillOutside(_ planes: WindowPlanes, bands: WindowPlanes) {
    let window = planes.window
    for plane in 0..<planes.count {
      for row in window.rows {
        let line = planes[plane] + planes.index(row: row, column: window.columns.lowerBound)
        let valid = bands[0] + bands.index(row: row, column: window.columns.lowerBound)
        for column in 0..<window.width {
          line[column] = valid[column].isNaN ? .nan : stack.outside[plane]
        }
      }
    }
  }

  /// Runs the forest over the pixels that the gate lets through.
  private func predict(_ place: Int, over window: PixelWindow, with predictor: ForestPredictor) {
    let sources = layers[...place].flatMap { layer in
      layer.plan.numbers.enumerated().map {
        PixelBatch.Source(
          number: $1, plane: layer.features.features[$0], window: layer.probabilities.window)
      }
    }
    let flags = open[0]
    let planes = layers[place].probabilities
    for row in window.rows {
      for column in window.columns where flags[open.index(row: row, column: column)] != 0 {
        batch.add(row: row, column: column)
        if batch.isFull { batch.predict(sources, with: predictor, into: planes) }
      }
    }
    batch.predict(sources, with: predictor, into: planes)
  }
}
