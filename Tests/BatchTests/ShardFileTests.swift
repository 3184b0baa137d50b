import Digest
import Foundation
import GeoFiles
import Grid
import JobDefinition
import Pixels
import Simulation
import Stitching
import TestSupport
import Testing

@testable import Batch

/// Sealed files of shards as they are written, and as somebody may have made them.
@Suite struct ShardFileTests {
  /// A shard of all rows of a small scene, and its bytes.
  private struct Made {
    let plan: FlightPlan
    let legend: Legend
    let head: ShardHead
    let bytes: [UInt8]
    let strips: [SealedStrip]

    init() throws {
      var plan = try SeamScene(seed: 4).plan(SeamCut(tileSize: 128, workerCount: 2))
      let height = plan.size.height
      plan.rows = 0..<height
      self.plan = plan
      let legend = try FarmScene.legend()
      self.legend = legend
      let hash = String(repeating: "0", count: 64)
      head = ShardHead(
        FlightCandidate(name: "scene", files: .one(JobPath("scene.tif", in: ""))),
        ShardPlan.State(
          fingerprint: hash, parametersHash: hash, preparedHash: hash, width: plan.size.width, height: height),
        rows: 0..<height, rasters: plan.rasterNames)
      let folder = try TemporaryFolder()
      let path = folder.url.appendingPathComponent("shard").path
      let kinds = [RasterKind.mask(legend)] + plan.rasterKinds
      let archives = try kinds.enumerated().map {
        try TileArchive(scratch: "\(path).\($0)", size: plan.size, kind: $1)
      }
      let sealing = try ShardSealing(
        ShardWriting(path), head: head, plan: plan, legend: legend, components: seamComponents,
        archives: archives)
      let strips = Strips()
      let extra: [TileArchive] = Array(archives.dropFirst())
      try FlightPipeline(plan).run(store: PassingStripStore(), layers: extra) {
        try sealing.append($0)
        strips.all.append($0)
      }
      try sealing.seal()
      self.strips = strips.all
      bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Reads all that bytes hold.
    func read(_ bytes: [UInt8]) throws -> (rows: [ClassRow], patches: [Patch], tiles: Int) {
      let folder = try TemporaryFolder()
      let path = folder.url.appendingPathComponent("shard").path
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let shard = try #require(try SealedShard(path: path, name: "the shard", head: head))
      let content = SealedShardContent(shard: shard, rows: head.rows, plan: plan, legend: legend)
      _ = try content.sums()
      let settled = try content.settled()
      let rows = try content.classRows(head.rows)
      let patches = try content.wholePatches()
      var tiles = 0
      for raster in 0..<head.rasterCount {
        for tile in shard.index.tiles[raster].indices {
          tiles += try content.stored(tile, raster: raster).isEmpty ? 0 : 1
        }
      }
      var join = PatchJoin()
      join.append(settled.patches)
      return (rows, patches + join.joined(), tiles)
    }

    /// The bytes with a right hash.
    func sealed(_ content: some Sequence<UInt8>) -> [UInt8] {
      var hash = SHA256()
      hash.update(Array(content))
      return Array(content) + Array(hash.hexDigest().utf8)
    }
  }

  /// Sendable because the pipeline hands on one strip at a time.
  private final class Strips: @unchecked Sendable {
    var all: [SealedStrip] = []
  }

  private static let made = Result { try Made() }

  @Test func `what was sealed is read back`() throws {
    let made = try Self.made.get()
    let read = try made.read(made.bytes)
    #expect(read.rows == made.strips.flatMap(\.classes))
    #expect(read.patches.count > 20)
    #expect(read.tiles == 3)
  }

  @Test(arguments: 0..<400)
  func `a changed shard with a right hash is refused or read, and never ends the program`(seed: Int) throws {
    let made = try Self.made.get()
    var random = SeededGenerator(seed: seed)
    var content = Array(made.bytes.dropLast(64))
    let tail = min(content.count, [40, 400, content.count].randomElement(using: &random) ?? 40)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = content.count - .random(in: 1...tail, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: content[place] = [0, 127, 128, 255].randomElement(using: &random) ?? 0
      case 1: content[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: content.insert(.random(in: 0...255, using: &random), at: place)
      default: content.remove(at: place)
      }
    }
    do {
      _ = try made.read(made.sealed(content))
    } catch let error as ShardError {
      #expect("\(error)".contains("is damaged at byte"))
    }
  }

  @Test func `a shard of another flight, job or place is refused by what it says`() throws {
    let made = try Self.made.get()
    let text = String(decoding: made.bytes.prefix(600), as: UTF8.self)
    #expect(text.contains("flight scene\n"))
    let place = try #require(made.bytes.firstRange(of: Array("flight scene".utf8)))
    var bytes = Array(made.bytes.dropLast(64))
    bytes.replaceSubrange(place, with: Array("flight other".utf8))
    #expect {
      try made.read(made.sealed(bytes))
    } throws: {
      "\($0)".contains("it says 'flight other' where 'flight scene' is expected")
    }
  }
}
