/// Columns of one row that belong to a field.
@frozen
public struct FieldSpan: Hashable, Sendable {
  /// The first column.
  public var start: Int32
  /// The column after the last.
  public var end: Int32
  /// The field's place in the run's list of fields.
  public var fieldIndex: Int32

  /// Makes a span of the columns `start..<end`.
  @inlinable
  public init(start: Int32, end: Int32, fieldIndex: Int32) {
    self.start = start
    self.end = end
    self.fieldIndex = fieldIndex
  }
}
