/// A plant's outline about its centre, reaching 1 at its longest leaf.
///
/// Vertices go round the centre once, so that the outline never crosses
/// itself; lobes are leaves.
struct LeafShape: Sendable {
  let x: [Double]
  let y: [Double]

  /// The most vertices that a shape has.
  static let vertexLimit = 48

  /// How leaves look: how many, how pointed and how deep the gaps are.
  struct Form {
    var leaves: ClosedRange<Int>
    /// Radius in the gap between leaves.
    var notch: Double
    /// Radius and half-angle (of the leaf's own share) of a leaf's widest part.
    var shoulder: Double
    var shoulderWidth: Double
    /// The shortest leaf.
    var shortest: Double
  }

  init(form: Form, draws: inout HashDraws) {
    let count = form.leaves.lowerBound + draws.index(form.leaves.count)
    var points: [(angle: Double, reach: Double)] = []
    let share = 2 * Double.pi / Double(count)
    for leaf in 0..<count {
      let middle = (Double(leaf) + draws.uniform(-0.14, 0.14)) * share
      let length = draws.uniform(form.shortest, 1)
      let width = share * form.shoulderWidth * draws.uniform(0.85, 1.1)
      points.append((middle - 0.5 * share * 0.66, form.notch * draws.uniform(0.85, 1.15)))
      points.append((middle - 0.5 * width, length * form.shoulder))
      points.append((middle, length))
      points.append((middle + 0.5 * width, length * form.shoulder * draws.uniform(0.9, 1.05)))
    }
    self.init(points)
  }

  private init(_ points: [(angle: Double, reach: Double)]) {
    x = points.map { $0.reach * Direction(angle: $0.angle).cosine }
    y = points.map { $0.reach * Direction(angle: $0.angle).sine }
  }

  /// Eight corners with about the same area, for plants of a few pixels.
  init(coarseOf form: Form, draws: inout HashDraws) {
    let mean = 0.5 * (form.notch + form.shoulder * (0.35 + 0.65 * form.shoulderWidth))
    self.init(
      (0..<8).map { corner in
        (
          (Double(corner) + draws.uniform(-0.2, 0.2)) * .pi / 4,
          min(1, 1.25 * mean * draws.uniform(0.75, 1.25))
        )
      })
  }
}

/// Every shape that plants of one habit have.
struct LeafShapes: Sendable {
  private let fine: [LeafShape]
  private let coarse: [LeafShape]

  static let count = 32
  /// Plants that reach less far, in pixels, have the coarse shape.
  static let coarseReach = 2.2

  init(form: LeafShape.Form, seed: UInt64, salt: Int) {
    let hash = SceneHash(seed: seed, .shapes, salt: salt)
    fine = (0..<Self.count).map { index in
      var draws = hash.draws(index, 0)
      return LeafShape(form: form, draws: &draws)
    }
    coarse = (0..<Self.count).map { index in
      var draws = hash.draws(index, 1)
      return LeafShape(coarseOf: form, draws: &draws)
    }
  }

  @inline(__always)
  func shape(_ index: Int, reach: Double) -> LeafShape {
    reach < Self.coarseReach ? coarse[index] : fine[index]
  }
}

extension LeafShape.Form {
  /// The form of a crop's leaves.
  init(_ habit: CropKind.Habit) {
    switch habit {
    case .rosette: self.init(leaves: 7...10, notch: 0.42, shoulder: 0.86, shoulderWidth: 0.55, shortest: 0.7)
    case .blades: self.init(leaves: 5...7, notch: 0.16, shoulder: 0.6, shoulderWidth: 0.3, shortest: 0.6)
    case .bush: self.init(leaves: 8...11, notch: 0.72, shoulder: 0.93, shoulderWidth: 0.6, shortest: 0.82)
    }
  }

  /// The form of a weed's leaves.
  init(_ habit: SceneInstance.WeedHabit) {
    switch habit {
    case .broadleaf:
      self.init(leaves: 4...6, notch: 0.34, shoulder: 0.84, shoulderWidth: 0.6, shortest: 0.75)
    case .grass: self.init(leaves: 5...8, notch: 0.14, shoulder: 0.62, shoulderWidth: 0.34, shortest: 0.55)
    }
  }
}
