import Grid

/// How exposure steps and darker corners of a flight's frames stay in a mosaic.
struct FrameLight: Sendable {
  private let frame: LocalFrame
  private let exposures: SceneHash
  private let spread: Double
  private let vignetting: Float
  private let light: Double
  /// The side of a frame's share of the mosaic in metres.
  private let side: Double

  init(_ parameters: SceneParameters, layout: FarmLayout, acquisition: Acquisition) {
    exposures = SceneHash(seed: parameters.seed, .frames, salt: acquisition.daysAfter)
    spread = parameters.exposureSpread
    vignetting = Float(parameters.vignetting)
    light = acquisition.light
    side = parameters.frameSideMetres
    // Frames do not meet where fields do.
    let origin = layout.frame.grid(LocalPoint(x: 0.37 * side, y: 0.21 * side))
    frame = LocalFrame(
      origin: origin, angle: layout.frame.angle, metresPerPixel: parameters.pixelSizeMetres)
  }

  /// Fills one row with the factor on reflectance.
  func fill(row: Int, columns: Range<Int>, gains: UnsafeMutablePointer<Float>) {
    let line = FrameLine(frame, row: row)
    let perFrame = Float(1 / side)
    let first = Int32(truncatingIfNeeded: columns.lowerBound - line.anchor)
    var known = (x: Float.nan, y: Float.nan, gain: Float(1))
    for i in 0..<columns.count {
      let column = Float(first &+ Int32(truncatingIfNeeded: i))
      let x = (line.x + column * line.xStep) * perFrame
      let y = (line.y + column * line.yStep) * perFrame
      let (frameX, frameY) = (nearest(x), nearest(y))
      if frameX != known.x || frameY != known.y {
        known = (frameX, frameY, exposure(Int(frameX), Int(frameY)))
      }
      let (dx, dy) = (x - frameX, y - frameY)
      gains[i] = known.gain * (1 - vignetting * 2 * (dx * dx + dy * dy))
    }
  }

  private func exposure(_ x: Int, _ y: Int) -> Float {
    var draws = exposures.draws(x, y)
    return Float(light * (1 + spread * draws.normal()))
  }
}
