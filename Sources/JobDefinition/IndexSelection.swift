/// Which indices a job measures, and those that it defines itself.
public struct IndexSelection: Hashable, Sendable {
  /// An index that the job file defines.
  public struct Custom: Hashable, Sendable {
    /// A letter, then letters, digits and underscores.
    public var name: String
    /// The formula over band roles, as text.
    public var expression: String

    /// Makes an index.
    public init(name: String, expression: String) {
      self.name = name
      self.expression = expression
    }
  }

  /// The names of the indices whose field figures are reported.
  public var report: [String]
  /// The indices that the job defines.
  public var custom: [Custom]

  /// Makes a selection.
  public init(report: [String] = [], custom: [Custom] = []) {
    self.report = report
    self.custom = custom
  }
}
