public import Pixels

/// What a model's evaluation says about the areas that it maps, small enough
/// to travel in its card: the share of each mapped class that is truly which,
/// and how much that varies from one labelled place to the next.
///
/// This is the one to use for field reports. The paper's standard errors
/// (`AreaEstimate`) take each labelled pixel for an independent draw from the
/// very map whose area is asked for; here labels are patches, and the field is
/// another one than those that were labelled. So two things are added up:
///
/// - how well the mean shares are known from so many places: the ratio
///   estimator's variance with places as clusters (Cochran 1977, 6.3 and
///   11.8; the same strata and shares as equation 9 of Olofsson et al. 2014);
/// - how far this field may itself be from the mean, as one place is from the
///   next: a field of the size of `m` places errs like the sum of `m` of them.
///
/// Intervals use Student's t with one degree of freedom less than there are
/// places. Places are whole scenes where at least `fewestScenes` scenes have
/// labels, since blocks of one flight share its light and stage; otherwise
/// they are blocks, and what flights differ in is then not in the interval.
public struct AreaCorrection: Hashable, Sendable, Codable {
  /// What the labelled places are.
  public enum Place: String, Hashable, Sendable, Codable {
    /// Blocks within few scenes.
    case block
    /// Whole scenes.
    case scene
  }

  /// From so many scenes with labels on, these are the places.
  public static let fewestScenes = 8

  /// The classes by ascending code; all that follows is in their order.
  public let codes: [ClassCode]
  /// For each mapped class the shares that are truly of each class, 0 to 1.
  public let shares: [[Double]]
  /// What the places are.
  public let place: Place
  /// How many places have labels.
  public let placeCount: Int
  /// How many scenes these places lie in.
  public let sceneCount: Int
  /// The mean area in a place that is mapped as each class, in square metres,
  /// or in pixels where these have no size on the ground.
  public let meanAreas: [Double]
  /// Whether the areas above are square metres.
  public let isOnGround: Bool
  /// For each true class the covariance between places, over pairs of mapped
  /// classes, of the area by which the mean shares are wrong.
  public let covariances: [[[Double]]]

  /// Sums up what was counted in labelled blocks.
  ///
  /// - Parameters:
  ///   - blocks: Labelled pixels of each block by true and mapped class, all
  ///     of the same classes; predicted by models that did not see the block.
  ///   - pixelAreas: The square metres of a pixel of each scene. Where one is
  ///     not known, fields count as one place each, however large they are.
  /// - Throws: `AreaEstimateError.tooFewBlocks` without two labelled places.
  public init(
    blocks: [BlockID: ConfusionMatrix], pixelAreas: [Int: Double] = [:]
  ) throws(AreaEstimateError) {
    let labelled = blocks.filter { $0.value.total > 0 }
    let scenes = labelled.grouped { $0.scene }
    let onGround = scenes.keys.allSatisfy { (pixelAreas[$0] ?? 0) > 0 }
    let useScenes = scenes.count >= Self.fewestScenes
    let parts =
      useScenes
      ? scenes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      : labelled.sorted { $0.key < $1.key }.map { ($0.key.scene, $0.value) }
    guard parts.count >= 2, let codes = parts.first?.1.codes else {
      throw .tooFewBlocks(count: parts.count, needed: 2)
    }
    let places = parts.map { scene, matrix in
      matrix.rows.map { row in row.map { Double($0) * (onGround ? pixelAreas[scene] ?? 1 : 1) } }
    }
    self.codes = codes
    place = useScenes ? .scene : .block
    placeCount = places.count
    sceneCount = scenes.count
    isOnGround = onGround
    meanAreas = Self.meanAreas(places)
    shares = Self.shares(places)
    covariances = Self.covariances(places, shares: shares)
  }
}
