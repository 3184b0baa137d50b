import FieldStatistics
import Foundation
package import JobDefinition
import Stitching

/// A flight whose sealed shards can be given other contents, and are then read
/// and merged to the last byte without anything being published.
///
/// For trying out what a reader makes of shards that somebody forged.
package struct ShardTrial {
  /// What a reader of sealed shards takes apart.
  package enum Part: String, CaseIterable, Sendable {
    /// The class rows of the first strip.
    case rows
    /// Figures of pixels.
    case sums
    /// What is known for good of the classes.
    case settled
    /// Whole patches.
    case patches
    /// The first stored tile, of the mask where it has any.
    case tile
  }

  private let flight: PreparedFlight
  private let shards: FlightShards
  private let folder: ShardFolder
  private let rasters: [String]

  /// Prepares the first flight of a plan whose shards are sealed.
  ///
  /// - Throws: What is wrong with the flight; `ShardError`.
  package init(_ plan: ShardPlan, job: Job, folder: ShardFolder) throws {
    let job = try JobPlan(plan.options.applied(to: job))
    guard var shards = FlightShards(plan, flight: 0, folder: folder) else {
      throw ShardError.noSuchShard(1, count: plan.taskCount)
    }
    shards.areKnown = true
    self.shards = shards
    self.folder = folder
    rasters = job.rasterNames
    flight = try FlightPreparation(job: job, candidate: shards.candidate, given: shards.state.drawn).prepare()
  }

  /// The bytes of a part.
  ///
  /// - Parameter number: The shard's, from 1.
  /// - Throws: `ShardError`, `FileAccessError`.
  package func bytes(_ part: Part, of number: Int) throws -> [UInt8] {
    let shard = try open(number)
    return try place(part, in: shard.index).map { try shard.bytes($0) } ?? []
  }

  /// Makes another of a shard, with other bytes for one part and an index that
  /// fits; hashes are not looked at here.
  ///
  /// - Parameters:
  ///   - number: The shard's, from 1, whose sealed file is in its own folder.
  ///   - other: The folder for the other.
  /// - Throws: `ShardError`, `FileAccessError`.
  package func forge(_ part: Part, of number: Int, as bytes: [UInt8], to other: ShardFolder) throws {
    let shard = try open(number)
    let replaced = place(part, in: shard.index)
    func content(_ old: ShardIndex.Part) throws -> [UInt8] { old == replaced ? bytes : try shard.bytes(old) }
    let head = head(number).bytes
    var (index, body) = (ShardIndex(start: head.count), head)
    for (count, old) in shard.index.rows {
      let content = try content(old)
      index.addRows(count, byteCount: content.count)
      body += content
    }
    for (figures, old) in zip(ShardIndex.Figures.allCases, shard.index.figures) {
      let content = try content(old)
      index.add(figures, byteCount: content.count)
      body += content
    }
    for tiles in shard.index.tiles {
      index.addRaster()
      for old in tiles {
        let content = try content(old)
        index.addTile(byteCount: content.count)
        body += content
      }
    }
    let end = index.bytes
    body += end
    body.append(integer: UInt64(end.count))
    let hash = [UInt8](repeating: UInt8(ascii: "0"), count: 64)
    try Data(body + hash).write(to: URL(fileURLWithPath: other.shard(number)))
  }

  /// Reads every part of a shard in a folder.
  ///
  /// - Throws: `ShardError`, `FileAccessError`.
  package func read(_ number: Int, in folder: ShardFolder) throws {
    let content = try moved(to: folder).contents(of: flight).open(number - 1)
    _ = (try content.sums(), try content.wholePatches())
    _ = try content.classRows(content.rows)
    var join = PatchJoin()
    join.append(try content.settled().patches)
    _ = join.joined()
  }

  /// Merges all shards in a folder; rasters are written into another folder, which
  /// is removed.
  ///
  /// - Throws: `ShardError`, `OutputError`, `FileAccessError`.
  package func merge(_ folder: ShardFolder, scratch: String) throws {
    let shards = moved(to: folder)
    let files = FileManager.default
    defer { try? files.removeItem(atPath: scratch) }
    try files.createDirectory(atPath: "\(scratch)/tiles", withIntermediateDirectories: true)
    let outputs = try FlightOutputs(
      folder: scratch, flight: flight, tiles: "\(scratch)/tiles", takesMaskInTiles: true)
    _ = try FlightWork(flight: flight, strips: .shards(shards), progress: { _ in }).run(into: outputs) { _ in
    }
    for finish in outputs.finishing { try finish() }
  }

  private func moved(to folder: ShardFolder) -> FlightShards {
    var shards = self.shards
    shards.folder = folder
    return shards
  }

  private func head(_ number: Int) -> ShardHead {
    ShardHead(shards.candidate, shards.state, rows: shards.shards[number - 1].rows, rasters: rasters)
  }

  private func open(_ number: Int) throws -> SealedShard {
    let shard = shards.shards[number - 1]
    guard let found = try shards.open(shard, rasters: rasters) else {
      throw ShardError.missing([shards.name(shard.rows)], folder: folder.path)
    }
    return found
  }

  private func place(_ part: Part, in index: ShardIndex) -> ShardIndex.Part? {
    switch part {
    case .rows: index.rows.first?.part
    case .sums: index[.sums]
    case .settled: index[.settled]
    case .patches: index[.patches]
    case .tile: index.tiles.joined().first { $0.count > 0 }
    }
  }
}
