import Grid
import Pixels
import Segmentation

/// One worker's look at the windows of a drift sample.
final class DriftWindowReader {
  private let sampling: DriftSampling
  private let features: [Int]
  private let scene: DriftSampling.Scene
  private let reader: WindowReader
  private let bands: WindowPlanes
  private let smoothing: GaussianFilter?
  private var tiles: [Int: ForestStackTile] = [:]

  /// A pixel that is looked at.
  private struct Pixel {
    var row: Int
    var column: Int
    var judge: Int
    /// Its values in the order of the sample's columns.
    var values: [Float]
  }

  init(
    _ sampling: DriftSampling, features: [Int], scene: DriftSampling.Scene, reader: WindowReader
  ) {
    self.sampling = sampling
    self.features = features
    self.scene = scene
    self.reader = reader
    bands = WindowPlanes(count: sampling.stacks[0].roles.count)
    smoothing = sampling.decision.smoothing > 0 ? GaussianFilter(sigma: sampling.decision.smoothing) : nil
  }

  /// The values of the window's pixels that hold data.
  func rows(of core: PixelWindow) throws -> [Float] {
    let mosaic = PixelWindow(scene.size)
    let window = core.expanded(by: smoothing?.reach ?? 0, within: mosaic)
    let reach = sampling.stacks.map(\.reach).max() ?? 0
    try reader.read(window.expanded(by: reach, within: mosaic), into: bands)
    var pixels = pixels(of: core)
    guard !pixels.isEmpty else { return [] }
    for judge in Set(pixels.map(\.judge)).union([0]).sorted() {
      let tile = tile(judge)
      tile.evaluate(window, of: mosaic, bands: bands)
      if judge == 0 { addFeatures(of: tile, to: &pixels) }
      addDecisions(of: tile, judge: judge, to: &pixels)
    }
    return pixels.flatMap(\.values)
  }

  private func tile(_ judge: Int) -> ForestStackTile {
    if let tile = tiles[judge] { return tile }
    let tile = ForestStackTile(sampling.stacks[judge])
    tiles[judge] = tile
    return tile
  }

  /// The pixels with data, their bands known.
  private func pixels(of core: PixelWindow) -> [Pixel] {
    var pixels: [Pixel] = []
    for row in stride(from: core.rows.lowerBound, to: core.rows.upperBound, by: DriftSampling.step) {
      for column in stride(
        from: core.columns.lowerBound, to: core.columns.upperBound, by: DriftSampling.step)
      {
        let place = bands.index(row: row, column: column)
        guard !bands[0][place].isNaN else { continue }
        var values = [Float](repeating: .nan, count: sampling.columns.count)
        for band in 0..<bands.count { values[band] = bands[band][place] }
        pixels.append(
          Pixel(row: row, column: column, judge: scene.judge(row, column), values: values))
      }
    }
    return pixels
  }

  private func addFeatures(of tile: ForestStackTile, to pixels: inout [Pixel]) {
    var all = [Float](repeating: .nan, count: sampling.stacks[0].featureCount)
    for number in pixels.indices where tile.isOpen(row: pixels[number].row, column: pixels[number].column) {
      tile.copyFeatures(row: pixels[number].row, column: pixels[number].column, into: &all)
      for (place, feature) in features.enumerated() {
        pixels[number].values[bands.count + place] = all[feature]
      }
    }
  }

  /// The confidence down to tenths, 0 to 0.9: models of different folds are
  /// never sure to the same thousandth.
  private static func tenth(_ share: Float) -> Float { min(9, max(0, (share * 10).rounded(.down))) / 10 }

  private func addDecisions(of tile: ForestStackTile, judge: Int, to pixels: inout [Pixel]) {
    let (classes, decision) = (sampling.stacks[0].classes, sampling.decision)
    let smoothed = tile.probabilities.smoothed(by: smoothing)
    for number in pixels.indices where pixels[number].judge == judge {
      let (row, column) = (pixels[number].row, pixels[number].column)
      let place = smoothed.index(row: row, column: column)
      let probability = { (plane: Int) in smoothed[plane][place] }
      guard !probability(0).isNaN else { continue }
      let chosen = decision.choice(classes.count, probability)
      let share =
        tile.isOpen(row: row, column: column)
        ? decision.confidence(in: chosen, classes.count, probability) : probability(chosen)
      pixels[number].values[sampling.columns.count - 2] = Self.tenth(share)
      pixels[number].values[sampling.columns.count - 1] = Float(classes[chosen])
    }
  }
}
