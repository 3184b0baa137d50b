import Foundation
import JobDefinition

extension GarbageCollection {
  /// Folders of shards that lie untouched for too long and that nobody works on.
  func abandonedShards() -> [Item] {
    entries().filter(Self.isShardFolder).compactMap { path -> Item? in
      guard let touched = Self.lastTouched(path), touched + policy.work.inSeconds < now,
        !ShardUse(folder: ShardFolder(path)).isInUse
      else { return nil }
      return Item(
        kind: .work, path: path, byteCount: Self.byteCount(path),
        reason: "shards that nobody merged, untouched since \(touched.formatted(.iso8601))")
    }
  }

  /// Removes a folder of shards; false where somebody has its lock.
  func removeShards(_ path: String) throws -> Bool {
    guard let lock = try RunLock(ifFreeAt: ShardUse.lock(of: path)) else { return false }
    folders.discard(path)
    lock.release(removing: true)
    return true
  }

  /// True for "shards.KEY" with 16 hexadecimal digits, as `ShardedRun` names it.
  static func isShardFolder(_ path: String) -> Bool {
    let name = URL(fileURLWithPath: path).lastPathComponent
    let key = name.dropFirst("shards.".count)
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return name.hasPrefix("shards.") && key.count == 16 && key.allSatisfy(\.isHexDigit)
      && attributes?[.type] as? FileAttributeType == .typeDirectory
  }
}

/// Who may still work on a folder of shards.
struct ShardUse {
  let folder: ShardFolder

  /// The lock of the run that has shards made.
  static func lock(of folder: String) -> String { "\(folder).lock" }

  /// True where a run has its lock, a worker of this machine lives, or Slurm
  /// has tasks of it or does not answer.
  var isInUse: Bool {
    RunLock.owner(ofLockAt: Self.lock(of: folder.path)) != nil || hasWorker || isWithSlurm
  }

  /// Workers write files whose names end with their machine and process.
  private var hasWorker: Bool {
    let machine = ".\(FlightDiscovery.safeName(ProcessInfo.processInfo.hostName))."
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.contains { name in
      guard name.hasPrefix(".shard-"), let place = name.range(of: machine) else { return false }
      return ProcessMark(name[place.upperBound...].prefix { $0 != "." })?.isAlive ?? false
    }
  }

  private var isWithSlurm: Bool {
    guard FileManager.default.fileExists(atPath: "\(folder.path)/slurm") else { return false }
    let real = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path
    let keys = [folder, ShardFolder(real)].map { SlurmNames.key(ofPlan: $0.plan) }
    guard let plans = try? SlurmQueue.plans() else { return true }
    return keys.contains(where: plans.contains)
  }
}
