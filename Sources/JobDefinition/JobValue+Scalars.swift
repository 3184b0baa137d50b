import Pixels

extension JobValue {
  /// Text that is not blank and holds no control character.
  package func text() -> String? { unchecked().flatMap(checked) }

  /// Text in which line breaks and tabs count as spaces.
  package func expression() -> String? {
    unchecked().flatMap { text in
      checked(text.split { $0 == "\n" || $0 == "\t" }.joined(separator: " "))
    }
  }

  private func unchecked() -> String? {
    switch scalar {
    case .text(let text): return text
    case .flag, .integer, .number: fail("expected text, found \(summary) without quotes")
    default: unexpected("text")
    }
    return nil
  }

  private func checked(_ text: String) -> String? {
    if text.allSatisfy(\.isWhitespace) {
      fail("the text is empty")
    } else if text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
      fail("\(summary) holds a control character")
    } else {
      return text
    }
    return nil
  }

  /// True or false.
  package func flag() -> Bool? {
    if case .flag(let flag) = scalar { return flag }
    unexpected("true or false")
    return nil
  }

  /// A number that is neither infinite nor NaN.
  package func number(_ expected: String = "a number", where isRight: (Double) -> Bool = { _ in true })
    -> Double?
  {
    let number: Double
    switch scalar {
    case .integer(let integer): number = Double(integer)
    case .number(let double): number = double
    default:
      unexpected(expected)
      return nil
    }
    guard number.isFinite, isRight(number) else {
      unexpected(expected)
      return nil
    }
    return number
  }

  /// A number above 0.
  package func positiveNumber() -> Double? { number("a number above 0") { $0 > 0 } }

  /// A number within a range, bounds included.
  package func number(in range: ClosedRange<Double>) -> Double? {
    number(
      "a number from \(CanonicalJSON.number(range.lowerBound).written) to "
        + CanonicalJSON.number(range.upperBound).written
    ) { range.contains($0) }
  }

  /// A number above 0 up to 1.
  package func part() -> Double? { number("a number above 0 up to 1") { $0 > 0 && $0 <= 1 } }

  /// A number from 0 to below 1.
  package func partialChange() -> Double? { number("a number from 0 to below 1") { $0 >= 0 && $0 < 1 } }

  /// The value where it is a whole number, with a decimal point or without.
  package var wholeNumber: Int? {
    switch scalar {
    case .integer(let value): value
    case .number(let double): Int(exactly: double)
    default: nil
    }
  }

  /// A whole number within a range.
  package func integer(in range: ClosedRange<Int>) -> Int? {
    guard let integer = wholeNumber, range.contains(integer) else {
      unexpected("a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return integer
  }

  /// One of several words.
  package func choice<Choice: RawRepresentable & CaseIterable>(of type: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    let words = type.allCases.map(\.rawValue)
    guard case .text(let word) = scalar else {
      unexpected("one of " + words.joined(separator: ", "))
      return nil
    }
    if let choice = Choice(rawValue: word) { return choice }
    fail(
      "expected one of \(words.joined(separator: ", ")), found \(summary)",
      suggestion: NearestName.nearest(to: word, among: words))
    return nil
  }

  /// The name of an index: a letter, then letters, digits and underscores.
  func indexName() -> String? {
    guard let name = text() else { return nil }
    let isName =
      name.first.map { $0.isASCII && $0.isLetter } == true && name.count <= 64
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    if isName { return name }
    fail("\(summary) is not a name of letters, digits and underscores")
    return nil
  }

  /// Names of indices, each once.
  func indexNames() -> [String] {
    var seen = Set<String>()
    return list().compactMap { value in
      guard let name = value.indexName() else { return nil }
      if seen.insert(name).inserted { return name }
      value.fail("\(value.summary) is named twice")
      return nil
    }
  }
}
