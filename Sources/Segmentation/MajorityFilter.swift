public import Grid
public import Pixels

/// Gives each pixel the class that most pixels of a square around it have.
///
/// Nodata pixels, and those beyond the mosaic, do not vote, and nodata pixels
/// do not change. Where several classes have the most votes, a pixel keeps its
/// own if that is one of them and else takes the lowest code.
public struct MajorityFilter: ClassFilter, Hashable {
  /// The side of the square in pixels.
  public let size: Int

  /// Makes a filter; `size` must be odd, 1 to 255.
  public init(size: Int) {
    precondition(isFilterSize(size), "the side of a filter is odd, 1 to 255 pixels")
    self.size = size
  }

  /// Half of the square's side, rounded down.
  public var reach: Int { size / 2 }

  /// Lets one plane's pixels vote into another of the same size.
  public func apply(
    to source: UnsafeBufferPointer<ClassCode>, size: PixelSize,
    into target: UnsafeMutableBufferPointer<ClassCode>
  ) {
    let count = size.pixelCount
    precondition(source.count >= count && target.count >= count, "a plane is smaller than its size")
    guard count > 0, let input = source.baseAddress, let output = target.baseAddress else { return }
    let present = Set(source.prefix(count)).subtracting([.nodata]).sorted()
    present.withUnsafeBufferPointer { candidates in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { votes in
        guard let votes = votes.baseAddress else { return }
        for row in 0..<size.height {
          vote(input, row: row, size: size, candidates: candidates, votes: votes, into: output)
        }
      }
    }
  }

  /// Moves the square along one row, adding and removing a column at a time.
  private func vote(
    _ input: UnsafePointer<ClassCode>, row: Int, size: PixelSize,
    candidates: UnsafeBufferPointer<ClassCode>, votes: UnsafeMutablePointer<Int32>,
    into output: UnsafeMutablePointer<ClassCode>
  ) {
    let width = size.width
    let rows = max(0, row - reach)..<min(size.height, row + reach + 1)
    votes.update(repeating: 0, count: 256)
    for column in 0..<min(reach, width) {
      count(1, column: column, rows: rows, input, width: width, votes: votes)
    }
    for column in 0..<width {
      if column + reach < width {
        count(1, column: column + reach, rows: rows, input, width: width, votes: votes)
      }
      if column > reach {
        count(-1, column: column - reach - 1, rows: rows, input, width: width, votes: votes)
      }
      let own = input[row * width + column]
      output[row * width + column] =
        own == .nodata ? own : winner(own: own, candidates: candidates, votes: votes)
    }
  }

  @inline(__always)
  private func count(
    _ step: Int32, column: Int, rows: Range<Int>, _ input: UnsafePointer<ClassCode>, width: Int,
    votes: UnsafeMutablePointer<Int32>
  ) {
    for row in rows { votes[Int(input[row * width + column])] += step }
  }

  @inline(__always)
  private func winner(
    own: ClassCode, candidates: UnsafeBufferPointer<ClassCode>, votes: UnsafeMutablePointer<Int32>
  ) -> ClassCode {
    var best = own
    var most = votes[Int(own)]
    if Int(most) * 2 >= size * size { return own }
    for code in candidates where votes[Int(code)] > most {
      best = code
      most = votes[Int(code)]
    }
    return best
  }
}
