import Dispatch
internal import Foundation
internal import GRDB

extension CatalogDatabase {
  /// Answers one SELECT, VALUES or WITH statement, and refuses anything else.
  ///
  /// The statement runs on a connection of its own that can only read.
  /// SQLite must find it read-only, and its first word must be that of a
  /// query, because SQLite also calls ATTACH and some PRAGMAs read-only.
  ///
  /// - Parameters:
  ///   - sql: The statement, with or without a semicolon at its end.
  ///   - values: What its parameters stand for, by name; `:name` in the text.
  ///   - rowLimit: The most rows to give back.
  ///   - timeLimitSeconds: After which the statement is interrupted.
  /// - Throws: `CatalogError.notAQuery`, `.queryFailed`, `.queryTooSlow`, or
  ///   another where the catalog cannot be read.
  public func query(
    _ sql: String, values: [String: CatalogValue] = [:], rowLimit: Int = 10_000, timeLimitSeconds: Double = 30
  ) throws(CatalogError) -> QueryResult {
    guard let word = SQLText.firstWord(of: sql) else { throw .notAQuery(reason: "the text is empty") }
    guard ["SELECT", "VALUES", "WITH"].contains(word) else {
      throw .notAQuery(reason: "it begins with '\(word)', not SELECT, VALUES or WITH")
    }
    do {
      let reader = try DatabaseQueue(
        path: path, configuration: Self.configuration(access: .read, busyTimeoutSeconds: busyTimeoutSeconds))
      // Repeated, because an interrupt between two statements has no effect.
      let alarm = DispatchSource.makeTimerSource(queue: .global())
      alarm.schedule(deadline: .now() + timeLimitSeconds, repeating: 0.05)
      alarm.setEventHandler { reader.interrupt() }
      alarm.activate()
      defer { alarm.cancel() }
      return try reader.read { db in try Self.answer(db, sql: sql, values: values, rowLimit: rowLimit) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
      throw .queryTooSlow(limitSeconds: timeLimitSeconds)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_MISUSE {
      throw .notAQuery(reason: "there is more than one statement")
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      throw .queryFailed(reason: error.message ?? "unknown error")
    } catch {
      throw CatalogError(
        error, operation: "answer a query", path: path, busyTimeoutSeconds: busyTimeoutSeconds)
    }
  }

  private static func answer(
    _ db: Database, sql: String, values: [String: CatalogValue], rowLimit: Int
  ) throws -> QueryResult {
    let statement = try db.makeStatement(sql: sql)
    guard statement.isReadonly else { throw CatalogError.notAQuery(reason: "it would change the catalog") }
    do {
      try statement.setArguments(StatementArguments(values.mapValues(\.bound)))
    } catch {
      throw CatalogError.notAQuery(reason: "its parameters are not those for which there are values")
    }
    var result = QueryResult(columns: statement.columnNames, rows: [], isTruncated: false)
    let cursor = try Row.fetchCursor(statement)
    while let row = try cursor.next() {
      guard result.rows.count < rowLimit else {
        result.isTruncated = true
        break
      }
      result.rows.append(row.databaseValues.map(CatalogValue.init))
    }
    return result
  }
}

extension CatalogValue {
  var bound: any DatabaseValueConvertible {
    switch self {
    case .null: DatabaseValue.null
    case .integer(let number): number
    case .real(let number): number
    case .text(let text): text
    case .blob(let bytes): Data(bytes)
    }
  }

  init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .blob([UInt8](data))
    }
  }
}
