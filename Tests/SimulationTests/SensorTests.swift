import Grid
import Pixels
import Simulation
import Testing

@Suite struct SensorTests {
  private let window = PixelWindow(columns: 0..<120, rows: 100..<140)

  private func labels(_ scene: FarmScene) -> [ClassCode] { Rendering(scene, window).labels }

  @Test func `colour mosaics mark uncovered pixels in alpha`() throws {
    let scene = try Shared.first.get()
    let samples = scene.samples(window, .rgb, as: UInt8.self)
    let alpha = samples.suffix(window.pixelCount)
    #expect(zip(alpha, labels(scene)).allSatisfy { ($0.0 == 0) == ($0.1 == .nodata) })
    #expect(Set(alpha) == [0, 255])
    #expect(SensorModel.rgb.bands.map(\.role) == [.red, .green, .blue, .alpha])
  }

  @Test(arguments: [SensorModel.redEdgeM, .mavic3M])
  func `integer reflectance uses nodata for uncovered pixels alone`(sensor: SensorModel) throws {
    let scene = try Shared.first.get()
    let samples = scene.samples(window, sensor, as: UInt16.self)
    let labels = labels(scene)
    for band in 0..<sensor.bandCount {
      let plane = samples[band * window.pixelCount..<(band + 1) * window.pixelCount]
      #expect(zip(plane, labels).allSatisfy { ($0.0 == 0) == ($0.1 == .nodata) })
    }
  }

  @Test func `integer samples are float reflectance times the scale`() throws {
    let scene = try Shared.first.get()
    let counts = scene.samples(window, .redEdgeM, as: UInt16.self)
    let reflectance = scene.samples(window, .redEdgeMFloat, as: Float.self)
    for (count, value) in zip(counts, reflectance) {
      #expect(value == -10000 ? count == 0 : abs(Float(count) - value * 32768) <= 0.51)
    }
    let coarse = scene.samples(window, SensorModel.redEdgeM.quantised(to: 128), as: UInt16.self)
    #expect(coarse.allSatisfy { $0 % 128 == 0 })
    #expect(zip(coarse, counts).allSatisfy { abs(Int($0) - Int($1)) <= 128 })
  }

  @Test func `float nodata may be NaN`() throws {
    let scene = try Shared.first.get()
    var sensor = SensorModel.redEdgeMFloat
    sensor.nodata = .value(.nan)
    let samples = scene.samples(window, sensor, as: Float.self)
    #expect(zip(samples, labels(scene)).allSatisfy { $0.0.isNaN == ($0.1 == .nodata) })
  }

  @Test func `a source reads chosen bands of a window`() throws {
    let scene = try Shared.first.get()
    let source = SceneSource(scene: scene, sensor: .redEdgeMFloat)
    #expect(source.mosaic.size == scene.size && source.mosaic.bands.count == 5)
    #expect(source.mosaic.bands.map(\.nodata) == Array(repeating: -10000, count: 5))
    let whole = scene.samples(window, .redEdgeMFloat, as: Float.self)
    var read = [Float](repeating: 0, count: 2 * window.pixelCount)
    try read.withUnsafeMutableBytes { memory in
      try source.makeReader().read(
        window, bands: [5, 3], into: #require(memory.baseAddress), rowStride: 480,
        planeStride: window.pixelCount * 4)
    }
    #expect(
      Array(read.prefix(window.pixelCount)) == Array(whole[4 * window.pixelCount..<5 * window.pixelCount]))
    #expect(
      Array(read.suffix(window.pixelCount)) == Array(whole[2 * window.pixelCount..<3 * window.pixelCount]))
  }
}
