extension Expression {
  /// The comparison that this expression itself is, if one of its sides is an
  /// automatic threshold.
  public var automaticComparison: AutomaticComparison? {
    guard case .binary(let symbol, let left, let right) = self, symbol.isComparison else { return nil }
    switch (left, right) {
    case (let tested, .automatic(let method)), (.automatic(let method), let tested):
      return AutomaticComparison(tested: tested, method: method, key: description)
    default: return nil
    }
  }

  /// The comparisons with automatic thresholds, each once, from left to right.
  public var automaticComparisons: [AutomaticComparison] {
    var seen = Set<String>()
    var found: [AutomaticComparison] = []
    forEach { part in
      guard let comparison = part.automaticComparison else { return }
      if seen.insert(comparison.key).inserted { found.append(comparison) }
    }
    return found
  }

  /// True where the expression holds an automatic threshold anywhere.
  public var hasAutomaticThreshold: Bool {
    if case .automatic = self { return true }
    return operands.contains(where: \.hasAutomaticThreshold)
  }

  /// The expression with automatic thresholds replaced by numbers.
  ///
  /// - Parameter thresholds: The number for each comparison by its
  ///   `AutomaticComparison.key`; those that are not named stay automatic.
  public func fixing(_ thresholds: [String: Double]) -> Expression {
    guard case .binary(let symbol, let left, let right) = self,
      let comparison = automaticComparison, let threshold = thresholds[comparison.key]
    else { return mapOperands { $0.fixing(thresholds) } }
    if case .automatic = right { return .binary(symbol, left, .number(threshold)) }
    return .binary(symbol, .number(threshold), right)
  }
}
