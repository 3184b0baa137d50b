/// One value of a query's answer, as SQLite stores it.
public enum CatalogValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// A whole number.
  case integer(Int64)
  /// A real number.
  case real(Double)
  /// Text.
  case text(String)
  /// Bytes.
  case blob([UInt8])
}

/// The answer to a query.
public struct QueryResult: Hashable, Sendable {
  /// The columns' names in order.
  public var columns: [String]
  /// The rows, one value for each column.
  public var rows: [[CatalogValue]]
  /// True where there were more rows than asked for.
  public var isTruncated: Bool

  /// Makes an answer.
  public init(columns: [String], rows: [[CatalogValue]], isTruncated: Bool) {
    self.columns = columns
    self.rows = rows
    self.isTruncated = isTruncated
  }
}
