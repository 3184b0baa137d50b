public import Pixels
public import Spectral

/// Decides classes by ordered rules over bands, indices and smoothed indices.
///
/// The first rule that holds decides; where none does, `otherwise`. A pixel
/// that the mosaic does not cover is nodata whatever the rules say. A
/// comparison with an index that has no value there (0 / 0) does not hold.
/// Local cleaning is part of the segmenter, since its reach is.
public struct RuleSegmenter: Segmenter {
  /// A class and the condition under which a pixel belongs to it.
  public struct Rule: Hashable, Sendable {
    /// The class.
    public var code: ClassCode
    /// True where the pixel belongs to it; over band names, without automatic
    /// thresholds.
    public var condition: Expression

    /// Makes a rule.
    public init(code: ClassCode, condition: Expression) {
      self.code = code
      self.condition = condition
    }
  }

  /// The bands that the rules and indices read.
  public let roles: [BandRole]
  /// The filters' reach and that of the cleaning.
  public let reach: Int

  let graph: PlaneGraph
  /// The filters' planes that the decision reads, after the bands.
  let decisionPlanes: [Int]
  let decision: PixelProgram
  let indexCount: Int
  let hasConfidence: Bool
  let cleaning: ClassFilterChain

  /// Compiles the rules.
  ///
  /// - Parameters:
  ///   - rules: From the first that is asked to the last.
  ///   - otherwise: The class where no rule holds.
  ///   - indices: Values to hand out for each pixel, over band names.
  ///   - picture: Bands that are read besides, to be shown.
  ///   - certainty: How sure the decision is, 0 to 1, over band names; `nil`
  ///     where nobody asks.
  ///   - cleaning: Local cleaning of the classes.
  ///   - pixelSideMetres: The side of a pixel on the ground.
  /// - Throws: The error of an expression that cannot be compiled.
  public init(
    rules: [Rule], otherwise: ClassCode, indices: [Expression], picture: [BandRole] = [],
    certainty: Expression? = nil, cleaning: ClassFilterChain, pixelSideMetres: Double
  ) throws {
    let conditions = rules.map(\.condition)
    let extra = certainty.map { [$0] } ?? []
    let needed = (conditions + indices + extra).reduce(into: Set<String>()) { $0.formUnion($1.names) }
    roles = BandRole.allCases.filter { needed.contains($0.rawValue) || picture.contains($0) }
    let bands = roles.map(\.rawValue)
    var builder = PlaneGraphBuilder(
      for: conditions + indices + extra, inputs: bands, pixelSideMetres: pixelSideMetres)
    let classes = rules.reversed().reduce(Expression.number(Double(otherwise))) { rest, rule in
      .call(.where, [rule.condition, .number(Double(rule.code)), rest])
    }
    let outputs = try ([classes] + extra + indices).map { try builder.resolve($0) }
    let names = outputs.reduce(into: Set<String>()) { $0.formUnion($1.names) }
    decisionPlanes = names.compactMap(PlaneGraphBuilder.plane).sorted()
    graph = PlaneGraph(builder.steps, roots: Set(decisionPlanes))
    decision = try PixelProgram(
      outputs: outputs, inputs: bands + decisionPlanes.map(PlaneGraphBuilder.name))
    self.cleaning = cleaning
    indexCount = indices.count
    hasConfidence = certainty != nil
    reach = graph.reach + cleaning.reach
  }

  /// Class, certainty where asked for, indices.
  var outputCount: Int { 1 + (hasConfidence ? 1 : 0) + indexCount }

  /// Makes one worker's own segmenter.
  public func makeTileSegmenter() -> any TileSegmenter { RuleTileSegmenter(self) }
}
