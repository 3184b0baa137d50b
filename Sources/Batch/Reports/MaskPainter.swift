import GeoFiles
import Grid
import Pixels
import Reporting

/// Draws parts of a published mask, in memory for one row of the picture.
struct MaskPainter {
  let mask: MaskFile
  let classes: [Legend.Entry]
  let colours: MaskColours

  /// The most pixels that are read for one picture; a coarser level is taken
  /// where there would be more.
  static let pixelLimit = 200_000_000.0

  init(mask: MaskFile, classes: [Legend.Entry]) {
    self.mask = mask
    self.classes = classes
    colours = MaskColours(classes)
  }

  /// Draws an area and counts its classes.
  ///
  /// - Throws: `MosaicError`, `GDALError`.
  func paint(_ area: MaskArea) throws -> PaintedMask {
    let window = area.window
    let cut = window.intersection(PixelWindow(mask.size))
    let level =
      mask.levels.first { Double(cut.pixelCount) / ($0.factor * $0.factor) <= Self.pixelLimit }
      ?? mask.levels[mask.levels.count - 1]
    let step = max(Double(max(window.width, window.height)) / Double(area.longestSide), level.factor)
    var pass = PaintingPass(area: area, step: step, level: level, slotCount: classes.count)
    var picture = PaintedMask(
      size: pass.size, step: step, readFactor: level.factor, cells: nil)
    for row in 0..<pass.size.height {
      try pass.count(row, of: mask, slots: colours.slots)
      for column in 0..<pass.size.width {
        let isInside = !area.isClipped || pass.inside[column]
        picture.places.append(isInside ? colours.place(pass.shares(column)) : .outside)
      }
    }
    picture.cells = pass.cells
    return picture
  }
}

/// One way through an area, from the picture's first row to its last.
private struct PaintingPass {
  let size: PixelSize
  var inside: [Bool]
  var cells: MaskCells?
  private let window: PixelWindow
  private let step: Double
  private let level: MaskFile.Level
  private let slotCount: Int
  private let spans: RowSpans
  private let columns: Range<Int>
  /// The picture's column and the square's column of each of the level's columns.
  private let targets: [Int]
  private let cellTargets: [Int]
  private var counts: [UInt32]
  private var buffer: [ClassCode] = []

  init(area: MaskArea, step: Double, level: MaskFile.Level, slotCount: Int) {
    let window = area.window
    let factor = level.factor
    size = PixelSize(
      width: max(1, Int((Double(window.width) / step).rounded(.up))),
      height: max(1, Int((Double(window.height) / step).rounded(.up))))
    inside = [Bool](repeating: false, count: size.width)
    spans = RowSpans(area.fields)
    counts = [UInt32](repeating: 0, count: size.width * slotCount)
    cells = area.cellSide.map {
      MaskCells(side: $0, width: Double(window.width), height: Double(window.height), slotCount: slotCount)
    }
    let first = max(0, Int((Double(window.columns.lowerBound) / factor).rounded(.down)))
    let end = min(level.size.width, Int((Double(window.columns.upperBound) / factor).rounded(.up)))
    columns = min(first, max(end, 0))..<max(end, 0)
    let middles = columns.map { (Double($0) + 0.5) * factor - Double(window.columns.lowerBound) }
    let lastColumn = size.width - 1
    targets = middles.map { min(max(Int($0 / step), 0), lastColumn) }
    if let cells {
      cellTargets = middles.map { min(max(Int($0 / cells.side), 0), cells.columnCount - 1) }
    } else {
      cellTargets = []
    }
    (self.window, self.step, self.level, self.slotCount) = (window, step, level, slotCount)
  }

  /// How often each class was met in a place of the present row.
  func shares(_ column: Int) -> ArraySlice<UInt32> {
    counts[column * slotCount..<(column + 1) * slotCount]
  }

  /// Counts the classes of one row of the picture.
  mutating func count(_ row: Int, of mask: MaskFile, slots: [UInt8]) throws {
    for place in counts.indices { counts[place] = 0 }
    let top = Double(window.rows.lowerBound) + Double(row) * step
    spans.mark(&inside, atRow: top + step / 2, from: Double(window.columns.lowerBound), step: step)
    let rows = levelRows(from: top)
    guard !rows.isEmpty, !columns.isEmpty else { return }
    let read = PixelWindow(columns: columns, rows: rows)
    if buffer.count < read.pixelCount { buffer = [ClassCode](repeating: .nodata, count: read.pixelCount) }
    let level = level
    try buffer.withUnsafeMutableBufferPointer { try mask.read(read, of: level, into: $0) }
    for line in 0..<rows.count { tally(line, slots: slots) }
    tallyCells(rows, slots: slots)
  }

  /// The level's rows whose middles lie in a row of the picture.
  private func levelRows(from top: Double) -> Range<Int> {
    let first = Int((top / level.factor - 0.5).rounded(.up))
    let end = Int(((top + step) / level.factor - 0.5).rounded(.up))
    let (low, high) = (max(first, 0), min(end, level.size.height))
    return low < high ? low..<high : 0..<0
  }

  private mutating func tally(_ line: Int, slots: [UInt8]) {
    let (width, slotCount, targets, buffer) = (columns.count, slotCount, targets, buffer)
    counts.withUnsafeMutableBufferPointer { counts in
      buffer.withUnsafeBufferPointer { codes in
        for column in 0..<width {
          let slot = Int(slots[Int(codes[line * width + column])])
          guard slot < slotCount else { continue }
          counts[targets[column] * slotCount + slot] += 1
        }
      }
    }
  }

  /// Counts what lies in fields into squares.
  private mutating func tallyCells(_ rows: Range<Int>, slots: [UInt8]) {
    guard let side = cells?.side else { return }
    let (width, slotCount, targets, buffer) = (columns.count, slotCount, targets, buffer)
    let (inside, cellTargets) = (inside, cellTargets)
    for (line, row) in rows.enumerated() {
      let height = (Double(row) + 0.5) * level.factor - Double(window.rows.lowerBound)
      cells?.withRow(Int(height / side)) { counts in
        for column in 0..<width where inside[targets[column]] {
          let slot = Int(slots[Int(buffer[line * width + column])])
          guard slot < slotCount else { continue }
          counts[cellTargets[column] * slotCount + slot] += 1
        }
      }
    }
  }
}
