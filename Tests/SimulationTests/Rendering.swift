import Grid
import Pixels
import Simulation

/// A window rendered as float reflectance with its labels.
struct Rendering {
  let window: PixelWindow
  var samples: [Float]
  var labels: [ClassCode]

  init(_ scene: FarmScene, _ window: PixelWindow? = nil) {
    let window = window ?? PixelWindow(scene.size)
    self.window = window
    samples = scene.samples(window, .redEdgeMFloat, as: Float.self)
    labels = [ClassCode](repeating: 9, count: window.pixelCount)
    labels.withUnsafeMutableBufferPointer { labels in
      if let base = labels.baseAddress {
        scene.renderLabels(window, into: LabelTarget(base: base, rowStride: window.width))
      }
    }
  }

  func plane(_ role: BandRole) -> ArraySlice<Float> {
    let index = SensorModel.redEdgeMFloat.roles.firstIndex(of: role) ?? 0
    return samples[index * window.pixelCount..<(index + 1) * window.pixelCount]
  }

  /// The mean of a band over the pixels of a class.
  func mean(_ role: BandRole, _ code: ClassCode) -> Double {
    let values = zip(plane(role), labels).filter { $0.1 == code }.map { Double($0.0) }
    return values.reduce(0, +) / Double(values.count)
  }

  /// The mean NDVI over the pixels of a class.
  func meanNDVI(_ code: ClassCode) -> Double {
    let bands = zip(plane(.nearInfrared), plane(.red))
    let values = zip(bands, labels).filter { $0.1 == code }.map {
      Double(($0.0.0 - $0.0.1) / ($0.0.0 + $0.0.1))
    }
    return values.reduce(0, +) / Double(values.count)
  }
}

extension FarmScene {
  /// All planes of a window, one after another.
  func samples<Sample: Numeric>(_ window: PixelWindow, _ sensor: SensorModel, as: Sample.Type) -> [Sample] {
    var samples = [Sample](repeating: 7, count: window.pixelCount * sensor.bandCount)
    let bytes = MemoryLayout<Sample>.size
    samples.withUnsafeMutableBytes { memory in
      if let base = memory.baseAddress {
        let target = SampleTarget(
          base: base, rowStride: window.width * bytes, planeStride: window.pixelCount * bytes)
        render(window, sensor: sensor, samples: target)
      }
    }
    return samples
  }
}

extension SceneParameters {
  /// The smallest farm that has every kind of field.
  static func small(seed: UInt64 = 3) -> SceneParameters {
    var parameters = SceneParameters(
      seed: seed, size: PixelSize(width: 420, height: 360), pixelSizeMetres: 0.03)
    parameters.blockAngleDegrees = 7
    parameters.fieldSideMetres = 3.8
    parameters.trackWidthMetres = 0.4
    parameters.headlandMetres = 0.2
    parameters.trialPlotLimit = 2
    parameters.tramlineRows = 6
    parameters.weedsPerSquareMetre = 3
    parameters.focusSpacingMetres = 3
    parameters.focusChance = 0.6
    parameters.frameSideMetres = 3
    return parameters
  }
}

/// Scenes that several tests look at, rendered once.
enum Shared {
  static let first = Result { try FarmScene(parameters: .small()) }
  static let second = Result { try FarmScene(parameters: .small(), acquisition: .second) }
  static let firstRendering = first.map { Rendering($0) }
  static let secondRendering = second.map { Rendering($0) }
}
