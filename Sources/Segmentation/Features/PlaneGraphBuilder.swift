import Pixels
import Spectral

/// Turns expressions with filters into steps; what they share is done once.
struct PlaneGraphBuilder {
  /// The farthest that nested filters may reach, in pixels.
  static let reachLimit = 2048

  let inputs: [String]
  let pixelSideMetres: Double
  private(set) var steps: [PlaneGraph.Step] = []
  private(set) var planeCount = 0
  private var resolved: [Expression: Expression] = [:]
  private var pointwise: [Expression: PlaneGraph.Source] = [:]
  private var filtered: [FilterKey: [Int]] = [:]
  private let figures: [ObjectKey: [NeighbourhoodFilter.Kind]]

  /// A filter and what it reads.
  private struct FilterKey: Hashable {
    var filter: AnyHashable
    var sources: [PlaneGraph.Source]
  }

  /// What object figures that are worked out together have in common.
  private struct ObjectKey: Hashable {
    var operands: [Expression]
    var size: Double
    var unit: NeighbourhoodFilter.Unit
  }

  /// Prepares to resolve `expressions`, over `inputs`.
  init(for expressions: [Expression], inputs: [String], pixelSideMetres: Double) {
    precondition(Set(inputs).count == inputs.count, "each input has its own name")
    self.inputs = inputs
    self.pixelSideMetres = pixelSideMetres
    var figures: [ObjectKey: [NeighbourhoodFilter.Kind]] = [:]
    for case .filter(let filter, let operands) in expressions.flatMap(\.filters)
    where filter.kind.sizeMeaning == .margin {
      let key = ObjectKey(operands: operands, size: filter.size, unit: filter.unit)
      if figures[key]?.contains(filter.kind) != true { figures[key, default: []].append(filter.kind) }
    }
    self.figures = figures
  }

  /// Adds the steps of an expression's filters and gives back the expression
  /// over inputs and planes.
  mutating func resolve(_ expression: Expression) throws -> Expression {
    for name in expression.names.sorted() where !inputs.contains(name) {
      throw ProgramError.unknownInput(name, nearest: NearestName.nearest(to: name, among: inputs))
    }
    for part in expression.filters where resolved[part] == nil {
      guard case .filter(let filter, let operands) = part else { continue }
      resolved[part] = try lower(filter, operands)
    }
    return expression.replacing(parts: resolved)
  }

  /// The expression with neither infinities nor values where the mosaic holds
  /// nothing.
  func guarded(_ expression: Expression) -> Expression {
    var expression = expression
    if !expression.keepsMissing, let first = inputs.first {
      let isThere = Expression.binary(.equal, .name(first), .name(first))
      expression = .call(.where, [isThere, expression, .number(.nan)])
    }
    let isFinite = Expression.binary(.equal, .binary(.subtract, expression, expression), .number(0))
    return .call(.where, [isFinite, expression, .number(.nan)])
  }

  /// Adds a step that works out expressions point by point.
  mutating func addProgram(_ expressions: [Expression], into targets: [PlaneGraph.Target]) throws {
    let names = expressions.reduce(into: Set<String>()) { $0.formUnion($1.names) }.sorted()
    let program = try PixelProgram(outputs: expressions, inputs: names)
    let sources = names.compactMap(source)
    steps.append(PlaneGraph.Step(work: .program(program), sources: sources, targets: targets))
  }

  /// What a name of a resolved expression stands for.
  func source(_ name: String) -> PlaneGraph.Source? {
    if let plane = Self.plane(name) { return .plane(plane) }
    return inputs.firstIndex(of: name).map(PlaneGraph.Source.input)
  }

  /// The plane that a resolved expression is; `nil` where it is more.
  static func plane(_ name: String) -> Int? {
    name.hasPrefix("#") ? Int(name.dropFirst()) : nil
  }

  /// A name that no expression can write.
  static func name(ofPlane plane: Int) -> String { "#\(plane)" }

  /// The plane of an operand, worked out first where it is no plane yet.
  mutating func operand(_ expression: Expression) throws -> PlaneGraph.Source {
    let expression = expression.replacing(parts: resolved)
    if case .name(let name) = expression, let source = source(name) { return source }
    if let source = pointwise[expression] { return source }
    let plane = planeCount
    planeCount += 1
    try addProgram([guarded(expression)], into: [.plane(plane)])
    pointwise[expression] = .plane(plane)
    return .plane(plane)
  }

  /// The first plane of a filter.
  mutating func plane(
    _ filter: some PlaneFilter & Hashable, _ sources: [PlaneGraph.Source]
  ) -> PlaneGraph.Source {
    .plane(planes(filter, sources)[0])
  }

  private mutating func planes(
    _ filter: some PlaneFilter & Hashable, _ sources: [PlaneGraph.Source]
  ) -> [Int] {
    let key = FilterKey(filter: AnyHashable(filter), sources: sources)
    if let planes = filtered[key] { return planes }
    let planes = Array(planeCount..<planeCount + filter.outputCount)
    planeCount += planes.count
    steps.append(
      PlaneGraph.Step(work: .filter(filter), sources: sources, targets: planes.map { .plane($0) }))
    filtered[key] = planes
    return planes
  }

  /// The plane of an object's figure; all that are asked for of the same
  /// objects are worked out together.
  mutating func objectPlane(
    _ filter: NeighbourhoodFilter, _ operands: [Expression], size: Double
  ) throws -> PlaneGraph.Source {
    let key = ObjectKey(operands: operands, size: filter.size, unit: filter.unit)
    let kinds = figures[key] ?? [filter.kind]
    var sources: [PlaneGraph.Source] = []
    for expression in operands { sources.append(try operand(expression)) }
    let planes = planes(ObjectFilter(kinds, margin: Int(size.rounded())), sources)
    return .plane(planes[kinds.firstIndex(of: filter.kind) ?? 0])
  }
}

extension Expression {
  /// True where the value is certainly missing if those of all names are.
  var keepsMissing: Bool {
    switch self {
    case .name: true
    case .number, .automatic, .filter, .unary(.not, _): false
    case .unary(.negate, let operand): operand.keepsMissing
    case .binary(let symbol, let left, let right):
      switch symbol {
      case .add, .subtract, .multiply, .divide: left.keepsMissing || right.keepsMissing
      default: false
      }
    case .call(.where, let arguments): arguments.dropFirst().allSatisfy(\.keepsMissing)
    case .call(_, let arguments): arguments.contains(where: \.keepsMissing)
    }
  }
}
