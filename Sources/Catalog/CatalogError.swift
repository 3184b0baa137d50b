internal import GRDB

/// Why the catalog cannot be opened, read or written.
public enum CatalogError: Error, Hashable, Sendable {
  /// The file is not there or may not be opened.
  case cannotOpen(path: String, reason: String)
  /// The file is not a catalog but another database, or no database at all.
  case notACatalog(path: String)
  /// The file's pages contradict each other; nothing was written.
  case corrupt(path: String, reason: String)
  /// A later version of the program wrote the catalog.
  case newerSchema(path: String, found: Int, known: Int)
  /// An earlier version wrote the catalog and it was opened for reading alone.
  case olderSchema(path: String, found: Int, known: Int)
  /// Another process kept the catalog locked for longer than the wait.
  case busy(path: String, waitedSeconds: Double)
  /// There is no room left to write.
  case diskFull(path: String)
  /// The catalog has no run of this number.
  case noSuchRun(Int64)
  /// A tile row was sealed before with other content.
  case tileRowConflict(run: Int64, tileRow: Int, sealed: String, offered: String)
  /// A query that is more than one statement, or not one that only reads.
  case notAQuery(reason: String)
  /// A query that SQLite does not accept.
  case queryFailed(reason: String)
  /// A query that took longer than allowed.
  case queryTooSlow(limitSeconds: Double)
  /// A value that the schema does not accept, or another refusal by SQLite.
  case refused(operation: String, reason: String)

  /// True where the same call may succeed later without any change.
  public var isTemporary: Bool {
    switch self {
    case .busy, .diskFull: true
    default: false
    }
  }
}

extension CatalogError: CustomStringConvertible {
  /// One sentence that names the catalog or the statement.
  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason): "cannot open the catalog '\(path)': \(reason)"
    case .notACatalog(let path): "'\(path)' is not a catalog, or its header is damaged"
    case .corrupt(let path, let reason): "the catalog '\(path)' is damaged: \(reason)"
    case .newerSchema(let path, let found, let known):
      "the catalog '\(path)' has schema version \(found), but this program knows versions up to \(known)"
    case .olderSchema(let path, let found, let known):
      "the catalog '\(path)' has schema version \(found) and must be opened for writing once to become "
        + "version \(known)"
    case .busy(let path, let seconds):
      "the catalog '\(path)' was locked by another process for more than \(seconds) s"
    case .diskFull(let path): "no space left to write the catalog '\(path)'"
    case .noSuchRun(let run): "the catalog has no run \(run)"
    case .tileRowConflict(let run, let tileRow, let sealed, let offered):
      "tile row \(tileRow) of run \(run) was sealed with hash \(sealed), not \(offered)"
    case .notAQuery(let reason): "only one reading statement is allowed: \(reason)"
    case .queryFailed(let reason): "the query failed: \(reason)"
    case .queryTooSlow(let limit): "the query took longer than \(limit) s"
    case .refused(let operation, let reason): "the catalog cannot \(operation): \(reason)"
    }
  }
}

extension CatalogError {
  /// The catalog's own error for one of SQLite's.
  init(_ error: any Error, operation: String, path: String, busyTimeoutSeconds: Double) {
    guard let error = error as? DatabaseError else {
      self = (error as? CatalogError) ?? .refused(operation: operation, reason: "\(error)")
      return
    }
    let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path, waitedSeconds: busyTimeoutSeconds)
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_CORRUPT: self = .corrupt(path: path, reason: reason)
    case .SQLITE_NOTADB: self = .notACatalog(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY:
      self = .cannotOpen(path: path, reason: reason)
    default: self = .refused(operation: operation, reason: reason)
    }
  }
}
