import Grid
import Pixels

/// Fills one plant's outline at a time, exactly by pixel centre for labels
/// and by three lines a row for cover.
///
/// Corners are multiples of 1/128 pixel, odd ones, so that no corner lies on
/// a line and double precision finds every crossing without error.
final class OutlineRaster {
  static let crossingLimit = LeafShape.vertexLimit

  private(set) var vertexCount = 0
  let x: UnsafeMutablePointer<Double>
  let y: UnsafeMutablePointer<Double>
  /// The pixel that corners are relative to.
  private(set) var anchor = PixelPoint(column: 0, row: 0)
  /// The pixels that the outline may touch.
  private(set) var bounds = PixelWindow(columns: 0..<0, rows: 0..<0)

  private var lineLimit: Int
  private var counts: UnsafeMutablePointer<Int32>
  private var crossings: UnsafeMutablePointer<Double>

  init() {
    x = .allocate(capacity: LeafShape.vertexLimit)
    y = .allocate(capacity: LeafShape.vertexLimit)
    lineLimit = 96
    counts = .allocate(capacity: lineLimit)
    crossings = .allocate(capacity: lineLimit * Self.crossingLimit)
  }

  deinit {
    x.deallocate()
    y.deallocate()
    counts.deallocate()
    crossings.deallocate()
  }

  /// Turns, scales and places a plant's shape.
  func load(_ plant: borrowing Plant) {
    anchor = PixelPoint(
      column: Int(plant.centre.column.rounded(.down)), row: Int(plant.centre.row.rounded(.down)))
    let dx = plant.centre.column - Double(anchor.column)
    let dy = plant.centre.row - Double(anchor.row)
    let cosine = plant.direction.cosine * plant.reach
    let sine = plant.direction.sine * plant.reach
    vertexCount = plant.shape.x.count
    var (left, right, top, bottom) = (dx, dx, dy, dy)
    plant.shape.x.withUnsafeBufferPointer { xs in
      plant.shape.y.withUnsafeBufferPointer { ys in
        for i in 0..<vertexCount {
          let px = Self.snapped(dx + xs[i] * cosine - ys[i] * sine)
          let py = Self.snapped(dy + xs[i] * sine + ys[i] * cosine)
          x[i] = px
          y[i] = py
          left = min(left, px)
          right = max(right, px)
          top = min(top, py)
          bottom = max(bottom, py)
        }
      }
    }
    bounds = PixelWindow(
      columns: (anchor.column + Self.floor(left))..<(anchor.column + Self.floor(right) + 1),
      rows: (anchor.row + Self.floor(top))..<(anchor.row + Self.floor(bottom) + 1))
  }

  /// The corners on the scene's pixels.
  var polygon: PixelPolygon {
    PixelPolygon(
      outer: (0..<vertexCount).map {
        GridPoint(column: Double(anchor.column) + x[$0], row: Double(anchor.row) + y[$0])
      })
  }

  /// Finds where the outline crosses three lines of each row of a range.
  func scan(rows: Range<Int>) {
    let lines = rows.count * 3
    makeRoom(lines: lines)
    counts.update(repeating: 0, count: lines)
    let firstLine = 3 * (rows.lowerBound - anchor.row)
    for i in 0..<vertexCount {
      let next = i + 1 == vertexCount ? 0 : i + 1
      if y[i] < y[next] {
        addEdge(x[i], y[i], x[next], y[next], firstLine, lines)
      } else if y[i] > y[next] {
        addEdge(x[next], y[next], x[i], y[i], firstLine, lines)
      }
    }
    for line in 0..<lines { sortLine(line) }
  }

  /// Calls `body` with the ends of each span of a line, in columns relative
  /// to the anchor. Line 3 * r + 1 of the scanned rows is row r's middle.
  @inline(__always)
  func forEachSpan(line: Int, _ body: (Double, Double) -> Void) {
    let base = crossings + line * Self.crossingLimit
    var index = 0
    while index + 1 < Int(counts[line]) {
      body(base[index], base[index + 1])
      index += 2
    }
  }

  /// The number of pixel centres inside.
  func centreCount() -> Int {
    scan(rows: bounds.rows)
    var count = 0
    for row in 0..<bounds.rows.count {
      forEachSpan(line: 3 * row + 1) { count += Self.floor($1 + 0.5) - Self.floor($0 + 0.5) }
    }
    return count
  }

  /// The next lower integer of a number above -65536.
  @inline(__always)
  static func floor(_ value: Double) -> Int { Int(value + 65536) - 65536 }

  @inline(__always)
  private static func snapped(_ value: Double) -> Double { (2 * Double(floor(value * 64)) + 1) / 128 }

  @inline(__always)
  private func addEdge(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ firstLine: Int, _ lines: Int
  ) {
    let from = max(Self.floor(y0 * 3 + 0.5) - firstLine, 0)
    let to = min(Self.floor(y1 * 3 + 0.5) - firstLine, lines)
    guard from < to else { return }
    let run = x1 - x0
    let rise = y1 - y0
    for line in from..<to {
      let height = Double(2 * (line + firstLine) + 1) / 6
      let slot = line * Self.crossingLimit + Int(counts[line])
      crossings[slot] = x0 + (height - y0) * run / rise
      counts[line] += 1
    }
  }

  @inline(__always)
  private func sortLine(_ line: Int) {
    let base = crossings + line * Self.crossingLimit
    for i in 1..<max(1, Int(counts[line])) {
      let value = base[i]
      var j = i
      while j > 0, base[j - 1] > value {
        base[j] = base[j - 1]
        j -= 1
      }
      base[j] = value
    }
  }

  private func makeRoom(lines: Int) {
    guard lines > lineLimit else { return }
    lineLimit = lines
    counts.deallocate()
    crossings.deallocate()
    counts = .allocate(capacity: lines)
    crossings = .allocate(capacity: lines * Self.crossingLimit)
  }
}
