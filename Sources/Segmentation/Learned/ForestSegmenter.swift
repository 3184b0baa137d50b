public import Pixels
public import Spectral

/// Decides classes by trained forests over features.
///
/// A pixel that the mosaic does not cover is nodata. Local cleaning is part of
/// the segmenter, since its reach is.
public struct ForestSegmenter: Segmenter {
  /// The bands that features and indices read.
  public let roles: [BandRole]
  /// What features, smoothing and cleaning reach together.
  public let reach: Int

  let stack: ForestStack
  let decision: ForestDecision
  let indices: FeaturePlan?
  let cleaning: ClassFilterChain
  let smoothing: GaussianFilter?

  /// Puts a segmenter together.
  ///
  /// - Parameters:
  ///   - stack: Features and forests.
  ///   - decision: How probabilities become a class.
  ///   - indices: Values to hand out for each pixel, over band names.
  ///   - picture: Bands that are read besides, to be shown.
  ///   - cleaning: Local cleaning of the classes.
  ///   - pixelSideMetres: The side of a pixel on the ground.
  /// - Throws: The error of an expression that cannot be compiled.
  public init(
    _ stack: ForestStack, decision: ForestDecision, indices: [Expression] = [], picture: [BandRole] = [],
    cleaning: ClassFilterChain, pixelSideMetres: Double
  ) throws {
    let names = indices.reduce(into: Set<String>()) { $0.formUnion($1.names) }
    let wanted = Set(stack.roles + picture)
    roles = BandRole.allCases.filter { wanted.contains($0) || names.contains($0.rawValue) }
    self.stack = stack
    self.decision = decision
    self.cleaning = cleaning
    let bands = roles.map(\.rawValue)
    self.indices =
      indices.isEmpty ? nil : try FeaturePlan(indices, bands: bands, pixelSideMetres: pixelSideMetres)
    smoothing = decision.smoothing > 0 ? GaussianFilter(sigma: decision.smoothing) : nil
    reach = max(
      stack.reach + (smoothing?.reach ?? 0) + cleaning.reach, self.indices?.reach ?? 0)
  }

  /// The planes of bands, features and probabilities.
  public func workingByteCount(tileSize: Int) -> Int {
    let side = tileSize + 2 * (reach - stack.reach)
    let window = tileSize + 2 * reach
    let bands = (2 * roles.count + 2 * stack.roles.count) * window * window * MemoryLayout<Float>.size
    return bands + stack.workingByteCount(tileSize: side)
      + (indices?.workingByteCount(tileSize: tileSize) ?? 0)
  }

  /// Makes one worker's own segmenter.
  public func makeTileSegmenter() -> any TileSegmenter { ForestTileSegmenter(self) }
}
