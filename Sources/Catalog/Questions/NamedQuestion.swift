/// A question that many ask, put to the views of the catalog.
public struct NamedQuestion: Hashable, Sendable {
  /// Something that a question leaves open.
  public struct Parameter: Hashable, Sendable {
    /// The name, in SQL with a colon before it.
    public var name: String
    /// What it means, with its unit.
    public var meaning: String
    /// What it is where nothing is said; nothing where something must be said.
    public var standard: CatalogValue?
    /// A query for the values that it may have, one a row; any where `nil`.
    public var known: String?

    init(_ name: String, _ meaning: String, standard: CatalogValue? = nil, known: String? = nil) {
      (self.name, self.meaning, self.standard, self.known) = (name, meaning, standard, known)
    }
  }

  /// The name, in small letters and hyphens.
  public var name: String
  /// What is asked, as one sentence.
  public var meaning: String
  /// What it leaves open.
  public var parameters: [Parameter]
  /// The statement. Beside the parameters it has `:job`, the name of a job or
  /// NULL for all.
  public var sql: String

  /// The question of a name.
  public static func named(_ name: String) -> NamedQuestion? { all.first { $0.name == name } }

  /// Every question, in the order in which they are listed.
  public static let all = [
    weediest, worstChange, weakest, season, uncovered, due, failed, drifted,
  ]
}
