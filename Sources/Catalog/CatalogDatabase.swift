import Foundation
internal import GRDB

/// The catalog: one SQLite file with flights, fields, runs and their results.
///
/// Opened for writing, the file is created or brought to the present schema;
/// it is in WAL mode, so that readers and the one writer do not wait for each
/// other. May be shared between tasks; calls wait for one another.
public final class CatalogDatabase: Sendable {
  /// What a catalog is opened for.
  public enum Access: Hashable, Sendable {
    /// For reading alone; the file must exist and have the present schema.
    case read
    /// For reading and writing; the file is made where there is none.
    case write
  }

  /// The file.
  public let path: String
  /// How long a call waits for another process's lock.
  public let busyTimeoutSeconds: Double

  let queue: DatabaseQueue

  /// Opens a catalog.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - access: Whether it may be written.
  ///   - busyTimeoutSeconds: How long to wait for another process's lock.
  /// - Throws: `CatalogError` where the file is missing, locked, damaged, not
  ///   a catalog, or has a schema of another version; where it is a symbolic
  ///   link and is to be written.
  public init(path: String, access: Access, busyTimeoutSeconds: Double = 5) throws(CatalogError) {
    self.path = path
    self.busyTimeoutSeconds = busyTimeoutSeconds
    do {
      if access == .write, (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil {
        throw CatalogError.cannotOpen(path: path, reason: "it is a symbolic link")
      }
      if access == .read, !FileManager.default.fileExists(atPath: path) {
        throw CatalogError.cannotOpen(path: path, reason: "no such file")
      }
      try Self.checkOwnership(path: path, busyTimeoutSeconds: busyTimeoutSeconds)
      queue = try DatabaseQueue(
        path: path,
        configuration: Self.configuration(access: access, busyTimeoutSeconds: busyTimeoutSeconds))
      if access == .write {
        try queue.read { db in try CatalogSchema.checkIntegrity(db, path: path) }
        try CatalogSchema.migrate(queue)
      }
      try queue.read { db in try CatalogSchema.checkVersion(db, path: path) }
    } catch {
      throw CatalogError(error, operation: "open", path: path, busyTimeoutSeconds: busyTimeoutSeconds)
    }
  }

  /// Ends the connection; every later call throws.
  ///
  /// - Throws: `CatalogError` where a call is still at work.
  public func close() throws(CatalogError) {
    do { try queue.close() } catch { throw translated(error, "close") }
  }

  /// Reads at one state of the catalog.
  func read<Value>(_ operation: String, _ body: (Database) throws -> Value) throws(CatalogError) -> Value {
    do { return try queue.read(body) } catch { throw translated(error, operation) }
  }

  /// Writes everything that `body` does, or nothing.
  func write<Value>(_ operation: String, _ body: (Database) throws -> Value) throws(CatalogError) -> Value {
    do { return try queue.write(body) } catch { throw translated(error, operation) }
  }

  /// Writes everything that `body` does, or nothing, and returns when it is
  /// safe from a power cut. What other calls write is safe with it, or with the
  /// next checkpoint.
  func writeDurably(
    _ operation: String, _ body: (Database) throws -> Void
  ) throws(CatalogError) {
    do {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        defer { try? db.execute(sql: "PRAGMA synchronous = NORMAL") }
        try db.inTransaction(.immediate) {
          try body(db)
          return .commit
        }
      }
    } catch {
      throw translated(error, operation)
    }
  }

  /// SQLite's settings for a connection.
  static func configuration(access: Access, busyTimeoutSeconds: Double) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = access == .read
    configuration.busyMode = .timeout(busyTimeoutSeconds)
    configuration.label = "catalog"
    if access == .write {
      // Not GRDB's own mode, which writes to the file whenever it is opened.
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      }
    } else {
      configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA trusted_schema = OFF") }
    }
    return configuration
  }

  private func translated(_ error: any Error, _ operation: String) -> CatalogError {
    CatalogError(error, operation: operation, path: path, busyTimeoutSeconds: busyTimeoutSeconds)
  }

  /// Refuses files that are not catalogs of a known schema before anything
  /// about them is changed.
  private static func checkOwnership(path: String, busyTimeoutSeconds: Double) throws {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let bytes = attributes?[.size] as? Int, bytes > 0 else { return }
    let queue = try DatabaseQueue(
      path: path, configuration: configuration(access: .read, busyTimeoutSeconds: busyTimeoutSeconds))
    defer { try? queue.close() }
    try queue.read { db in try CatalogSchema.checkOwnership(db, path: path) }
  }
}
