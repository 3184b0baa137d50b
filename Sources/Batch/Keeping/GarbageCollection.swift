public import Catalog
public import Foundation
public import JobDefinition

/// What may go from an output folder, and its removal.
public struct GarbageCollection: Sendable {
  /// One thing that may go.
  public struct Item: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable {
      /// A published folder whose results were superseded.
      case results
      /// Work that nobody finished.
      case work
      /// What an interrupted removal or a dead process left.
      case leftover
      /// Old rows of what happened.
      case events
    }

    /// What it is.
    public var kind: Kind
    /// The folder or file; empty for events.
    public var path: String
    /// What it takes on disk; 0 where that is not known.
    public var byteCount: Int
    /// Why it may go, a phrase.
    public var reason: String
  }

  let catalog: CatalogDatabase
  let folders: RunFolders
  let policy: KeepPolicy
  let now: Date

  /// Looks at the output folder of a catalog that is open for writing.
  ///
  /// - Parameter now: The moment from which ages count.
  public init(_ catalog: CatalogDatabase, policy: KeepPolicy, now: Date) {
    self.catalog = catalog
    self.policy = policy
    self.now = now
    folders = RunFolders(besideCatalog: catalog)
  }

  /// Everything that may go.
  ///
  /// - Throws: `CatalogError`.
  public func items() throws -> [Item] {
    let results = try superseded().map { shelf, reason in
      Item(kind: .results, path: shelf.folder, byteCount: shelf.byteCount, reason: reason)
    }
    return try results + unfinishedWork() + abandonedShards() + leftovers() + oldEvents()
  }

  /// Removes everything that may go.
  ///
  /// A flight that is being worked on keeps what it has. Folders vanish at once
  /// and are forgotten by the catalog then; a kill at any point leaves what the
  /// next call removes.
  ///
  /// - Returns: What went.
  /// - Throws: `CatalogError`, `FileAccessError`.
  public func collect() throws -> [Item] {
    try RunFolders.make(folders.working)
    var gone: [Item] = []
    for (shelf, reason) in try superseded() {
      let isGone = try whileFree(shelf.holder.flightName) {
        folders.discard(shelf.folder)
        try catalog.dropOutputs(of: shelf.runs, because: reason, at: now)
      }
      guard isGone else { continue }
      gone.append(Item(kind: .results, path: shelf.folder, byteCount: shelf.byteCount, reason: reason))
    }
    for item in try unfinishedWork() {
      guard let name = Self.flightName(ofWork: item.path) else { continue }
      if try whileFree(name, { folders.discard(item.path) }) { gone.append(item) }
    }
    for item in abandonedShards() where try removeShards(item.path) { gone.append(item) }
    for item in try leftovers() where try removeLeftover(item.path) { gone.append(item) }
    let events = try oldEvents()
    if let age = policy.events, !events.isEmpty { try catalog.removeEvents(before: now - age.inSeconds) }
    return gone + events
  }

  /// Does something while nobody works on a flight; false where somebody does.
  private func whileFree(_ flight: String, _ body: () throws -> Void) throws -> Bool {
    guard let lock = try RunLock(ifFreeAt: folders.lock(flight)) else { return false }
    defer { lock.release() }
    try body()
    return true
  }

  private func removeLeftover(_ path: String) throws -> Bool {
    guard path.hasSuffix(".lock"), !LockGuard.isGuard(path) else {
      RunFolders.remove(path)
      return true
    }
    guard let lock = try RunLock(ifFreeAt: path) else { return false }
    lock.release(removing: true)
    return true
  }
}
