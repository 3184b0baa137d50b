import Grid
import Pixels

extension FarmLayout {
  /// One cell of the block while its fields are drawn.
  private struct Cell {
    var index: Int
    var frame: LocalFrame
    /// Half the sides of the field in metres.
    var half: LocalPoint
    var draws: HashDraws
  }

  /// Every field, in the order of cells; cell numbers map to field numbers.
  func makeFields(_ parameters: SceneParameters) -> (fields: [FieldPlan], byCell: [Range<Int>]) {
    var fields: [FieldPlan] = []
    var byCell: [Range<Int>] = []
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        let first = fields.count
        var cell = makeCell(column: column, row: row, parameters)
        let kind = kind(of: &cell)
        if kind == .trialPlot {
          appendPlots(cell, parameters, to: &fields)
        } else {
          fields.append(makeField(kind, &cell, index: first, parameters))
        }
        byCell.append(first..<fields.count)
      }
    }
    return (fields, byCell)
  }

  private func makeCell(column: Int, row: Int, _ parameters: SceneParameters) -> Cell {
    let index = row * columnCount + column
    var draws = SceneHash(seed: parameters.seed, .layout).draws(column, row)
    let tilt = draws.uniform(-0.03, 0.03)
    let width = (cellWidth - parameters.trackWidthMetres) / 2
    let height = (cellHeight - parameters.trackWidthMetres) / 2
    let origin = frame.grid(centre(column: column, row: row))
    return Cell(
      index: index,
      frame: LocalFrame(
        origin: origin, angle: frame.angle + tilt, metresPerPixel: parameters.pixelSizeMetres),
      half: LocalPoint(x: width - abs(tilt) * height, y: height - abs(tilt) * width), draws: draws)
  }

  /// The first five cells hold one field of every kind; hashes choose the rest.
  private func kind(of cell: inout Cell) -> SceneField.Kind {
    let kinds: [SceneField.Kind] = [.rectangle, .irregular, .pond, .multipart, .trialPlot]
    let draw = cell.draws.unit()
    if cell.index < kinds.count { return kinds[cell.index] }
    return draw < 0.42 ? .rectangle : draw < 0.74 ? .irregular : kinds[2 + Int((draw - 0.74) / 0.0867) % 3]
  }

  private func makeField(
    _ kind: SceneField.Kind, _ cell: inout Cell, index: Int, _ parameters: SceneParameters
  ) -> FieldPlan {
    let crop = parameters.crops[cell.index % parameters.crops.count]
    let turn = cell.draws.unit() < 0.35 ? Double.pi / 2 : 0
    let length = turn == 0 ? cell.half.x : cell.half.y
    let bow = cell.draws.uniform(-0.022, 0.022) * length
    let rows = RowFrame(
      straight: LocalFrame(
        origin: cell.frame.origin, angle: cell.frame.angle + turn,
        metresPerPixel: parameters.pixelSizeMetres),
      bend: bow / (length * length), rowSpacing: crop.rowSpacingMetres)
    let vigour = cell.draws.uniform(0.86, 1.1)
    let weediness = cell.draws.uniform(0.5, 1.5)
    return FieldPlan(
      index: index, id: Self.identifier("F", cell.index + 1, of: columnCount * rowCount), crop: crop,
      kind: kind, parts: parts(kind, &cell), frame: rows, headland: parameters.headlandMetres,
      vigour: vigour, weediness: weediness)
  }

  private func parts(_ kind: SceneField.Kind, _ cell: inout Cell) -> [PixelPolygon] {
    let (w, h) = (cell.half.x, cell.half.y)
    let frame = cell.frame
    func ring(_ points: [(Double, Double)]) -> [GridPoint] {
      points.map { frame.grid(LocalPoint(x: $0.0, y: $0.1)) }
    }
    let box = [(-w, -h), (w, -h), (w, h), (-w, h)]
    switch kind {
    case .rectangle, .trialPlot: return [PixelPolygon(outer: ring(box))]
    case .irregular: return [PixelPolygon(outer: irregularRing(&cell))]
    case .pond: return [PixelPolygon(outer: ring(box), holes: [pondRing(&cell)])]
    case .multipart:
      let top = cell.draws.uniform(-0.35, 0.35) * w
      let bottom = top + cell.draws.uniform(-0.2, 0.2) * w
      let gap = 0.05 * w
      return [
        PixelPolygon(outer: ring([(-w, -h), (top - gap, -h), (bottom - gap, h), (-w, h)])),
        PixelPolygon(outer: ring([(top + gap, -h), (w, -h), (w, h), (bottom + gap, h)])),
      ]
    }
  }

  /// A rectangle's outline drawn in towards the middle at every point.
  private func irregularRing(_ cell: inout Cell) -> [GridPoint] {
    let corners = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)]
    var points: [GridPoint] = []
    for (index, corner) in corners.enumerated() {
      let next = corners[(index + 1) % 4]
      for step in 0..<4 {
        let part = (Double(step) + cell.draws.uniform(-0.2, 0.2)) / 4
        let scale = cell.draws.uniform(step == 0 ? 0.72 : 0.8, 0.99)
        let x = corner.0 + (next.0 - corner.0) * max(part, 0)
        let y = corner.1 + (next.1 - corner.1) * max(part, 0)
        points.append(
          cell.frame.grid(LocalPoint(x: x * scale * cell.half.x, y: y * scale * cell.half.y)))
      }
    }
    return points
  }

  private func pondRing(_ cell: inout Cell) -> [GridPoint] {
    let radius = 0.24 * min(cell.half.x, cell.half.y)
    let middle = LocalPoint(
      x: cell.draws.uniform(-0.4, 0.4) * cell.half.x, y: cell.draws.uniform(-0.4, 0.4) * cell.half.y)
    return (0..<18).map { corner in
      let direction = Direction(angle: Double(corner) / 18 * 2 * .pi)
      let reach = radius * cell.draws.uniform(0.85, 1.15)
      return cell.frame.grid(
        LocalPoint(
          x: middle.x + 1.25 * reach * direction.cosine, y: middle.y + reach * direction.sine))
    }
  }

  private static func identifier(_ letter: String, _ number: Int, of count: Int) -> String {
    let digits = String(number)
    return letter + String(repeating: "0", count: max(0, max(2, String(count).count) - digits.count)) + digits
  }
}

