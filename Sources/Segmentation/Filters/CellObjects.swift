import Grid

/// The objects of one cell's window, as runs of their rows.
struct CellObjects {
  /// Pixels of one object beside one another.
  struct Run {
    var row: Int32
    var start: Int32
    var end: Int32
    /// The object's number, from 0 in raster order of the first pixels.
    var object: Int32

    var length: Int { Int(end - start) }
  }

  let window: PixelWindow
  /// From top to bottom and left to right.
  private(set) var runs: [Run] = []
  private(set) var count = 0
  /// The sides that pixels of two rows share, by run of the lower row and of
  /// the upper row: both runs lose as many.
  private(set) var contacts: [Int32] = []
  private var starts: [Int] = [0]

  /// Finds the objects of a condition's plane within its window.
  init(_ condition: PlaneView) {
    window = condition.window
    for row in window.rows {
      addRuns(condition.address(row: row, column: window.columns.lowerBound), row: row)
      starts.append(runs.count)
    }
    contacts = [Int32](repeating: 0, count: runs.count)
    for index in runs.indices { runs[index].object = Int32(index) }
    for row in window.rows.dropFirst() { join(runs(inRow: row - 1), runs(inRow: row)) }
    number()
  }

  /// Which runs lie in a row of the window.
  func runs(inRow row: Int) -> Range<Int> {
    let place = row - window.rows.lowerBound
    return starts[place]..<starts[place + 1]
  }

  private mutating func addRuns(_ line: UnsafePointer<Float>, row: Int) {
    let width = window.width
    var column = 0
    while column < width {
      guard isSet(line[column]) else {
        column += 1
        continue
      }
      let start = column
      while column < width, isSet(line[column]) { column += 1 }
      let first = window.columns.lowerBound
      runs.append(
        Run(row: Int32(row), start: Int32(first + start), end: Int32(first + column), object: 0))
    }
  }

  /// Joins runs of neighbouring rows that touch, if only at a corner.
  private mutating func join(_ upper: Range<Int>, _ lower: Range<Int>) {
    var (above, below) = (upper.lowerBound, lower.lowerBound)
    while above < upper.upperBound, below < lower.upperBound {
      let (first, second) = (runs[above], runs[below])
      let shared = min(first.end, second.end) - max(first.start, second.start)
      if shared >= 0 { unite(above, below) }
      if shared > 0 {
        contacts[above] += shared
        contacts[below] += shared
      }
      if first.end < second.end { above += 1 } else { below += 1 }
    }
  }

  private mutating func root(of index: Int) -> Int {
    var index = index
    while Int(runs[index].object) != index {
      let parent = Int(runs[index].object)
      runs[index].object = runs[parent].object
      index = parent
    }
    return index
  }

  private mutating func unite(_ first: Int, _ second: Int) {
    let (first, second) = (root(of: first), root(of: second))
    runs[max(first, second)].object = Int32(min(first, second))
  }

  /// Replaces each run's parent by its object's number.
  private mutating func number() {
    for index in runs.indices {
      let parent = Int(runs[index].object)
      if parent == index {
        runs[index].object = Int32(count)
        count += 1
      } else {
        // A parent comes earlier and already has its number.
        runs[index].object = runs[parent].object
      }
    }
  }
}

@inline(__always)
private func isSet(_ value: Float) -> Bool { value < 0 || value > 0 }
