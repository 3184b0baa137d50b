import Foundation
import GeoFiles
import Simulation

/// The files of one simulated flight.
struct SimulatedFarm: Sendable {
  var scene: FarmScene
  var sensor: SensorModel
  var folder: String
  var name: String
  var format: MosaicFormat
  var fieldsFormat: FieldsFormat
  var writesTruth: Bool
  var workerCount: Int
  /// Told how many rows are written.
  var progress: @Sendable (Int) -> Void

  /// The mosaic's file.
  var mosaicPath: String { path("tif") }
  /// The class raster's file.
  var labelsPath: String { path("labels.tif") }
  /// The file of instances, rows and foci.
  var truthPath: String { path("truth.gpkg") }
  /// The boundary file.
  var fieldsPath: String { path("fields.\(fieldsFormat.rawValue)") }

  /// The files that `write()` makes, the mosaic first.
  var paths: [String] {
    [mosaicPath] + (writesTruth ? [labelsPath, truthPath] : []) + [fieldsPath]
  }

  private func path(_ ending: String) -> String { "\(folder)/\(name).\(ending)" }

  /// Writes every file from top to bottom and waits for the end; each file
  /// appears whole, the mosaic last.
  func write() throws {
    let outcome = Outcome()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      do { try await export() } catch { outcome.error = error }
      done.signal()
    }
    done.wait()
    if let error = outcome.error { throw error }
  }

  private func export() async throws {
    let crs = try CoordinateSystem(userInput: "EPSG:32632")
    let image = try SimulatedImage(
      path: mosaicPath, scene: scene, sensor: sensor, crs: crs, format: format, progress: progress)
    let fields = try SimulatedFields(path: fieldsPath, scene: scene, crs: crs, format: fieldsFormat)
    let export = SceneExport(
      scene: scene, sensor: sensor, stripHeight: min(256, format.tileSize), workerCount: workerCount)
    guard writesTruth else {
      for field in scene.fields { try fields.write(field) }
      try fields.finish()
      return try await export.write(image: image)
    }
    try await export.write(
      image: image, labels: try SimulatedLabels(path: labelsPath, scene: scene, crs: crs),
      shapes: try SimulatedTruth(path: truthPath, fields: fields, scene: scene, crs: crs))
  }
}

/// How the export ended; written before the semaphore is signalled and read
/// after it.
private final class Outcome: @unchecked Sendable {
  var error: (any Error)?
}
