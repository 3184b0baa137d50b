import Grid
import Pixels

/// Where a farm's block lies on the grid and how it is cut into cells.
struct FarmLayout: Sendable {
  let frame: LocalFrame
  /// Half the block's sides in metres, the ragged collar included.
  let halfWidth: Double
  let halfHeight: Double
  /// How deep the collar's outline is frayed, in metres.
  let fray: Double
  let columnCount: Int
  let rowCount: Int
  let cellWidth: Double
  let cellHeight: Double

  init(_ parameters: SceneParameters) throws(SceneError) {
    let scale = parameters.pixelSizeMetres
    let centre = GridPoint(
      column: Double(parameters.size.width) / 2, row: Double(parameters.size.height) / 2)
    let angle = parameters.blockAngleDegrees * .pi / 180
    frame = LocalFrame(origin: centre, angle: angle, metresPerPixel: scale)
    let width = centre.column * scale
    let height = centre.row * scale
    let tilt = abs(frame.sine)
    let fit = min(
      width / (width * frame.cosine + height * tilt), height / (width * tilt + height * frame.cosine))
    halfWidth = 0.97 * fit * width
    halfHeight = 0.97 * fit * height
    fray = 0.05 * min(halfWidth, halfHeight, 200)
    let inner = LocalPoint(x: halfWidth - fray, y: halfHeight - fray)
    let pitch = parameters.fieldSideMetres
    columnCount = max(1, Int((2 * inner.x / pitch).rounded()))
    rowCount = max(1, Int((2 * inner.y / pitch).rounded()))
    cellWidth = 2 * inner.x / Double(columnCount)
    cellHeight = 2 * inner.y / Double(rowCount)
    guard columnCount * rowCount >= 6,
      min(cellWidth, cellHeight) - parameters.trackWidthMetres > 2.2 + 2 * parameters.headlandMetres
    else { throw .noRoom(fieldSideMetres: pitch) }
  }

  /// The middle of a cell in the block's frame.
  func centre(column: Int, row: Int) -> LocalPoint {
    LocalPoint(
      x: (Double(column) - Double(columnCount - 1) / 2) * cellWidth,
      y: (Double(row) - Double(rowCount - 1) / 2) * cellHeight)
  }

  /// The number of the cell that holds a place; `nil` outside of all.
  func cell(at point: GridPoint) -> Int? {
    let place = frame.local(point)
    let column = (place.x / cellWidth + Double(columnCount) / 2).rounded(.down)
    let row = (place.y / cellHeight + Double(rowCount) / 2).rounded(.down)
    guard column >= 0, row >= 0, column < Double(columnCount), row < Double(rowCount) else { return nil }
    return Int(row) * columnCount + Int(column)
  }

  /// The outline of what one flight covered: a frayed rectangle.
  func outline(seed: UInt64, day: Int, step: Double) -> [GridPoint] {
    let hash = SceneHash(seed: seed, .outline, salt: day)
    var points: [LocalPoint] = []
    let sides: [(along: Double, depth: Double)] = [
      (halfWidth, halfHeight), (halfHeight, halfWidth), (halfWidth, halfHeight), (halfHeight, halfWidth),
    ]
    for (side, half) in sides.enumerated() {
      let count = max(3, Int((2 * half.along / step).rounded()))
      for index in 0..<count {
        var draws = hash.draws(side, index)
        let inset = fray * draws.uniform(0.125, 0.875)
        let inner = half.along - fray
        let from = -inner + 2 * inner * Double(index) / Double(count)
        let to = -inner + 2 * inner * Double(index + 1) / Double(count)
        let slope = 0.25 * fray * (draws.unit() - 0.5)
        points.append(Self.turned(LocalPoint(x: from, y: inset + slope - half.depth), side))
        points.append(Self.turned(LocalPoint(x: to, y: inset - slope - half.depth), side))
      }
    }
    return points.map(frame.grid)
  }

  private static func turned(_ point: LocalPoint, _ quarters: Int) -> LocalPoint {
    switch quarters {
    case 0: point
    case 1: LocalPoint(x: -point.y, y: point.x)
    case 2: LocalPoint(x: -point.x, y: -point.y)
    default: LocalPoint(x: point.y, y: -point.x)
    }
  }
}
