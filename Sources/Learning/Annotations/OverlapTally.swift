import Grid
import Pixels

/// Counts the pixels on which two shapes of different classes lie.
///
/// Each pixel counts once for each shape that comes upon another class, paired
/// with the shape that was there last.
struct OverlapTally {
  /// Two shapes by their places in the list.
  struct Pair: Hashable {
    var first: Int
    var second: Int
  }

  private(set) var places: [Pair: PlaceTally<Pair>.Place] = [:]
  /// Pixels with two classes, each counted once.
  private(set) var pixelCount = 0

  let index: ShapeIndex
  private var owners: [Int32] = []
  private var isDisputed: [Bool] = []

  init(_ layer: AnnotationLayer, size: PixelSize) {
    index = ShapeIndex(layer.shapes.filter { $0.code != nil }, within: PixelWindow(size))
  }

  mutating func push(_ window: PixelWindow) {
    let candidates = index.candidates(in: window)
    guard candidates.count > 1 else { return }
    owners = [Int32](repeating: -1, count: window.pixelCount)
    isDisputed = [Bool](repeating: false, count: window.pixelCount)
    for number in candidates {
      for span in index.rasters[number].spans(in: window) { draw(span, Int32(number), window) }
    }
    pixelCount += isDisputed.count { $0 }
  }

  private mutating func draw(_ span: PixelSpan, _ number: Int32, _ window: PixelWindow) {
    let code = index.shapes[Int(number)].code
    let row = (span.row - window.rows.lowerBound) * window.width - window.columns.lowerBound
    for column in span.columns {
      let owner = owners[row + column]
      owners[row + column] = number
      guard owner >= 0, index.shapes[Int(owner)].code != code else { continue }
      isDisputed[row + column] = true
      let pixel = PixelWindow(columns: column..<(column + 1), rows: span.row..<(span.row + 1))
      places[Pair(first: Int(owner), second: Int(number)), default: .init(count: 0, window: pixel)].add(pixel)
    }
  }
}
