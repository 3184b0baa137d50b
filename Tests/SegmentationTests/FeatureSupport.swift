import Grid
import Segmentation
import Spectral
import TestSupport

/// Planes by name over one mosaic.
struct FeatureScene {
  var size: PixelSize
  var planes: [(name: String, values: [Float])]

  /// A plane that a picture's rows give.
  init(_ name: String = "a", rows: [[Float]]) {
    size = PixelSize(width: rows.first?.count ?? 0, height: rows.count)
    planes = [(name, rows.flatMap { $0 })]
  }

  /// Blobs over noise in two bands, holes that both share, and some pixels
  /// where the second is 0.
  init(size: PixelSize, missing: Double, _ generator: inout SeededGenerator) {
    self.size = size
    var first = (0..<size.pixelCount).map { _ in Float.random(in: 0...0.3, using: &generator) }
    for _ in 0..<(size.pixelCount / 90 + 1) {
      let row = Int.random(in: 0..<size.height, using: &generator)
      let column = Int.random(in: 0..<size.width, using: &generator)
      let level = Float.random(in: 0.5...1, using: &generator)
      for y in row..<min(size.height, row + Int.random(in: 1...9, using: &generator)) {
        for x in column..<min(size.width, column + Int.random(in: 1...9, using: &generator)) {
          first[y * size.width + x] += level
        }
      }
    }
    var second = first.map { 1.5 - $0 * Float.random(in: 0.2...0.9, using: &generator) }
    for index in first.indices {
      if Int.random(in: 0..<40, using: &generator) == 0 { second[index] = 0 }
      guard Double.random(in: 0..<1, using: &generator) < missing else { continue }
      first[index] = .nan
      second[index] = .nan
    }
    planes = [("a", first), ("b", second)]
  }

  var mosaic: PixelWindow { PixelWindow(size) }

  func plan(_ texts: [String]) throws -> FeaturePlan {
    try FeaturePlan(
      texts.map { try Expression(parsing: $0) }, bands: planes.map(\.name), pixelSideMetres: 0.01)
  }

  /// The features over a core, each with its values in raster order.
  func features(_ texts: [String], core: PixelWindow? = nil) throws -> [[Float]] {
    let plan = try plan(texts)
    return features(plan.makeTileFeatures(), core: core ?? mosaic)
  }

  func features(_ tile: TileFeatures, core: PixelWindow) -> [[Float]] {
    let window = core.expanded(by: tile.plan.reach, within: mosaic)
    let inputs = planes.map { plane in
      let values = cut(plane.values, of: mosaic, to: window)
      let copy = UnsafeMutablePointer<Float>.allocate(capacity: max(1, values.count))
      copy.initialize(from: values, count: values.count)
      return copy
    }
    defer { for input in inputs { input.deallocate() } }
    tile.compute(core: core, of: mosaic, inputs: inputs.map { UnsafePointer($0) })
    return (0..<tile.plan.count).map {
      Array(UnsafeBufferPointer(start: tile.features[$0], count: core.pixelCount))
    }
  }
}

/// True where both have no value, or values that differ by no more than a
/// tolerance.
func agree(_ first: [Float], _ second: [Float], tolerance: Float) -> Bool {
  first.count == second.count
    && zip(first, second).allSatisfy { $0.isNaN ? $1.isNaN : abs($0 - $1) <= tolerance }
}
