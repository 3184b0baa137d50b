import Grid
import Pixels

/// The windows that a summary reads, aligned with the file's blocks.
struct SummaryPlan {
  /// The side that a window aims at.
  static let side = 1024
  /// The most pixels of a window where blocks allow.
  static let windowPixels = 1 << 22

  /// The windows in raster order.
  let windows: [PixelWindow]
  /// The size of the largest window.
  let largest: PixelSize

  init(_ mosaic: MosaicDescription, maximumPixels: Int) {
    let size = mosaic.size
    let block = mosaic.blockSize
    let width = min(size.width, block.width * max(1, Self.side / block.width))
    let rows = max(1, min(Self.windowPixels / 4, Self.side * Self.side) / width)
    var height = block.height * max(1, rows / block.height)
    if width * height > Self.windowPixels { height = max(1, Self.windowPixels / width) }
    largest = PixelSize(width: width, height: min(height, size.height))
    let columnCount = (size.width + width - 1) / width
    let rowCount = (size.height + height - 1) / height
    let step = Self.step(columnCount, rowCount, share: Double(maximumPixels) / Double(size.pixelCount))
    let offset = min(step / 2, rowCount - 1)
    var windows: [PixelWindow] = []
    for (index, row) in stride(from: offset, to: rowCount, by: step).enumerated() {
      for column in stride(from: (index + step / 2) % min(step, columnCount), to: columnCount, by: step) {
        windows.append(
          PixelWindow(
            columns: column * width..<min((column + 1) * width, size.width),
            rows: row * height..<min((row + 1) * height, size.height)))
      }
    }
    self.windows = windows
  }

  /// How many windows apart the lattice's points are in both directions.
  private static func step(_ columns: Int, _ rows: Int, share: Double) -> Int {
    guard share < 1 else { return 1 }
    var step = 1
    func count(_ step: Int) -> Int { ((columns + step - 1) / step) * ((rows + step - 1) / step) }
    while count(step) > 1, Double(count(step)) > Double(columns * rows) * share { step += 1 }
    return step
  }
}
