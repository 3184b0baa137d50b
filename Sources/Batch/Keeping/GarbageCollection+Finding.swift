import Catalog
import Foundation
import JobDefinition

extension GarbageCollection {
  /// Superseded folders that a limit names, each with its reason, oldest first.
  func superseded() throws -> [(shelf: PublishedStock.Shelf, reason: String)] {
    let shelves = try PublishedStock(catalog, folders: folders).shelves
    var space = shelves.reduce(0) { $0 + $1.byteCount }
    return shelves.enumerated().compactMap { index, shelf in
      guard !shelf.isCurrent else { return nil }
      let newer = shelves[(index + 1)...].count {
        !$0.isCurrent && $0.holder.flightName == shelf.holder.flightName
          && $0.holder.jobName == shelf.holder.jobName
      }
      guard let reason = reason(shelf, newerVersions: newer, space: space) else { return nil }
      space -= shelf.byteCount
      return (shelf, reason)
    }
  }

  private func reason(_ shelf: PublishedStock.Shelf, newerVersions: Int, space: Int) -> String? {
    if !FileManager.default.fileExists(atPath: shelf.folder) { return "superseded, and no longer there" }
    if let age = policy.age, shelf.holder.finishedAt + age.inSeconds < now {
      return "superseded, done \(shelf.holder.finishedAt.formatted(.iso8601))"
    }
    if let versions = policy.versions, newerVersions >= versions {
      return "superseded, \(newerVersions) newer of \(versions) to keep"
    }
    if let count = policy.perField, shelf.isOutranked(by: count) {
      return "superseded, its fields have \(count) newer results"
    }
    if let limit = policy.space, space > limit { return "superseded, all results take \(space) bytes" }
    return nil
  }

  /// Folders of unfinished work that lie untouched for too long.
  func unfinishedWork() throws -> [Item] {
    entries().compactMap { path in
      guard Self.flightName(ofWork: path) != nil, let touched = Self.lastTouched(path),
        touched + policy.work.inSeconds < now
      else { return nil }
      return Item(
        kind: .work, path: path, byteCount: Self.byteCount(path),
        reason: "unfinished work, untouched since \(touched.formatted(.iso8601))")
    }
  }

  /// What interrupted removals left, and locks of flights that nobody knows.
  func leftovers() throws -> [Item] {
    let known = Set(
      try catalog.queue().map(\.flight.flightName) + catalog.flights().map(\.flight.name))
    return entries().compactMap { path in
      let name = URL(fileURLWithPath: path).lastPathComponent
      if name.hasPrefix("discarded@") { return leftover(path, "left by an interrupted removal") }
      guard name.hasSuffix(".lock"), let touched = Self.lastTouched(path), touched + 3600 < now,
        !Self.isShardFolder(String(path.dropLast(5)))
      else { return nil }
      if LockGuard.isGuard(path) || name.hasSuffix("@.lock") || name.hasPrefix("shards.") {
        return leftover(path, "left by a dead process")
      }
      return known.contains(String(name.dropLast(5)))
        ? nil : leftover(path, "the lock of a flight that nobody knows")
    }
  }

  func oldEvents() throws -> [Item] {
    guard let age = policy.events else { return [] }
    let time = now - age.inSeconds
    let count = try catalog.eventCount(before: time)
    guard count > 0 else { return [] }
    return [
      Item(kind: .events, path: "", byteCount: 0, reason: "\(count) from before \(time.formatted(.iso8601))")
    ]
  }

  private func leftover(_ path: String, _ reason: String) -> Item {
    Item(kind: .leftover, path: path, byteCount: Self.byteCount(path), reason: reason)
  }

  /// Everything in the folder of unfinished work.
  func entries() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folders.working)) ?? []).sorted()
      .map { "\(folders.working)/\($0)" }
  }

  /// The flight of a folder of unfinished work, "NAME-KEY" with 16 hexadecimal digits.
  static func flightName(ofWork path: String) -> String? {
    let name = URL(fileURLWithPath: path).lastPathComponent
    guard !name.hasSuffix(".lock"), let dash = name.lastIndex(of: "-"), dash > name.startIndex else {
      return nil
    }
    let key = name[name.index(after: dash)...]
    return key.count == 16 && key.allSatisfy(\.isHexDigit) ? String(name[..<dash]) : nil
  }

  /// When a file, or anything in a folder, changed last.
  static func lastTouched(_ path: String) -> Date? {
    let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return ([path] + inside.map { "\(path)/\($0)" }).compactMap { path in
      try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }.max()
  }

  static func byteCount(_ path: String) -> Int {
    let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return ([path] + inside.map { "\(path)/\($0)" }).reduce(0) { sum, path in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard attributes?[.type] as? FileAttributeType == .typeRegular else { return sum }
      return sum + (attributes?[.size] as? Int ?? 0)
    }
  }
}
