import Grid

/// Where crop plants stand and how they look on one date.
struct CropStand: Sendable {
  private let gaps: SceneHash
  private let places: SceneHash
  private let broadVigour: ValueNoise
  private let fineVigour: ValueNoise
  private let shapes: [LeafShapes]
  private let stage: Double
  private let sizeSpread: Double
  private let metresPerPixel: Double
  private let clusterChance: Double
  private let singleChance: Double
  /// The most that a plant of the scene reaches, in pixels.
  let reachLimit: Double

  init(_ parameters: SceneParameters, day: Int) {
    let seed = parameters.seed
    metresPerPixel = parameters.pixelSizeMetres
    gaps = SceneHash(seed: seed, .gaps)
    places = SceneHash(seed: seed, .stand)
    let scale = min(parameters.fieldSideMetres, 80)
    broadVigour = ValueNoise(seed: seed, .vigour, cell: 0.2 * scale / metresPerPixel)
    fineVigour = ValueNoise(seed: seed, .vigour, salt: 1, cell: 0.05 * scale / metresPerPixel)
    shapes = [CropKind.Habit.rosette, .blades, .bush].enumerated().map {
      LeafShapes(form: LeafShape.Form($0.element), seed: seed, salt: $0.offset)
    }
    stage = min(1, parameters.growthStage + parameters.growthPerDay * Double(day))
    sizeSpread = parameters.sizeSpread
    let full = parameters.crops.map(\.fullRadiusMetres).max() ?? 0
    reachLimit = full * stage * 1.15 * 1.2 * (1 + 3.5 * sizeSpread) / metresPerPixel
    // A cluster takes six places of every twelve; both kinds together make the fraction.
    clusterChance = 0.8 * parameters.gapFraction
    singleChance = 1 - (1 - parameters.gapFraction) / (1 - 0.4 * parameters.gapFraction)
  }

  /// The numbers of the places that are sown in a span.
  func sown(_ span: RowSpan, in field: FieldPlan) -> Range<Int> {
    let spacing = field.crop.plantSpacingMetres
    let first = Int((span.along.lowerBound / spacing - 0.5).rounded(.up))
    let last = Int((span.along.upperBound / spacing - 0.5).rounded(.down))
    return first..<max(first, last + 1)
  }

  /// True where a sown place has no plant, on every date.
  @inline(__always)
  func isMissing(field: FieldPlan, row: Int, place: Int) -> Bool {
    let key = field.index << 24 &+ row
    if gaps.unit(key, place) < singleChance { return true }
    let group = place >= 0 ? place / 12 : (place - 11) / 12
    var draws = gaps.draws(~key, group)
    guard draws.unit() < clusterChance else { return false }
    let length = 4 + draws.index(5)
    let start = group * 12 + draws.index(13 - length)
    return place >= start && place < start + length
  }

  /// The plant of a place that is not missing.
  func plant(field: FieldPlan, row: Int, place: Int) -> Plant {
    var draws = places.draws(field.index << 24 &+ row, place)
    let spacing = field.crop.plantSpacingMetres
    let along = (Double(place) + 0.5 + 0.1 * draws.normal()) * spacing
    let across = (Double(row) + 0.5) * field.frame.rowSpacing + 0.012 * draws.normal()
    let centre = field.frame.grid(LocalPoint(x: along, y: across))
    let patch =
      0.12 * broadVigour.value(column: centre.column, row: centre.row)
      + 0.07 * fineVigour.value(column: centre.column, row: centre.row)
    let size = (1 + sizeSpread * draws.normal()) * (1 + Double(patch)) * field.vigour
    let reach = field.crop.fullRadiusMetres * stage * size / metresPerPixel
    let direction = Direction(angle: draws.uniform(0, 2 * .pi))
    let shape = shapes[Self.index(field.crop.habit)].shape(draws.index(LeafShapes.count), reach: reach)
    let tint = 0.35 * draws.normal() + 3 * Double(patch) + (field.crop.greenness - 1) * 6
    return Plant(
      layer: .crop, centre: centre, reach: reach, direction: direction, shape: shape,
      brightness: Float(1 + 0.05 * draws.normal()), tint: Float(tint))
  }

  /// Calls `body` with row and place of every plant that may touch a window,
  /// by row, then by place.
  func forEachPlant(
    of field: FieldPlan, near window: PixelWindow, _ body: (_ row: Int, _ place: Int) throws -> Void
  ) rethrows {
    let margin = Int(reachLimit.rounded(.up)) + 2 + Int((0.1 / metresPerPixel).rounded(.up))
    let near = PixelWindow(
      columns: (window.columns.lowerBound - margin)..<(window.columns.upperBound + margin),
      rows: (window.rows.lowerBound - margin)..<(window.rows.upperBound + margin))
    guard field.polygon.mayMeet(near) else { return }
    let reach = Self.extent(of: near, in: field.frame)
    let spacing = field.crop.plantSpacingMetres
    let jitter = 0.4 * spacing
    for span in field.spans(rows: reach.rows) {
      let low = Int(((reach.along.lowerBound - jitter) / spacing - 0.5).rounded(.up))
      let high = Int(((reach.along.upperBound + jitter) / spacing - 0.5).rounded(.down)) + 1
      let places = sown(span, in: field).clamped(to: low..<max(low, high))
      try visit(places, row: span.row, of: field, near: near, body)
    }
  }

  /// Walks places sixteen at a time and passes over those far from the window.
  private func visit(
    _ places: Range<Int>, row: Int, of field: FieldPlan, near window: PixelWindow,
    _ body: (_ row: Int, _ place: Int) throws -> Void
  ) rethrows {
    let spacing = field.crop.plantSpacingMetres
    for start in stride(from: places.lowerBound, to: places.upperBound, by: 16) {
      let end = min(start + 16, places.upperBound)
      let first = field.frame.rowPoint(row, along: Double(start) * spacing)
      let last = field.frame.rowPoint(row, along: Double(end) * spacing)
      let slack = 2 + spacing / metresPerPixel
      guard max(first.row, last.row) + slack >= Double(window.rows.lowerBound),
        min(first.row, last.row) - slack <= Double(window.rows.upperBound),
        max(first.column, last.column) + slack >= Double(window.columns.lowerBound),
        min(first.column, last.column) - slack <= Double(window.columns.upperBound)
      else { continue }
      for place in start..<end where !isMissing(field: field, row: row, place: place) {
        try body(row, place)
      }
    }
  }

  private static func extent(
    of window: PixelWindow, in frame: RowFrame
  ) -> (along: ClosedRange<Double>, rows: ClosedRange<Int>) {
    let columns = [Double(window.columns.lowerBound), Double(window.columns.upperBound)]
    let rows = [Double(window.rows.lowerBound), Double(window.rows.upperBound)]
    var (left, right) = (Double.infinity, -Double.infinity)
    var (top, bottom) = (Double.infinity, -Double.infinity)
    for column in columns {
      for row in rows {
        let point = frame.straight.local(GridPoint(column: column, row: row))
        left = min(left, point.x)
        right = max(right, point.x)
        top = min(top, point.y)
        bottom = max(bottom, point.y)
      }
    }
    let bow = frame.bend * max(left * left, right * right)
    let first = Int(((top - max(bow, 0)) / frame.rowSpacing - 1).rounded(.down))
    let last = Int(((bottom - min(bow, 0)) / frame.rowSpacing + 1).rounded(.up))
    return (left...right, first...last)
  }

  private static func index(_ habit: CropKind.Habit) -> Int {
    switch habit {
    case .rosette: 0
    case .blades: 1
    case .bush: 2
    }
  }
}
