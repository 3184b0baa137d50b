/// The second pass of a distance transform: from squared distances along rows
/// to squared distances in the plane, column by column.
///
/// Each pixel with a false one in its row is a parabola over its column; the
/// least of all is told by their lower envelope, in time that does not depend
/// on the distances. Squares are whole numbers, so the result is exact.
struct DistanceEnvelope {
  /// The rows that were measured.
  let height: Int
  /// What stands for no false pixel within the limit, and the most that is told.
  let most: Float
  /// The rows that are asked for, among those measured.
  let wanted: Range<Int>

  /// Columns that are turned into lines together.
  private static let batch = 16

  /// Descends all columns of `squares`, whose rows are `width` apart.
  func descend(_ squares: UnsafePointer<Float>, width: Int, into target: UnsafeMutablePointer<Float>) {
    let count = Self.batch * height
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: count + 2 * height + 1) { buffer in
      guard let lines = buffer.baseAddress else { return }
      let stack = Stack(apexes: lines + count, starts: lines + count + height)
      for first in stride(from: 0, to: width, by: Self.batch) {
        let columns = min(Self.batch, width - first)
        let isFlat = turn(squares + first, width: width, columns: columns, into: lines)
        for column in 0..<columns {
          let result = target + first + column
          if isFlat {
            for row in 0..<wanted.count { result[row * width] = most }
          } else {
            descend(lines + column * height, stack, into: result, width: width)
          }
        }
      }
    }
  }

  /// The parabolas of the envelope from top to bottom, and the row from which
  /// each is the least.
  private struct Stack {
    var apexes: UnsafeMutablePointer<Int32>
    var starts: UnsafeMutablePointer<Int32>
  }

  /// Turns columns into lines; true where none holds a parabola.
  private func turn(
    _ squares: UnsafePointer<Float>, width: Int, columns: Int, into lines: UnsafeMutablePointer<Int32>
  ) -> Bool {
    var least = most
    for row in 0..<height {
      let line = squares + row * width
      for column in 0..<columns {
        let square = line[column]
        least = square < least ? square : least
        lines[column * height + row] = square < most ? Int32(square) : -1
      }
    }
    return least >= most
  }

  private func descend(
    _ line: UnsafePointer<Int32>, _ stack: Stack, into target: UnsafeMutablePointer<Float>, width: Int
  ) {
    let count = build(line, stack)
    var place = 0
    for row in wanted {
      while place + 1 < count, stack.starts[place + 1] <= Int32(row) { place += 1 }
      var square = most
      if count > 0 {
        let apex = stack.apexes[place]
        let distance = Int32(row) - apex
        let found = Float(line[Int(apex)] + distance * distance)
        square = found < most ? found : most
      }
      target[(row - wanted.lowerBound) * width] = square
    }
  }

  /// Builds the envelope of a column; the number of its parabolas.
  private func build(_ line: UnsafePointer<Int32>, _ stack: Stack) -> Int {
    var count = 0
    for row in 0..<Int32(height) {
      let square = line[Int(row)]
      guard square >= 0 else { continue }
      var start: Int32 = 0
      while count > 0 {
        let apex = stack.apexes[count - 1]
        // The first row where the new parabola is below the last one.
        let rise = square + row * row - line[Int(apex)] - apex * apex
        let run = 2 * (row - apex)
        start = rise < 0 ? 0 : rise / run + 1
        if start > stack.starts[count - 1] { break }
        count -= 1
        start = 0
      }
      guard start < Int32(height) else { continue }
      stack.apexes[count] = row
      stack.starts[count] = start
      count += 1
    }
    return count
  }
}
