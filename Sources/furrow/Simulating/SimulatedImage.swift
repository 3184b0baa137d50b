import GeoFiles
import Grid
import Pixels
import Simulation

/// A scene's image on its way into a mosaic file.
final class SimulatedImage: SceneImageSink {
  private let writer: MosaicWriter
  private let progress: (Int) -> Void
  private var line: [UInt8]

  /// Begins the mosaic; `progress` is told how many rows are written.
  init(
    path: String, scene: FarmScene, sensor: SensorModel, crs: CoordinateSystem, format: MosaicFormat,
    progress: @escaping (Int) -> Void
  ) throws {
    writer = try MosaicWriter(
      path: path, size: scene.size, bands: sensor.bands, sampleType: sensor.sampleType,
      transform: scene.transform, crsWKT: crs.wkt, format: format)
    self.progress = progress
    line = Array(repeating: 0, count: scene.size.width * sensor.sampleType.byteCount * sensor.bandCount)
  }

  func write(rows: Range<Int>, planes: UnsafeRawBufferPointer) throws {
    let bandCount = writer.bands.count
    let rowBytes = line.count / bandCount
    let planeBytes = rows.count * rowBytes
    for row in 0..<rows.count {
      try line.withUnsafeMutableBytes { line in
        for band in 0..<bandCount {
          let start = band * planeBytes + row * rowBytes
          UnsafeMutableRawBufferPointer(rebasing: line[band * rowBytes..<(band + 1) * rowBytes])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: planes[start..<start + rowBytes]))
        }
        try writer.append(planes: UnsafeRawBufferPointer(line))
      }
    }
    progress(rows.upperBound)
  }

  func finish() throws { try writer.finish() }
}

/// A scene's labels on their way into a class raster.
final class SimulatedLabels: SceneLabelSink {
  private let writer: CloudOptimizedWriter

  /// Begins the raster.
  init(path: String, scene: FarmScene, crs: CoordinateSystem) throws {
    writer = try CloudOptimizedWriter(
      path: path, size: scene.size, transform: scene.transform, crsWKT: crs.wkt,
      kind: .mask(try FarmScene.legend()))
  }

  func write(rows: Range<Int>, labels: UnsafeBufferPointer<ClassCode>) throws {
    let width = writer.size.width
    for row in 0..<rows.count {
      try writer.append(
        row: UnsafeRawBufferPointer(
          UnsafeBufferPointer(rebasing: labels[row * width..<(row + 1) * width])))
    }
  }

  func finish() throws { try writer.finish() }
}
