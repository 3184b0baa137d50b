import Batch
import Digest
import FieldStatistics
import Foundation
import GeoFiles
import Grid
import JobDefinition
import Pixels

extension FuzzedReader {
  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("furrow-fuzz-\(getpid())").path

  /// Calls `body` with the path of a file that holds the bytes.
  static func withFile(_ bytes: [UInt8], _ name: String, _ body: (String) throws -> Void) throws {
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

  static func readBoundaries(_ bytes: [UInt8]) throws {
    try withFile(bytes, "fields.geojson") { path in
      let fields = try GeoFiles.FieldFile.read(
        path: path, attributes: FieldAttributes(id: "plot"), onto: grid.get())
      _ = try GeoFiles.FieldFile.describe(path: path)
      for field in fields { _ = try FieldCoverage(field: field, mosaic: grid.get().size) }
    }
  }

  private static let legend = Result {
    try Legend(
      [("soil", Legend.Kind.stuff, Legend.Group.soil), ("weed", .thing, .weed)].enumerated().map {
        place, entry in
        Legend.Entry(
          code: ClassCode(place), name: entry.0, color: Legend.Color(red: 1, green: 2, blue: 3),
          kind: entry.1, group: entry.2)
      })
  }

  /// Reads labels and draws a part of them.
  static func readAnnotations(_ bytes: [UInt8]) throws {
    try withFile(bytes, "labels.json") { path in
      let grid = try grid.get()
      let found = try AnnotationFile.read(
        path: path, options: AnnotationOptions(annotatorAttribute: "by"), legend: legend.get(),
        onto: AnnotationTarget(name: "mosaic.tif", size: grid.size, grid: grid))
      let window = PixelWindow(columns: 0..<500, rows: 0..<300)
      var classes = [ClassCode](repeating: .nodata, count: window.pixelCount)
      let reader = try ShapeLabels(found.shapes, size: grid.size).makeLabelReader()
      try classes.withUnsafeMutableBufferPointer {
        guard let start = $0.baseAddress else { return }
        try reader.read(window, into: start, stride: window.width)
      }
    }
  }

  static func readMosaic(_ bytes: [UInt8]) throws {
    try withFile(bytes, "mosaic.tif") { path in
      var policy = OpeningPolicy()
      policy.maximumPixels = 1 << 22
      policy.maximumBlockBytes = 16 << 20
      let mosaic = try MosaicFile.open(RasterLocator(path: path), policy: policy)
      _ = try MosaicSummary.make(of: mosaic, maximumPixels: 100_000)
    }
  }

  /// Reads a list; a line that names no mosaic is an answer of its own.
  static func readList(_ bytes: [UInt8]) throws {
    try withFile(bytes, "list.txt") { path in
      for isRemote in [false, true] {
        let list = FlightList(path: JobPath(path, in: ""), allowsRemote: isRemote)
        for line in try list.read() { if case .failure(let fault) = line { _ = "\(fault)" } }
      }
    }
  }

  static func readManifest(_ bytes: [UInt8]) throws {
    _ = Manifest(text(bytes)).promise(of: "north.tif")
  }

  private static let shardPlan = Result { () -> ShardPlan in
    let hash = String(repeating: "a", count: 64)
    let text = """
      {"version": 1, "program": "\(Furrow.version)", "job": "/job.yaml",
       "shards": [{"number": 1, "flight": "tall", "first_row": 0, "last_row": 699}],
       "flights": [{"name": "tall", "files": {"mosaic": "/a.tif"}, "width": 180, "height": 700,
         "fingerprint": "\(hash)", "parameters": "\(hash)", "preparation": "\(hash)"}]}
      """
    let path = "\(folder)-shards/plan.json"
    try FileManager.default.createDirectory(atPath: "\(folder)-shards", withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try ShardPlan(file: path)
  }

  /// A shard as its file holds it, between the head that is expected and the
  /// hash of both.
  static func readShard(_ bytes: [UInt8]) throws {
    let (plan, shards) = (try shardPlan.get(), ShardFolder("\(folder)-shards"))
    var hash = SHA256()
    let content = plan.head(of: 1, rasters: ["ndvi"]) + bytes
    hash.update(content)
    try Data(content + Array(hash.hexDigest().utf8)).write(to: URL(fileURLWithPath: shards.shard(1)))
    _ = try plan.open(1, in: shards, rasters: ["ndvi"])
  }

  static func readPlan(_ bytes: [UInt8]) throws {
    try withFile(bytes, "plan.json") { _ = try ShardPlan(file: $0).json }
  }
}
