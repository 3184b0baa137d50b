import Grid

/// Where weeds stand and how they look on one date.
///
/// Each cell of a fixed lattice can hold one weed, whose day of emergence is
/// part of it: on a later date it has grown, or has been treated and is gone.
struct WeedPopulation: Sendable {
  private let cells: SceneHash
  private let broadDensity: ValueNoise
  private let fineDensity: ValueNoise
  private let shapes: [LeafShapes]
  private let day: Double
  private let parameters: SceneParameters
  /// The side of a cell in pixels.
  private let side: Double
  private let chance: Double
  /// The most that a weed reaches, in pixels.
  let reachLimit: Double

  /// A cell in side metres and the days over which its weeds emerge.
  private static let sideMetres = 0.2
  private static let emergence = (first: -30.0, last: 40.0)
  private static let clusterLimit = 5.0
  private static let fullReachMetres = 0.23

  init(_ parameters: SceneParameters, day: Int) {
    let seed = parameters.seed
    let scale = parameters.pixelSizeMetres
    self.parameters = parameters
    self.day = Double(day)
    cells = SceneHash(seed: seed, .weeds)
    let patch = min(max(parameters.fieldSideMetres / 8, 0.8), 12)
    broadDensity = ValueNoise(seed: seed, .weedDensity, cell: patch / scale)
    fineDensity = ValueNoise(seed: seed, .weedDensity, salt: 1, cell: 0.35 * patch / scale)
    shapes = SceneInstance.WeedHabit.allCases.enumerated().map {
      LeafShapes(form: LeafShape.Form($0.element), seed: seed, salt: 16 + $0.offset)
    }
    side = Self.sideMetres / scale
    let emerged = -Self.emergence.first / (Self.emergence.last - Self.emergence.first)
    chance = parameters.weedsPerSquareMetre * Self.sideMetres * Self.sideMetres / emerged
    reachLimit = Self.fullReachMetres / scale
  }

  /// A weed and its cell.
  struct Weed {
    var cell: PixelPoint
    var habit: SceneInstance.WeedHabit
    /// True where the weed stands over the crop, false where under it.
    var isAbove: Bool
    var plant: Plant
  }

  /// Calls `body` with every weed that may touch a window, cell by cell.
  ///
  /// `weediness` gives the factor on density at a place.
  func forEachWeed(
    near window: PixelWindow, weediness: (GridPoint) -> Double, _ body: (borrowing Weed) throws -> Void
  ) rethrows {
    guard chance > 0 else { return }
    let margin = reachLimit + 2
    let top = Int(((Double(window.rows.lowerBound) - margin) / side).rounded(.down))
    let bottom = Int(((Double(window.rows.upperBound) + margin) / side).rounded(.down))
    let left = Int(((Double(window.columns.lowerBound) - margin) / side).rounded(.down))
    let right = Int(((Double(window.columns.upperBound) + margin) / side).rounded(.down))
    for row in top...bottom {
      for column in left...right {
        var draws = cells.draws(column, row)
        let lot = draws.unit()
        guard lot < chance * Self.clusterLimit else { continue }
        let centre = GridPoint(
          column: (Double(column) + draws.unit()) * side, row: (Double(row) + draws.unit()) * side)
        let emerged = draws.uniform(Self.emergence.first, Self.emergence.last)
        guard isStanding(emerged: emerged, lot: draws.unit()),
          lot < chance * cluster(centre) * weediness(centre)
        else { continue }
        try body(weed(PixelPoint(column: column, row: row), centre, age: day - emerged, &draws))
      }
    }
  }

  private func isStanding(emerged: Double, lot: Double) -> Bool {
    guard emerged < day else { return false }
    let treated = Double(parameters.weedTreatmentDay)
    return day <= treated || emerged > treated || lot >= parameters.weedTreatmentEffect
  }

  /// How much denser weeds are than on average, 0.12 up to about the limit.
  private func cluster(_ place: GridPoint) -> Double {
    let broad = Double(broadDensity.value(column: place.column, row: place.row))
    let fine = Double(fineDensity.value(column: place.column, row: place.row))
    let level = max(0, 0.75 * broad + 0.4 * fine + 0.12)
    return min(Self.clusterLimit / 1.5, 0.12 + 11 * level * level)
  }

  private func weed(
    _ cell: PixelPoint, _ centre: GridPoint, age: Double, _ draws: inout HashDraws
  ) -> Weed {
    let habit: SceneInstance.WeedHabit = draws.unit() < 0.6 ? .broadleaf : .grass
    let size = draws.unit()
    let full = 0.05 + (Self.fullReachMetres - 0.05) * size * (0.4 + 0.6 * size)
    let reach = full * age / (age + 9) / parameters.pixelSizeMetres
    let family = shapes[habit == .broadleaf ? 0 : 1]
    let shape = family.shape(draws.index(LeafShapes.count), reach: reach)
    let direction = Direction(angle: draws.uniform(0, 2 * .pi))
    let plant = Plant(
      layer: .weed, centre: centre, reach: reach, direction: direction, shape: shape,
      brightness: Float(1 + 0.08 * draws.normal()), tint: Float(0.5 * draws.normal()))
    return Weed(cell: cell, habit: habit, isAbove: draws.unit() < 0.6, plant: plant)
  }
}
