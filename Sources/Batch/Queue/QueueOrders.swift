public import Catalog
import Foundation

/// What a person says should become of flights.
public struct QueueOrders: Sendable {
  private let catalog: CatalogDatabase
  private let folders: RunFolders
  private let jobName: String?

  /// Takes orders for a catalog that is open for writing.
  ///
  /// - Parameter jobName: Only the flights of this job are meant.
  public init(_ catalog: CatalogDatabase, jobName: String? = nil) {
    self.catalog = catalog
    self.jobName = jobName
    folders = RunFolders(besideCatalog: catalog)
  }

  /// Lets flights be tried again that failed, were postponed or are in
  /// quarantine; others stay as they are.
  ///
  /// - Parameter names: The flights; `nil` for all.
  /// - Returns: The flights that wait now, as they were.
  /// - Throws: `QueueOrderError`, `CatalogError`.
  public func retry(_ names: [String]?) throws -> [QueueEntry] {
    let entries = try names.map { try $0.flatMap(entries(named:)) } ?? catalog.queue(of: jobName)
    let held = entries.filter { [.failed, .postponed, .quarantined].contains($0.state) }
    for entry in held { try change(entry, to: .waiting) }
    return held
  }

  /// Sets a flight aside until somebody retries it or its content changes.
  ///
  /// - Throws: `QueueOrderError` where it is not known or being worked on;
  ///   `CatalogError`.
  public func quarantine(_ name: String, reason: String) throws {
    let entries = try entries(named: name)
    let lock = try lock(name)
    defer { lock.release() }
    for entry in entries { try change(entry, to: .quarantined(reason: reason, fingerprint: nil)) }
  }

  /// What `forget` would remove: rows of the catalog and folders.
  ///
  /// - Throws: `QueueOrderError` where nothing is known of the flight; `CatalogError`.
  public func forgetting(_ name: String) throws -> (rows: ForgottenFlight, folders: [String]) {
    let found = try catalog.forgetting(flight: name, of: jobName)
    guard !found.jobs.isEmpty || !found.runs.isEmpty else { throw try unknown(name) }
    return (found, resultFolders(of: found))
  }

  /// Removes what the catalog and the output folder have of a flight. Folders
  /// vanish first, each at once, then all rows at once; killed in between, the
  /// flight can be forgotten again.
  ///
  /// - Returns: The folders that went.
  /// - Throws: `QueueOrderError` where nothing is known of the flight or it is
  ///   being worked on; `CatalogError`.
  @discardableResult
  public func forget(_ name: String) throws -> [String] {
    let lock = try lock(name)
    var isForgotten = false
    defer { lock.release(removing: isForgotten) }
    let gone = try forgetting(name).folders
    for folder in gone { folders.discard(folder) }
    try catalog.forget(flight: name, of: jobName, at: Date())
    isForgotten = true
    folders.removeWork(name)
    return gone
  }

  /// The folders of results, as far as they are there and lie in the output folder.
  private func resultFolders(of found: ForgottenFlight) -> [String] {
    let names = Set(
      found.outputs.map { URL(fileURLWithPath: $0).deletingLastPathComponent().lastPathComponent })
    return names.sorted().map(folders.results).filter(RunFolders.isResults)
  }

  private func entries(named name: String) throws -> [QueueEntry] {
    let entries = try catalog.queue(of: jobName).filter { $0.flight.flightName == name }
    guard !entries.isEmpty else { throw try unknown(name) }
    return entries
  }

  private func unknown(_ name: String) throws -> QueueOrderError {
    .noSuchFlight(name, known: Array(Set(try catalog.queue(of: jobName).map(\.flight.flightName))).sorted())
  }

  private func lock(_ name: String) throws -> RunLock {
    try RunFolders.make(folders.working)
    let path = folders.lock(name)
    guard let lock = try RunLock(ifFreeAt: path) else {
      throw QueueOrderError.isRunning(name, owner: RunLock.owner(ofLockAt: path) ?? "another process")
    }
    return lock
  }

  private func change(_ entry: QueueEntry, to change: QueueChange) throws {
    try catalog.change(entry.flight.flightName, of: entry.jobName, to: change, at: Date())
  }
}

/// Why an order cannot be followed.
public enum QueueOrderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The queue does not have the flight.
  case noSuchFlight(String, known: [String])
  /// A process works on the flight.
  case isRunning(String, owner: String)

  /// One sentence that names the flight.
  public var description: String {
    switch self {
    case .noSuchFlight(let name, let known):
      "the catalog knows no flight '\(name)'; it knows \(Self.list(known))"
    case .isRunning(let name, let owner): "flight '\(name)' is being worked on by \(owner)"
    }
  }

  private static func list(_ names: [String]) -> String {
    if names.isEmpty { return "none" }
    return names.prefix(10).joined(separator: ", ")
      + (names.count > 10 ? " and \(names.count - 10) more" : "")
  }
}
