public import Spectral

/// How the values that a classifier reads follow from a mosaic's bands.
///
/// Features are expressions, filters included. What they share is worked out
/// once; each plane in between covers only the margin that is needed of it.
/// The values of a pixel depend on the pixels within `reach` alone, and are the
/// same bits for any tile.
public struct FeaturePlan: Sendable {
  /// The features' canonical texts, in their order.
  public let names: [String]
  /// The input planes' names: bands, then the others.
  public let inputs: [String]

  let graph: PlaneGraph

  /// Plans features.
  ///
  /// - Parameters:
  ///   - features: One expression for each feature, indices written out,
  ///     without automatic thresholds.
  ///   - bands: The names of the band planes.
  ///   - inputs: The names of further planes, such as `p0`.
  ///   - pixelSideMetres: The side of a pixel on the ground.
  /// - Throws: `FilterSizeError`, `FilterReachError` (2,048 pixels in all) or
  ///   `ProgramError`.
  public init(
    _ features: [Expression], bands: [String], inputs: [String] = [], pixelSideMetres: Double
  ) throws {
    names = features.map(\.description)
    self.inputs = bands + inputs
    var builder = PlaneGraphBuilder(
      for: features, inputs: bands + inputs, pixelSideMetres: pixelSideMetres)
    var direct: [Int: Int] = [:]
    var isWritten: [Bool] = []
    for (output, feature) in features.enumerated() {
      let resolved = try builder.resolve(feature)
      if case .name(let name) = resolved, let plane = PlaneGraphBuilder.plane(name), direct[plane] == nil {
        direct[plane] = output
        isWritten.append(true)
      } else {
        isWritten.append(!feature.filters.isEmpty)
        guard !feature.filters.isEmpty else { continue }
        try builder.addProgram([builder.guarded(resolved)], into: [.output(output)])
      }
    }
    let rest = features.indices.filter { !isWritten[$0] }
    if !rest.isEmpty {
      try builder.addProgram(rest.map { builder.guarded(features[$0]) }, into: rest.map { .output($0) })
    }
    graph = try Self.graph(builder, direct: direct)
    guard reach > PlaneGraphBuilder.reachLimit else { return }
    try Self.refuse(features, inputs: bands + inputs, pixelSideMetres: pixelSideMetres)
  }

  /// How many rows and columns away a pixel can still change the values.
  public var reach: Int { graph.reach }

  /// The number of features.
  public var count: Int { names.count }

  /// The most memory that one worker holds for tiles of this side, features
  /// included and input planes not, in bytes.
  public func workingByteCount(tileSize: Int) -> Int {
    graph.workingByteCount(tileSize: tileSize)
      + count * tileSize * tileSize * MemoryLayout<Float>.size
  }

  /// Makes one worker's own engine.
  public func makeTileFeatures() -> TileFeatures { TileFeatures(self) }

  /// Plans the memory; planes with a margin are copied into their outputs.
  private static func graph(_ builder: PlaneGraphBuilder, direct: [Int: Int]) throws -> PlaneGraph {
    let graph = PlaneGraph(builder.steps, roots: [], direct: direct)
    let written = Set(graph.uncheckedOutputs)
    guard written.count < direct.count else { return graph }
    var builder = builder
    var steps: [PlaneGraph.Step] = []
    for step in builder.steps {
      steps.append(step)
      for case .plane(let plane) in step.targets {
        guard let output = direct[plane], !written.contains(output) else { continue }
        let name = Expression.name(PlaneGraphBuilder.name(ofPlane: plane))
        try builder.addProgram([builder.guarded(name)], into: [.output(output)])
        steps += builder.steps.suffix(1)
      }
    }
    return PlaneGraph(steps, roots: [], direct: direct.filter { written.contains($0.value) })
  }

  /// Names the feature that reaches too far.
  private static func refuse(
    _ features: [Expression], inputs: [String], pixelSideMetres: Double
  ) throws {
    for feature in features {
      var builder = PlaneGraphBuilder(for: [feature], inputs: inputs, pixelSideMetres: pixelSideMetres)
      _ = try builder.resolve(feature)
      let reach = PlaneGraph(builder.steps, roots: []).reach
      guard reach > PlaneGraphBuilder.reachLimit else { continue }
      throw FilterReachError(
        expression: feature, reachPixels: reach, limitPixels: PlaneGraphBuilder.reachLimit)
    }
  }
}
