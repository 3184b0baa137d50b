import Grid

/// A turned frame in metres on the scene's pixels: x along, y across.
struct LocalFrame: Sendable {
  let origin: GridPoint
  let cosine: Double
  let sine: Double
  let metresPerPixel: Double
  let angle: Double

  init(origin: GridPoint, angle: Double, metresPerPixel: Double) {
    self.origin = origin
    self.angle = angle
    self.metresPerPixel = metresPerPixel
    let direction = Direction(angle: angle)
    cosine = direction.cosine
    sine = direction.sine
  }

  func local(_ point: GridPoint) -> LocalPoint {
    let dx = (point.column - origin.column) * metresPerPixel
    let dy = (point.row - origin.row) * metresPerPixel
    return LocalPoint(x: dx * cosine + dy * sine, y: dy * cosine - dx * sine)
  }

  func grid(_ point: LocalPoint) -> GridPoint {
    GridPoint(
      column: origin.column + (point.x * cosine - point.y * sine) / metresPerPixel,
      row: origin.row + (point.x * sine + point.y * cosine) / metresPerPixel)
  }
}

/// A place in a turned frame, in metres.
struct LocalPoint: Hashable, Sendable {
  var x: Double
  var y: Double
}