extension FarmLayout {
  /// Fills a cell with plots of 2 m by 6 m, half a metre apart.
  private func appendPlots(_ cell: Cell, _ parameters: SceneParameters, to fields: inout [FieldPlan]) {
    var draws = cell.draws
    let crop = parameters.crops[cell.index % parameters.crops.count]
    let upright = cell.half.y >= cell.half.x
    let (across, along) = upright ? (cell.half.x, cell.half.y) : (cell.half.y, cell.half.x)
    let plot = LocalPoint(x: 2, y: min(6, 2 * along))
    let columns = max(1, Int((2 * across + 0.5) / (plot.x + 0.5)))
    let rows = max(1, Int((2 * along + 1) / (plot.y + 1)))
    let count = min(columns * rows, parameters.trialPlotLimit)
    let used = min(columns, count)
    for number in 0..<count {
      let column = Double(number % columns) - Double(used - 1) / 2
      let row = Double(number / columns) - Double((count - 1) / columns) / 2
      var middle = LocalPoint(x: column * (plot.x + 0.5), y: row * (plot.y + 1))
      if !upright { middle = LocalPoint(x: middle.y, y: middle.x) }
      let straight = LocalFrame(
        origin: cell.frame.grid(middle), angle: cell.frame.angle + (upright ? .pi / 2 : 0),
        metresPerPixel: parameters.pixelSizeMetres)
      let ring = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map {
        straight.grid(LocalPoint(x: $0.0 * plot.y / 2, y: $0.1 * plot.x / 2))
      }
      fields.append(
        FieldPlan(
          index: fields.count, id: Self.identifier("P\(cell.index + 1)-", number + 1, of: count),
          crop: crop, kind: .trialPlot, parts: [PixelPolygon(outer: ring)],
          frame: RowFrame(straight: straight, bend: 0, rowSpacing: crop.rowSpacingMetres),
          headland: 0.15, vigour: draws.uniform(0.7, 1.15), weediness: draws.uniform(0.3, 1)))
    }
  }
}
