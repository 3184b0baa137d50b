import Pixels

/// The indices that expressions may name.
public struct IndexCatalogue: Sendable {
  /// The definitions in the order in which they were given.
  public let definitions: [IndexDefinition]
  /// Everything that an expression may name: band roles and index keys.
  public let names: [String]
  private let entries: [String: IndexEntry]

  /// The names of the bands that expressions read.
  public static let roleNames: [String] = BandRole.allCases.filter { $0 != .alpha }.map(\.rawValue)

  /// The indices that everybody has.
  public static let standard: IndexCatalogue = {
    do {
      return try IndexCatalogue(IndexDefinition.colour + IndexDefinition.multispectral)
    } catch {
      preconditionFailure("the standard indices do not fit together: \(error)")
    }
  }()

  /// Makes a catalogue; formulas may name each other's keys in any order.
  ///
  /// - Throws: `IndexError`.
  public init(_ definitions: [IndexDefinition]) throws(IndexError) {
    self.definitions = definitions
    names = Self.roleNames + definitions.map(\.key)
    var linking = IndexLinking(formulas: try Self.read(definitions, names: names))
    for definition in definitions { _ = try linking.expanded(definition.key) }
    entries = linking.entries(definitions)
  }

  /// The catalogue with more indices.
  ///
  /// - Throws: `IndexError`.
  public func adding(_ custom: [IndexDefinition]) throws(IndexError) -> IndexCatalogue {
    try IndexCatalogue(definitions + custom)
  }

  /// The definition of a key; `nil` where there is none.
  public subscript(key: String) -> IndexDefinition? { entries[key.lowercased()]?.definition }

  /// The formula of an index over band roles alone; `nil` where there is none.
  public func expression(of key: String) -> Expression? { entries[key.lowercased()]?.expanded }

  /// Reads an expression over band roles and these indices.
  ///
  /// - Throws: `ExpressionError`, with the nearest known name.
  public func parse(_ text: String) throws(ExpressionError) -> Expression {
    try ExpressionParser(names: names).parse(text)
  }

  /// An expression with every index written out over band roles.
  ///
  /// - Throws: `IndexError.tooLarge`.
  public func expand(_ expression: Expression) throws(IndexError) -> Expression {
    let sizes = entries.mapValues(\.nodeCount)
    guard IndexLinking.nodeCount(of: expression, sizes: sizes) <= IndexLinking.nodeLimit else {
      throw .tooLarge(String(expression.description.prefix(60)))
    }
    return expression.replacing(names: entries.mapValues(\.expanded))
  }

  /// What an expression needs of the bands, the needs of its indices included.
  ///
  /// Names that are neither roles nor indices are passed over.
  public func requirement(of expression: Expression) -> IndexRequirement {
    var requirement = IndexRequirement()
    for name in expression.names {
      if let entry = entries[name] {
        requirement.formUnion(entry.requirement)
      } else if let role = BandRole(rawValue: name) {
        requirement.roles.insert(role)
      }
    }
    return requirement
  }

  /// Whether an expression can be worked out on these bands.
  public func availability(
    of expression: Expression, with bands: ResolvedBands, calibration: MosaicCalibration
  ) -> IndexAvailability {
    requirement(of: expression).availability(with: bands, calibration: calibration)
  }

  /// Whether each index can be worked out on these bands, by key.
  public func availability(
    with bands: ResolvedBands, calibration: MosaicCalibration
  ) -> [String: IndexAvailability] {
    entries.mapValues { $0.requirement.availability(with: bands, calibration: calibration) }
  }

  private static func read(
    _ definitions: [IndexDefinition], names: [String]
  ) throws(IndexError) -> [String: Expression] {
    let parser = ExpressionParser(names: names)
    var formulas: [String: Expression] = [:]
    for definition in definitions {
      let key = definition.key
      guard ExpressionParser.isName(key), BandRole(rawValue: key) == nil else { throw .unusableKey(key) }
      guard formulas[key] == nil else { throw .repeatedKey(key) }
      do {
        formulas[key] = try parser.parse(definition.formula)
      } catch {
        throw .formula(key: key, error)
      }
      guard formulas[key]?.hasAutomaticThreshold == false else { throw .automaticThreshold(key: key) }
    }
    return formulas
  }
}
