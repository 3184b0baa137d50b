import Pixels

/// An index as a catalogue keeps it.
struct IndexEntry: Sendable {
  var definition: IndexDefinition
  /// The formula over band roles alone.
  var expanded: Expression
  var nodeCount: Int
  var requirement: IndexRequirement
}

/// Writes out the indices that formulas name.
struct IndexLinking {
  /// The largest expression once its indices are written out.
  static let nodeLimit = 20_000

  let formulas: [String: Expression]
  private var finished: [String: Expression] = [:]
  private var sizes: [String: Int] = [:]
  private var path: [String] = []

  init(formulas: [String: Expression]) { self.formulas = formulas }

  /// The formula of a key over band roles alone; `nil` for what is no index.
  mutating func expanded(_ key: String) throws(IndexError) -> Expression? {
    if let expression = finished[key] { return expression }
    guard let formula = formulas[key] else { return nil }
    if let start = path.firstIndex(of: key) { throw .cycle(Array(path[start...]) + [key]) }
    guard path.count < ExpressionParser.depthLimit else { throw .tooLarge(key) }
    path.append(key)
    defer { path.removeLast() }
    var parts: [String: Expression] = [:]
    for name in formula.names.sorted() { parts[name] = try expanded(name) }
    let size = Self.nodeCount(of: formula, sizes: sizes)
    guard size <= Self.nodeLimit else { throw .tooLarge(key) }
    let expression = formula.replacing(names: parts)
    guard expression.depth <= 4 * ExpressionParser.depthLimit else { throw .tooLarge(key) }
    sizes[key] = size
    finished[key] = expression
    return expression
  }

  /// The number of parts that an expression has once names are written out.
  static func nodeCount(of expression: Expression, sizes: [String: Int]) -> Int {
    if case .name(let name) = expression { return sizes[name] ?? 1 }
    var count = 1
    for operand in expression.operands {
      count += nodeCount(of: operand, sizes: sizes)
      if count > nodeLimit { return count }
    }
    return count
  }

  /// What a catalogue keeps, once every key is expanded.
  func entries(_ definitions: [IndexDefinition]) -> [String: IndexEntry] {
    var entries: [String: IndexEntry] = [:]
    for definition in definitions {
      guard let expanded = finished[definition.key] else { continue }
      let roles = expanded.names.compactMap(BandRole.init(rawValue:))
      entries[definition.key] = IndexEntry(
        definition: definition, expanded: expanded, nodeCount: sizes[definition.key] ?? 1,
        requirement: IndexRequirement(roles: Set(roles), scales: scales(definition, definitions)))
    }
    return entries
  }

  /// The needs of a definition and of those that it names; `any` is no need.
  private func scales(
    _ definition: IndexDefinition, _ definitions: [IndexDefinition]
  ) -> Set<IndexDefinition.ScaleNeed> {
    var scales = Set<IndexDefinition.ScaleNeed>()
    var open = [definition.key]
    var seen = Set(open)
    while let key = open.popLast() {
      guard let named = definitions.first(where: { $0.key == key }), let formula = formulas[key] else {
        continue
      }
      scales.insert(named.scale ?? inferredScale(key))
      open += formula.names.filter { seen.insert($0).inserted }
    }
    scales.remove(.any)
    return scales
  }

  private func inferredScale(_ key: String) -> IndexDefinition.ScaleNeed {
    finished[key]?.bandDegree == nil ? .reflectance : .any
  }
}
