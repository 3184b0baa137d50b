import Grid
import Pixels

/// Streams a scene into sinks, strip by strip.
///
/// Two strips are in memory at once: while one is written the next is
/// rendered. Memory grows with the mosaic's width and the strip's height only.
public struct SceneExport: Sendable {
  /// The scene.
  public let scene: FarmScene
  /// The sensor that sees it.
  public let sensor: SensorModel
  /// How many rows a strip has; best a multiple of 128 and of a file's tiles.
  public let stripHeight: Int
  /// How many windows of a strip are rendered at once.
  public let workerCount: Int

  /// Prepares an export; `stripHeight` and `workerCount` must be positive.
  public init(scene: FarmScene, sensor: SensorModel, stripHeight: Int = 256, workerCount: Int = 2) {
    precondition(stripHeight > 0 && workerCount > 0, "a strip has rows and a worker renders it")
    self.scene = scene
    self.sensor = sensor
    self.stripHeight = stripHeight
    self.workerCount = workerCount
  }

  /// Writes the whole scene and finishes every sink, the image last.
  ///
  /// - Throws: What a sink throws, or `CancellationError`.
  public nonisolated(nonsending) func write(
    image: (any SceneImageSink)?, labels: (any SceneLabelSink)? = nil, shapes: (any SceneShapeSink)? = nil
  ) async throws {
    if let shapes { try writeLayout(to: shapes) }
    let strips = StripRows(height: scene.size.height, step: stripHeight)
    var (current, spare) = (makeStrip(), makeStrip())
    await render(strips[0], into: current)
    for index in 0..<strips.count {
      try Task.checkCancellation()
      async let next: Void = render(strips[index + 1], into: spare)
      try write(strips[index], current, image: image, labels: labels, shapes: shapes)
      await next
      swap(&current, &spare)
    }
    try shapes?.finish()
    try labels?.finish()
    try image?.finish()
  }

  private func writeLayout(to shapes: any SceneShapeSink) throws {
    for field in scene.fields { try shapes.write(field) }
    for line in scene.rowLines { try shapes.write(line) }
    for focus in scene.foci(in: PixelWindow(scene.size)) { try shapes.write(focus) }
  }

  private func write(
    _ rows: Range<Int>, _ strip: Strip, image: (any SceneImageSink)?, labels: (any SceneLabelSink)?,
    shapes: (any SceneShapeSink)?
  ) throws {
    let pixels = rows.count * scene.size.width
    let bytes = pixels * sensor.bandCount * sensor.sampleType.byteCount
    try image?.write(rows: rows, planes: UnsafeRawBufferPointer(start: strip.samples, count: bytes))
    try labels?.write(rows: rows, labels: UnsafeBufferPointer(start: strip.labels, count: pixels))
    if let shapes {
      let window = PixelWindow(columns: 0..<scene.size.width, rows: rows)
      try scene.forEachInstance(in: window) { try shapes.write($0) }
    }
  }

  private func makeStrip() -> Strip {
    let pixels = min(stripHeight, scene.size.height) * scene.size.width
    return Strip(
      sampleBytes: pixels * sensor.bandCount * sensor.sampleType.byteCount, labelCount: pixels)
  }

  /// Renders rows; several windows at once.
  private func render(_ rows: Range<Int>, into strip: Strip) async {
    guard !rows.isEmpty else { return }
    let width = scene.size.width
    let blocks = (width + 255) / 256
    let share = (blocks + workerCount - 1) / workerCount * 256
    await withTaskGroup { group in
      for start in stride(from: 0, to: width, by: share) {
        let columns = start..<min(start + share, width)
        group.addTask { render(PixelWindow(columns: columns, rows: rows), into: strip) }
      }
    }
  }

  private func render(_ window: PixelWindow, into strip: Strip) {
    let bytes = sensor.sampleType.byteCount
    let width = scene.size.width
    scene.render(
      window, sensor: sensor,
      samples: SampleTarget(
        base: strip.samples + window.columns.lowerBound * bytes, rowStride: width * bytes,
        planeStride: width * window.height * bytes),
      labels: LabelTarget(base: strip.labels + window.columns.lowerBound, rowStride: width))
  }
}

/// The rows of a raster cut into strips; empty beyond the last.
private struct StripRows {
  let height: Int
  let step: Int

  var count: Int { (height + step - 1) / step }

  subscript(index: Int) -> Range<Int> {
    min(index * step, height)..<min((index + 1) * step, height)
  }
}

/// One strip's samples and labels.
///
/// Sendable because tasks write windows that do not overlap and the strip is
/// read only after all of them have ended.
private final class Strip: @unchecked Sendable {
  let samples: UnsafeMutableRawPointer
  let labels: UnsafeMutablePointer<ClassCode>

  init(sampleBytes: Int, labelCount: Int) {
    samples = .allocate(byteCount: max(sampleBytes, 1), alignment: 16)
    labels = .allocate(capacity: max(labelCount, 1))
  }

  deinit {
    samples.deallocate()
    labels.deallocate()
  }
}
