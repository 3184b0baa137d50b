import Grid

/// Where the crop is sick on one date.
struct DiseaseSpread: Sendable {
  /// A focus on the scene's own pixels.
  struct Focus {
    var centre: GridPoint
    /// Where the intensity has fallen to 0, in pixels, before the edge frays.
    var radius: Double
  }

  private let cells: SceneHash
  private let edge: ValueNoise
  private let fleck: ValueNoise
  private let side: Double
  private let chance: Double
  private let day: Double

  init(_ parameters: SceneParameters, day: Int) {
    let scale = parameters.pixelSizeMetres
    cells = SceneHash(seed: parameters.seed, .foci)
    side = parameters.focusSpacingMetres / scale
    let fray = min(0.12 * parameters.focusSpacingMetres, 1.5)
    edge = ValueNoise(seed: parameters.seed, .fociEdge, cell: fray / scale)
    fleck = ValueNoise(seed: parameters.seed, .fociEdge, salt: 1, cell: 0.14 / scale)
    chance = parameters.focusChance
    self.day = Double(day)
  }

  /// The foci that may reach into a window.
  func foci(near window: PixelWindow) -> [Focus] {
    let margin = 0.6 * side
    let top = Int(((Double(window.rows.lowerBound) - margin) / side).rounded(.down))
    let bottom = Int(((Double(window.rows.upperBound) + margin) / side).rounded(.down))
    let left = Int(((Double(window.columns.lowerBound) - margin) / side).rounded(.down))
    let right = Int(((Double(window.columns.upperBound) + margin) / side).rounded(.down))
    var found: [Focus] = []
    for row in top...bottom {
      for column in left...right {
        if let focus = focus(column: column, row: row) { found.append(focus) }
      }
    }
    return found
  }

  private func focus(column: Int, row: Int) -> Focus? {
    var draws = cells.draws(column, row)
    guard draws.unit() < chance else { return nil }
    let centre = GridPoint(
      column: (Double(column) + draws.unit()) * side, row: (Double(row) + draws.unit()) * side)
    let age = day - draws.uniform(-24, 20)
    guard age > 0 else { return nil }
    let full = draws.uniform(0.25, 0.5) * side
    return Focus(centre: centre, radius: full * age / (age + 10))
  }

  /// Raises the intensities of a row, 0 healthy to 1, to those of the foci.
  func raise(
    row: Int, columns: Range<Int>, foci: [Focus], noise: UnsafeMutablePointer<Float>,
    intensities: UnsafeMutablePointer<Float>
  ) {
    let y = Double(row) + 0.5
    for focus in foci {
      let reach = 1.6 * focus.radius
      let dy = y - focus.centre.row
      guard abs(dy) < reach else { continue }
      let touched =
        Int(
          (focus.centre.column - reach).rounded(.down))..<Int(
          (focus.centre.column + reach).rounded(.up))
      let span = touched.clamped(to: columns)
      guard !span.isEmpty else { continue }
      noise.update(repeating: 0, count: span.count)
      edge.add(row: y, columns: span, shift: 0.5, amplitude: 0.3, to: noise)
      fleck.add(row: y, columns: span, shift: 0.5, amplitude: 0.25, to: noise)
      let anchor = Int(focus.centre.column.rounded(.down))
      Self.raise(
        intensities + (span.lowerBound - columns.lowerBound), noise, count: span.count,
        first: Int32(truncatingIfNeeded: span.lowerBound - anchor),
        shift: Float(0.5 - focus.centre.column + Double(anchor)), dy: Float(dy),
        radius: Float(focus.radius))
    }
  }

  private static func raise(
    _ target: UnsafeMutablePointer<Float>, _ noise: UnsafeMutablePointer<Float>, count: Int, first: Int32,
    shift: Float, dy: Float, radius: Float
  ) {
    let scale = 1 / radius
    for i in 0..<count {
      let dx = Float(first &+ Int32(truncatingIfNeeded: i)) + shift
      let far = (dx * dx + dy * dy).squareRoot() * scale
      let level = max(0, min(1, 1.6 * (1 - far + 0.6 * noise[i])))
      let value = level * level * (3 - 2 * level)
      target[i] = max(target[i], value)
    }
  }
}
