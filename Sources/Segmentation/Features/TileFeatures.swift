public import Grid

/// One worker's engine for a `FeaturePlan`. Not safe to share.
public final class TileFeatures {
  /// The plan.
  public let plan: FeaturePlan

  private let worker: PlaneWorker
  private var outputs: FloatPlanes

  init(_ plan: FeaturePlan) {
    self.plan = plan
    worker = PlaneWorker(plan.graph)
    outputs = FloatPlanes(count: plan.count, capacity: 0)
  }

  /// Works out every feature over `core`.
  ///
  /// - Parameters:
  ///   - core: The pixels that are asked for.
  ///   - mosaic: All pixels, from column and row 0.
  ///   - inputs: One plane for each of `plan.inputs` over
  ///     `core.expanded(by: plan.reach, within: mosaic)`, row after row without
  ///     gaps; NaN in all of them where the mosaic holds nothing.
  public func compute(
    core: PixelWindow, of mosaic: PixelWindow, inputs: UnsafePointer<UnsafePointer<Float>>
  ) {
    precondition(mosaic.contains(core), "the core lies in the mosaic")
    if outputs.capacity < core.pixelCount {
      outputs = FloatPlanes(count: plan.count, capacity: core.pixelCount)
    }
    guard !core.isEmpty else { return }
    let window = core.expanded(by: plan.reach, within: mosaic)
    let views = plan.inputs.indices.map { PlaneView(inputs[$0], window: window) }
    worker.run(core: core, of: mosaic, inputs: views, outputs: outputs.pointers)
  }

  /// One plane for each feature over the core that was worked out last, row
  /// after row without gaps; NaN where there is no value, never infinite.
  ///
  /// Valid until `compute` is called again.
  public var features: UnsafePointer<UnsafePointer<Float>> {
    UnsafeRawPointer(outputs.pointers).assumingMemoryBound(to: UnsafePointer<Float>.self)
  }
}
