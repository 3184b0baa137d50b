/// A named question that cannot be put.
public enum QuestionError: Error, Hashable, Sendable {
  /// There is no such question.
  case unknown(String, nearest: String?)
  /// Something that the question leaves open was not said.
  case missing(question: String, parameter: NamedQuestion.Parameter)
  /// The question does not leave this open.
  case noParameter(question: String, name: String, known: [String])
  /// A value that a parameter cannot have.
  case notKnown(parameter: String, value: String, known: [String], nearest: String?)
  /// A value that is not a number or not a date.
  case malformed(parameter: String, value: String, wanted: String)
}

extension QuestionError: CustomStringConvertible {
  /// One sentence that says what cannot be asked.
  public var description: String {
    switch self {
    case .unknown(let name, let nearest):
      "there is no question '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .missing(let question, let parameter):
      "the question '\(question)' needs \(parameter.name): \(parameter.meaning)"
    case .noParameter(let question, let name, let known):
      "the question '\(question)' has no '\(name)'"
        + (known.isEmpty ? "; it leaves nothing open" : ", only \(known.joined(separator: ", "))")
    case .notKnown(let parameter, let value, let known, let nearest):
      "there is no \(parameter) '\(value)' in the catalog"
        + (nearest.map { "; did you mean '\($0)'?" } ?? (known.isEmpty ? "" : ", only \(Self.list(known))"))
    case .malformed(let parameter, let value, let wanted): "\(parameter) '\(value)' is not \(wanted)"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " and others" : "")
  }
}
