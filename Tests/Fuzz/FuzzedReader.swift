import Batch
import Digest
import FieldStatistics
import Foundation
import GeoFiles
import Grid
import JobDefinition
import Learning
import Pixels
import Segmentation

/// A reader of files that others made. What it throws is its answer; a trap is
/// a fault.
struct FuzzedReader {
  let name: String
  let read: (_ bytes: [UInt8]) throws -> Void

  /// All of them by name.
  static var all: [FuzzedReader] {
    [
      FuzzedReader(name: "job") { _ = try JobPlan(JobDecoder.decode(text: text($0), path: "job.yaml")) },
      FuzzedReader(name: "card") { _ = try ModelCardDecoder.decode(text: text($0), path: "card.yaml") },
      FuzzedReader(name: "forest", read: readForest),
      FuzzedReader(name: "sidecar") { _ = try FlightSidecar(text: text($0), path: "a.yaml") },
      FuzzedReader(name: "boundaries", read: readBoundaries),
      FuzzedReader(name: "strip", read: readStrip), FuzzedReader(name: "mosaic", read: readMosaic),
    ]
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Reads a forest and asks it about one pixel by every kernel.
  private static func readForest(_ bytes: [UInt8]) throws {
    _ = try? ForestOutline.shape(of: Data(bytes))
    let forest = try Forest(xgboostJSON: Data(bytes))
    guard forest.featureCount <= 4096 else { return }
    let pixel = UnsafeMutablePointer<Float>.allocate(capacity: 64)
    pixel.initialize(repeating: 0.5, count: 64)
    defer { pixel.deallocate() }
    let features = Array(repeating: UnsafePointer(pixel), count: max(1, forest.featureCount))
    var winners = [UInt8](repeating: 0, count: 64)
    ForestPredictor(forest).predictClasses(of: features, count: 1, into: &winners)
  }

  /// A strip as its file holds it, the hash at its end made right.
  private static func readStrip(_ bytes: [UInt8]) throws {
    var hash = SHA256()
    hash.update(bytes)
    _ = try SealedStrip(decoding: bytes + Array(hash.hexDigest().utf8))
  }

  private static let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("furrow-fuzz-\(getpid())").path

  /// Calls `body` with the path of a file that holds the bytes.
  private static func withFile(_ bytes: [UInt8], _ name: String, _ body: (String) throws -> Void) throws {
    let path = "\(folder)-\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    try body(path)
  }

  private static let grid = Result {
    MosaicGrid(
      size: PixelSize(width: 2000, height: 1000),
      transform: GeoTransform(
        originX: 500_000, columnX: 0.1, rowX: 0, originY: 5_900_000, columnY: 0, rowY: -0.1),
      crs: try CoordinateSystem(userInput: "EPSG:32632"))
  }

  private static func readBoundaries(_ bytes: [UInt8]) throws {
    try withFile(bytes, "fields.geojson") { path in
      let fields = try GeoFiles.FieldFile.read(
        path: path, attributes: FieldAttributes(id: "plot"), onto: grid.get())
      _ = try GeoFiles.FieldFile.describe(path: path)
      for field in fields { _ = try FieldCoverage(field: field, mosaic: grid.get().size) }
    }
  }

  private static func readMosaic(_ bytes: [UInt8]) throws {
    try withFile(bytes, "mosaic.tif") { path in
      var policy = OpeningPolicy()
      policy.maximumPixels = 1 << 22
      policy.maximumBlockBytes = 16 << 20
      let mosaic = try MosaicFile.open(RasterLocator(path: path), policy: policy)
      _ = try MosaicSummary.make(of: mosaic, maximumPixels: 100_000)
    }
  }
}
