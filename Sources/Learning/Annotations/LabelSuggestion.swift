public import Grid

/// A tile that could be labelled.
public struct LabelCandidate: Hashable, Sendable {
  /// The scene's place in the list of scenes.
  public var scene: Int
  /// The tile's pixels.
  public var window: PixelWindow
  /// The field in which it lies; `nil` outside of all.
  public var field: String?
  /// The mean uncertainty of its predictions, 0 or more: entropy, or one less
  /// the margin.
  public var uncertainty: Double
  /// The mean of its features, one number for each.
  public var features: [Double]

  /// Makes a candidate.
  public init(
    scene: Int = 0, window: PixelWindow, field: String?, uncertainty: Double, features: [Double]
  ) {
    self.scene = scene
    self.window = window
    self.field = field
    self.uncertainty = uncertainty
    self.features = features
  }
}

/// A tile that should be labelled next.
public struct LabelSuggestion: Hashable, Sendable {
  /// The tile.
  public var candidate: LabelCandidate
  /// Its place in the order, from 1.
  public var rank: Int
  /// Its distance from the nearest tile that is labelled or ranks before it,
  /// in standard deviations of the features; infinite for the first of all.
  public var distance: Double

  /// Why, as part of a sentence.
  public var reason: String {
    let far = distance.isFinite ? "\(distance.shown) from the nearest labelled or chosen tile" : "the first"
    return "uncertainty \(candidate.uncertainty.shown), \(far)"
  }
}

extension LabelSuggestion {
  /// Chooses tiles that are uncertain, unlike each other and unlike what is
  /// labelled, and spread over fields.
  ///
  /// Features are divided by their standard deviation. Fields take turns: no
  /// field gets its next tile before every other that has tiles left got as
  /// many. Within the fields whose turn it is, the tile with the largest
  /// product of uncertainty and distance to the nearest labelled or chosen one
  /// is taken (farthest first); the first of all is the most uncertain.
  ///
  /// - Parameters:
  ///   - candidates: The tiles; their features are equally many.
  ///   - labelled: The features of tiles that are labelled already.
  ///   - count: How many to choose.
  /// - Returns: The chosen tiles by rank; equal ones in the given order.
  ///
  /// Source: Gonzalez (1985), doi:10.1016/0304-3975(85)90224-5, for farthest
  /// first; Sener and Savarese (2018), arXiv 1708.00489, for its use here.
  public static func ranked(
    _ candidates: [LabelCandidate], labelled: [[Double]] = [], count: Int
  ) -> [LabelSuggestion] {
    let scale = Self.scale(candidates.map(\.features))
    let points = candidates.map { Self.scaled($0.features, scale) }
    var distances = [Double](repeating: .infinity, count: candidates.count)
    for place in labelled.map({ Self.scaled($0, scale) }) { Self.approach(&distances, points, place) }
    var taken: [String?: Int] = [:]
    for candidate in candidates { taken[candidate.field] = 0 }
    var left = Set(candidates.indices)
    var chosen: [LabelSuggestion] = []
    while chosen.count < count, !left.isEmpty {
      let turn = left.map { taken[candidates[$0].field] ?? 0 }.min() ?? 0
      let open = left.filter { taken[candidates[$0].field] == turn }.sorted()
      guard let best = Self.best(open, candidates, distances) else { break }
      left.remove(best)
      taken[candidates[best].field, default: 0] += 1
      chosen.append(
        LabelSuggestion(candidate: candidates[best], rank: chosen.count + 1, distance: distances[best]))
      Self.approach(&distances, points, points[best])
    }
    return chosen
  }

  private static func best(
    _ open: [Int], _ candidates: [LabelCandidate], _ distances: [Double]
  ) -> Int? {
    func merit(_ index: Int) -> (Double, Double) {
      let uncertainty = max(0, candidates[index].uncertainty)
      // While nothing is chosen all distances are infinite: uncertainty alone.
      return distances[index].isFinite
        ? (uncertainty * distances[index], uncertainty) : (.infinity, uncertainty)
    }
    var best: Int?
    for index in open {
      guard let other = best else {
        best = index
        continue
      }
      if merit(index) > merit(other) { best = index }
    }
    return best
  }

  /// The inverse of each feature's standard deviation; 0 for one that is the
  /// same everywhere.
  private static func scale(_ features: [[Double]]) -> [Double] {
    guard let first = features.first else { return [] }
    return first.indices.map { index in
      let values = features.map { $0[index] }.filter(\.isFinite)
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
      return variance > 0 ? 1 / variance.squareRoot() : 0
    }
  }

  private static func scaled(_ features: [Double], _ scale: [Double]) -> [Double] {
    zip(features, scale).map { $0.isFinite ? $0 * $1 : 0 }
  }

  private static func approach(_ distances: inout [Double], _ points: [[Double]], _ place: [Double]) {
    for index in points.indices {
      let square = zip(points[index], place).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      distances[index] = min(distances[index], square.squareRoot())
    }
  }
}
