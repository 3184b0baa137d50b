import Grid
import Pixels

/// What covers the ground in one window, pixel by pixel.
///
/// Planes are row-major over `window`. Cover is between 0 and 1; the crop and
/// weed planes hold cover times leaf brightness, the tint plane cover times
/// tint, so that plants blend over one another.
final class Canvas {
  let window: PixelWindow
  let cover: UnsafeMutablePointer<Float>
  let crop: UnsafeMutablePointer<Float>
  let weed: UnsafeMutablePointer<Float>
  let tint: UnsafeMutablePointer<Float>
  /// Disease intensity, wherever there is crop or not.
  let sick: UnsafeMutablePointer<Float>
  let labels: UnsafeMutablePointer<ClassCode>
  private let line: UnsafeMutablePointer<Float>
  private let raster = OutlineRaster()

  init(window: PixelWindow) {
    self.window = window
    let count = window.pixelCount
    cover = .allocate(capacity: 5 * count)
    cover.initialize(repeating: 0, count: 5 * count)
    crop = cover + count
    weed = cover + 2 * count
    tint = cover + 3 * count
    sick = cover + 4 * count
    labels = .allocate(capacity: count)
    labels.initialize(repeating: 0, count: count)
    line = .allocate(capacity: window.width)
    line.initialize(repeating: 0, count: window.width)
  }

  deinit {
    cover.deallocate()
    labels.deallocate()
    line.deallocate()
  }

  /// Where a row's samples start in every plane.
  @inline(__always)
  func offset(row: Int) -> Int { (row - window.rows.lowerBound) * window.width }

  /// Lays a plant over what is there.
  ///
  /// `light` is the direction that light comes from on the grid.
  func paint(_ plant: borrowing Plant, light: GridPoint) {
    raster.load(plant)
    let touched = raster.bounds.intersection(window)
    guard !touched.isEmpty else { return }
    raster.scan(rows: touched.rows)
    let shading = Shading(plant, light: light)
    let code: ClassCode = plant.layer == .crop ? 1 : 2
    for row in touched.rows {
      let first = 3 * (row - touched.rows.lowerBound)
      fillLabels(line: first + 1, row: row, code: code)
      for line in first..<first + 3 { addCover(line: line, columns: touched.columns) }
      blend(row: row, columns: touched.columns, shading)
    }
  }

  /// Marks crop pixels as sick where the disease is past its middle.
  func labelDisease() {
    for i in 0..<window.pixelCount where labels[i] == 1 && sick[i] > 0.5 { labels[i] = 3 }
  }

  private func fillLabels(line: Int, row: Int, code: ClassCode) {
    let target = labels + offset(row: row)
    let shift = raster.anchor.column
    raster.forEachSpan(line: line) { left, right in
      let start = OutlineRaster.floor(left + 0.5) + shift
      let end = OutlineRaster.floor(right + 0.5) + shift
      let from = max(start, window.columns.lowerBound)
      let to = min(end, window.columns.upperBound)
      guard from < to else { return }
      for column in from..<to { target[column - window.columns.lowerBound] = code }
    }
  }

  /// Adds a third of each pixel's covered width to the line of cover.
  private func addCover(line number: Int, columns: Range<Int>) {
    let shift = raster.anchor.column - columns.lowerBound
    let third: Float = 1 / 3
    func add(_ index: Int, _ share: Double) {
      if index >= 0, index < columns.count { line[index] += third * Float(share) }
    }
    raster.forEachSpan(line: number) { left, right in
      let first = OutlineRaster.floor(left)
      let last = OutlineRaster.floor(right)
      guard first < last else { return add(first + shift, right - left) }
      add(first + shift, Double(first + 1) - left)
      let from = max(first + 1 + shift, 0)
      let to = min(last + shift, columns.count)
      if from < to { for i in from..<to { line[i] += third } }
      add(last + shift, right - Double(last))
    }
  }

  private func blend(row: Int, columns: Range<Int>, _ shading: Shading) {
    let base = offset(row: row) + columns.lowerBound - window.columns.lowerBound
    let dy = Float(Double(row) + 0.5 - shading.centre.row) * shading.scale
    let anchor = raster.anchor.column
    let fraction = Float(Double(anchor) + 0.5 - shading.centre.column)
    for i in 0..<columns.count {
      let share = min(1, line[i])
      guard share > 0 else { continue }
      line[i] = 0
      let dx =
        (Float(Int32(truncatingIfNeeded: columns.lowerBound - anchor + i)) + fraction) * shading.scale
      let bright = shading.brightness(dx, dy) * share
      let keep = 1 - share
      cover[base + i] = cover[base + i] * keep + share
      crop[base + i] = crop[base + i] * keep + bright * shading.isCrop
      weed[base + i] = weed[base + i] * keep + bright * (1 - shading.isCrop)
      tint[base + i] = tint[base + i] * keep + bright * shading.tint
    }
  }
}

/// How light falls on one plant: brighter outside and towards the sun.
struct Shading {
  let centre: GridPoint
  let scale: Float
  let isCrop: Float
  let tint: Float
  private let base: Float
  private let lightX: Float
  private let lightY: Float

  init(_ plant: borrowing Plant, light: GridPoint) {
    centre = plant.centre
    scale = Float(1 / max(plant.reach, 0.5))
    isCrop = plant.layer == .crop ? 1 : 0
    tint = plant.tint
    base = plant.brightness
    lightX = Float(light.column)
    lightY = Float(light.row)
  }

  /// A factor on leaf reflectance at a place in units of the plant's reach.
  @inline(__always)
  func brightness(_ dx: Float, _ dy: Float) -> Float {
    let far = min(1, dx * dx + dy * dy)
    return base * (0.8 + 0.3 * far + 0.16 * (dx * lightX + dy * lightY))
  }
}
