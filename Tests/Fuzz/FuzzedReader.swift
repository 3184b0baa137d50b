import Batch
import Digest
import Foundation
import JobDefinition
import Learning
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
      FuzzedReader(name: "annotations", read: readAnnotations),
      FuzzedReader(name: "list", read: readList), FuzzedReader(name: "manifest", read: readManifest),
      FuzzedReader(name: "plan", read: readPlan), FuzzedReader(name: "shard", read: readShard),
      FuzzedReader(name: "strip", read: readStrip), FuzzedReader(name: "mosaic", read: readMosaic),
    ]
      + ShardTrial.Part.allCases.map { part in
        FuzzedReader(name: "shard-\(part.rawValue)") { try FuzzedShards.shared.get().read(part, $0) }
      }
  }

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
}
