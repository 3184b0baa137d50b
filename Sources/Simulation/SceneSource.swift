public import Grid
public import Pixels

/// A scene as a mosaic that can be read without any file.
public struct SceneSource: TileSource {
  /// The scene.
  public let scene: FarmScene
  /// The sensor that sees it.
  public let sensor: SensorModel

  /// Makes a source.
  public init(scene: FarmScene, sensor: SensorModel) {
    self.scene = scene
    self.sensor = sensor
  }

  /// The mosaic as a file with tiles of 256 pixels would describe it.
  public var mosaic: MosaicDescription {
    MosaicDescription(
      size: scene.size, bands: sensor.bands, sampleType: sensor.sampleType,
      blockSize: PixelSize(width: 256, height: 256),
      mask: sensor.nodata == .alpha ? .alpha(band: sensor.bandCount) : .none)
  }

  /// A reader that renders what it is asked for.
  public func makeReader() throws -> any TileReader { SceneReader(source: self) }
}

/// Renders windows of a scene on demand.
private final class SceneReader: TileReader {
  private let source: SceneSource

  init(source: SceneSource) { self.source = source }

  func read(
    _ window: PixelWindow, bands: [Int], into samples: UnsafeMutableRawPointer, rowStride: Int,
    planeStride: Int
  ) throws {
    let target = SampleTarget(
      base: samples, rowStride: rowStride, planeStride: planeStride, bands: bands)
    source.scene.render(window, sensor: source.sensor, samples: target)
  }

  func readMask(_ window: PixelWindow, into mask: UnsafeMutablePointer<UInt8>, rowStride: Int) throws {
    source.scene.renderCoverage(window, into: mask, rowStride: rowStride)
  }
}

extension FarmScene {
  /// Writes 255 for each pixel of a window that the flight covered and 0 for
  /// the others; `rowStride` is in bytes.
  public func renderCoverage(
    _ window: PixelWindow, into mask: UnsafeMutablePointer<UInt8>, rowStride: Int
  ) {
    let inner = sceneWindow(window)
    for (index, row) in inner.rows.enumerated() {
      let target = mask + index * rowStride
      target.update(repeating: 0, count: window.width)
      for span in outline.spans(row: row, columns: inner.columns) {
        (target + (span.lowerBound - inner.columns.lowerBound)).update(repeating: 255, count: span.count)
      }
    }
  }
}
