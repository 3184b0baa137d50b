import Grid
import Pixels
import Simulation
import Testing

@Suite struct ExportTests {
  /// Keeps what a scene writes.
  private final class Memory: SceneImageSink, SceneLabelSink, SceneShapeSink {
    let width: Int
    var nextImageRow = 0
    var planes: [[UInt16]] = Array(repeating: [], count: 5)
    var labels: [ClassCode] = []
    var fields: [SceneField] = []
    var lines: [RowLine] = []
    var instances: [SceneInstance] = []
    var fociCount = 0
    var finishCount = 0

    init(width: Int) { self.width = width }

    func write(rows: Range<Int>, planes bytes: UnsafeRawBufferPointer) {
      #expect(rows.lowerBound == nextImageRow)
      nextImageRow = rows.upperBound
      let samples = bytes.bindMemory(to: UInt16.self)
      let count = rows.count * width
      #expect(samples.count == 5 * count)
      for band in 0..<5 { planes[band] += samples[band * count..<(band + 1) * count] }
    }

    func write(rows: Range<Int>, labels: UnsafeBufferPointer<ClassCode>) {
      #expect(rows.count * width == labels.count)
      self.labels += labels
    }

    func write(_ field: SceneField) { fields.append(field) }
    func write(_ line: RowLine) { lines.append(line) }
    func write(_ focus: DiseaseFocus) { fociCount += 1 }
    func write(_ instance: SceneInstance) { instances.append(instance) }
    func finish() { finishCount += 1 }
  }

  @Test(arguments: [(97, 1), (256, 3)])
  func `strips put together are the scene`(stripHeight: Int, workers: Int) async throws {
    let scene = try Shared.first.get()
    let export = SceneExport(
      scene: scene, sensor: .redEdgeM, stripHeight: stripHeight, workerCount: workers)
    let memory = Memory(width: scene.size.width)
    try await export.write(image: memory, labels: memory, shapes: memory)
    let whole = PixelWindow(scene.size)
    #expect(memory.planes.flatMap { $0 } == scene.samples(whole, .redEdgeM, as: UInt16.self))
    #expect(memory.labels == (try Shared.firstRendering.get()).labels)
    #expect(memory.fields == scene.fields && memory.lines == scene.rowLines)
    #expect(Set(memory.instances) == Set(scene.instances(in: whole)))
    #expect(memory.instances.count == Set(memory.instances.map(\.id)).count)
    #expect(memory.fociCount == scene.foci(in: whole).count)
    #expect(memory.finishCount == 3)
  }

  private struct Full: Error {}

  private final class FullDisk: SceneImageSink {
    func write(rows: Range<Int>, planes: UnsafeRawBufferPointer) throws { throw Full() }
    func finish() { Issue.record("a failed image must not be finished") }
  }

  @Test func `a sink's error ends the export`() async throws {
    let export = SceneExport(scene: try Shared.first.get(), sensor: .redEdgeM, stripHeight: 32)
    await #expect(throws: Full.self) { try await export.write(image: FullDisk()) }
  }
}
