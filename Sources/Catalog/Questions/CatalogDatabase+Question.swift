internal import Pixels

extension CatalogDatabase {
  /// Answers a named question.
  ///
  /// - Parameters:
  ///   - values: What is said of what the question leaves open, as text.
  ///   - job: The job that is asked about; all where `nil`.
  /// - Throws: `QuestionError`, `CatalogError`.
  public func answer(
    _ question: NamedQuestion, values: [String: String], job: String?, rowLimit: Int
  ) throws -> QueryResult {
    let names = question.parameters.map(\.name)
    if let name = values.keys.sorted().first(where: { !names.contains($0) }) {
      throw QuestionError.noParameter(question: question.name, name: name, known: names)
    }
    var bound: [String: CatalogValue] = ["job": job.map(CatalogValue.text) ?? .null]
    for parameter in question.parameters {
      bound[parameter.name] = try value(of: parameter, said: values[parameter.name], question: question.name)
    }
    return try query(question.sql, values: bound, rowLimit: rowLimit)
  }

  private func value(
    of parameter: NamedQuestion.Parameter, said: String?, question: String
  ) throws -> CatalogValue {
    guard let said else {
      guard let standard = parameter.standard else {
        throw QuestionError.missing(question: question, parameter: parameter)
      }
      return standard
    }
    let value = try parameter.value(of: said)
    if let known = parameter.known { try check(said, of: parameter.name, among: known) }
    return value
  }

  private func check(_ said: String, of parameter: String, among sql: String) throws {
    let known = try query(sql).rows.compactMap { row in
      if case .text(let name)? = row.first { name } else { nil }
    }
    guard !known.contains(said) else { return }
    throw QuestionError.notKnown(
      parameter: parameter, value: said, known: known,
      nearest: NearestName.nearest(to: said, among: known))
  }
}

extension NamedQuestion.Parameter {
  /// What was said, as a value of the kind that the parameter has.
  func value(of said: String) throws(QuestionError) -> CatalogValue {
    switch standard {
    case .integer, .real:
      guard let number = Double(said), number.isFinite else {
        throw .malformed(parameter: name, value: said, wanted: "a number")
      }
      return .real(number)
    case .text("now"):
      guard said.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil else {
        throw .malformed(parameter: name, value: said, wanted: "a date such as 2026-05-04")
      }
      return .text(said)
    default: return .text(said)
    }
  }
}
