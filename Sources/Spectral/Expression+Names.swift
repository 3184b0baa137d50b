extension Expression {
  /// The names that the expression reads, such as "nir" or "ndvi".
  public var names: Set<String> {
    var names = Set<String>()
    forEach { if case .name(let name) = $0 { names.insert(name) } }
    return names
  }

  /// The neighbourhood filters with what they filter, each once, inner ones
  /// before those around them.
  public var filters: [Expression] {
    var seen = Set<Expression>()
    var filters: [Expression] = []
    forEach { part in
      if case .filter = part, seen.insert(part).inserted { filters.append(part) }
    }
    return filters
  }

  /// The number of numbers, names, operators and calls.
  public var nodeCount: Int { operands.reduce(1) { $0 + $1.nodeCount } }

  /// The number of levels; 1 for a number or a name.
  public var depth: Int { 1 + (operands.map(\.depth).max() ?? 0) }

  /// The expression with names replaced by expressions; names that are not in
  /// `replacements` stay, and what is put in is not searched again.
  public func replacing(names replacements: [String: Expression]) -> Expression {
    if case .name(let name) = self { return replacements[name] ?? self }
    return mapOperands { $0.replacing(names: replacements) }
  }

  /// The expression with whole parts replaced, the outermost match first; what
  /// is put in is not searched again.
  public func replacing(parts replacements: [Expression: Expression]) -> Expression {
    replacements[self] ?? mapOperands { $0.replacing(parts: replacements) }
  }
}
