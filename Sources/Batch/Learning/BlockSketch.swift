import Grid
import Learning
import Pixels

/// A small picture of truth and prediction in one block: every so many pixels
/// one, so that it fits a page.
struct BlockSketch: Hashable, Sendable {
  /// The longest side that a picture may have.
  static let longestSide = 400

  /// The pixels of the mosaic that it shows.
  let window: PixelWindow
  /// The mosaic's pixels along a side of one of its own.
  let factor: Int
  /// The size of the picture.
  let size: PixelSize
  /// True classes, row after row; nodata outside of the block too.
  private(set) var truth: [ClassCode]
  /// Predicted classes.
  private(set) var prediction: [ClassCode]

  /// Begins an empty picture of a window that is not empty.
  init(of window: PixelWindow) {
    self.window = window
    factor = max(1, (max(window.width, window.height) + Self.longestSide - 1) / Self.longestSide)
    size = PixelSize(
      width: (window.width + factor - 1) / factor, height: (window.height + factor - 1) / factor)
    truth = Array(repeating: .nodata, count: size.pixelCount)
    prediction = truth
  }

  /// Takes over the sampled pixels of part of a row.
  mutating func add(
    row: Int, columns: Range<Int>, truth: UnsafeBufferPointer<ClassCode>,
    prediction: UnsafeBufferPointer<ClassCode>
  ) {
    guard window.rows.contains(row) else { return }
    let line = (row - window.rows.lowerBound) / factor
    guard row == sample(line, of: window.rows) else { return }
    let shown = columns.clamped(to: window.columns)
    guard !shown.isEmpty else { return }
    let first = (shown.lowerBound - window.columns.lowerBound) / factor
    let last = (shown.upperBound - 1 - window.columns.lowerBound) / factor
    for place in first...last {
      let column = sample(place, of: window.columns)
      guard shown.contains(column) else { continue }
      self.truth[line * size.width + place] = truth[column]
      self.prediction[line * size.width + place] = prediction[column]
    }
  }

  /// The row or column that stands for a cell: its middle one.
  private func sample(_ cell: Int, of range: Range<Int>) -> Int {
    min(range.lowerBound + cell * factor + factor / 2, range.upperBound - 1)
  }
}

/// Sketches blocks while rows pass by from top to bottom; holds only those
/// that the row at hand touches.
struct BlockSketching {
  private let blocks: BlockMap
  private let extent: PixelWindow
  private let size: PixelSize
  private var open: [Int32: BlockSketch] = [:]

  init(_ scene: LearningScene) {
    blocks = scene.blocks
    size = scene.size
    extent = scene.labels.extent.intersection(PixelWindow(scene.size))
  }

  /// Takes part of a row that lies in one block; the buffers hold the whole row.
  mutating func add(
    _ block: Int32, row: Int, columns: Range<Int>, truth: UnsafeBufferPointer<ClassCode>,
    prediction: UnsafeBufferPointer<ClassCode>
  ) {
    if open[block] == nil {
      let window = blocks.window(of: Int(block), in: size).intersection(extent)
      guard !window.isEmpty, window.rows.contains(row) else { return }
      open[block] = BlockSketch(of: window)
    }
    open[block]?.add(row: row, columns: columns, truth: truth, prediction: prediction)
  }

  /// The sketches of blocks that end with a row, by number.
  mutating func takeFinished(after row: Int) -> [(block: Int32, sketch: BlockSketch)] {
    let finished = open.filter { $0.value.window.rows.upperBound == row + 1 }.sorted { $0.key < $1.key }
    for (block, _) in finished { open[block] = nil }
    return finished.map { ($0.key, $0.value) }
  }
}

/// The sketches of the blocks in which most went wrong.
struct WorstSketches: Sendable {
  /// How many are kept.
  static let count = 6

  private var sketches: [BlockID: BlockSketch] = [:]
  private var matrices: [BlockID: ConfusionMatrix] = [:]

  /// Keeps a sketch where its block is among the worst so far.
  mutating func offer(_ sketch: BlockSketch, of block: BlockID, _ matrix: ConfusionMatrix) {
    sketches[block] = sketch
    matrices[block] = matrix
    prune()
  }

  /// Keeps the worst of both.
  mutating func merge(_ other: WorstSketches) {
    sketches.merge(other.sketches) { first, _ in first }
    matrices.merge(other.matrices) { first, _ in first }
    prune()
  }

  /// The worst first.
  var places: [(judged: JudgedBlock, sketch: BlockSketch)] {
    JudgedBlock.worst(matrices, count: Self.count).compactMap { judged in
      sketches[judged.block].map { (judged, $0) }
    }
  }

  private mutating func prune() {
    let kept = Set(JudgedBlock.worst(matrices, count: Self.count).map(\.block))
    matrices = matrices.filter { kept.contains($0.key) }
    sketches = sketches.filter { kept.contains($0.key) }
  }
}

extension BlockMap {
  /// The pixels of a mosaic that a block lies within.
  func window(of number: Int, in size: PixelSize) -> PixelWindow {
    let mosaic = PixelWindow(size)
    switch self {
    case .whole: return mosaic
    case .grid(let side, let columnCount):
      let (column, row) = (number % columnCount * side, number / columnCount * side)
      return PixelWindow(columns: column..<column + side, rows: row..<row + side).intersection(mosaic)
    case .fields(let coverages):
      return PixelWindow(columns: coverages[number].columns, rows: coverages[number].rows)
    }
  }
}
