import Grid
import Learning
import Pixels
import Segmentation
import Spectral

/// Looks at a few places of a mosaic with a model's eyes.
///
/// Which pixels are looked at depends on the mosaic's size alone: windows of
/// 32 pixels, evenly spread, and in them every fourth pixel of every fourth
/// row. Neither tiles nor threads change it.
struct DriftSampling: Sendable {
  /// The side of a window in pixels.
  static let windowSide = 32
  /// Every so many rows and columns of a window are looked at.
  static let step = 4
  /// The most windows of a mosaic.
  static let windowLimit = 48
  /// The most windows of all mosaics that a model is trained on.
  static let referenceLimit = 192

  /// A mosaic and which of the models decides where.
  struct Scene: Sendable {
    var size: PixelSize
    var makeReader: @Sendable () throws -> WindowReader
    /// The model that has not seen a pixel, by its place in `stacks`.
    var judge: @Sendable (_ row: Int, _ column: Int) -> Int = { _, _ in 0 }
  }

  /// What is known of each pixel.
  let columns: [DriftSample.Column]
  /// The model itself, then those that stand in for it where it has seen the
  /// labels.
  let stacks: [ForestStack]
  let decision: ForestDecision
  /// The places of the features that are looked at in the first layer.
  private let features: [Int]

  /// Prepares a model.
  ///
  /// - Parameter featureNames: The first layer's features as text.
  init(_ stacks: [ForestStack], decision: ForestDecision, featureNames: [String]) {
    self.stacks = stacks
    self.decision = decision
    let used = stacks[0].layers.reduce(into: Set<Int>()) { $0.formUnion($1.forest?.features ?? []) }
    let features = featureNames.indices.filter { used.contains($0) }
    self.features = features
    columns =
      stacks[0].roles.map { .init(.band, $0.rawValue) } + features.map { .init(.feature, featureNames[$0]) }
      + [.init(.confidence, "confidence"), .init(.classCode, "class")]
  }

  /// The sample of a mosaic; blocks are its windows, in raster order.
  func sample(
    _ scene: Scene, windowLimit: Int = Self.windowLimit, workerCount: Int,
    cancellation: RunCancellation = .never
  ) throws -> DriftSample {
    let windows = SamplePlan(
      mosaic: scene.size, windowSize: Self.windowSide, maximumWindowCount: windowLimit
    ).windows
    let pool = WorkerPool(workerCount: workerCount)
    let slots = WorkerSlots<DriftWindowReader>(workerCount: pool.workerCount)
    let blocks = try pool.map(windows.count) { task, worker in
      try cancellation.check()
      return try slots.value(of: worker) {
        DriftWindowReader(self, features: features, scene: scene, reader: try scene.makeReader())
      }.rows(of: windows[task])
    }
    var sample = DriftSample(columns: columns)
    for block in blocks { sample.append(block: block) }
    return sample
  }
}
