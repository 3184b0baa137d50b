import CKernels
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

  /// The side up to which the votes of a square fit into bytes.
  private static let greatestByteSize = 15

  /// Lets one plane's pixels vote into another of the same size.
  public func apply(
    to source: UnsafeBufferPointer<ClassCode>, size: PixelSize,
    into target: UnsafeMutableBufferPointer<ClassCode>
  ) {
    let count = size.pixelCount
    precondition(source.count >= count && target.count >= count, "a plane is smaller than its size")
    guard count > 0, let input = source.baseAddress, let output = target.baseAddress else { return }
    withCodes(of: input, count: count) { candidates in
      if self.size <= Self.greatestByteSize {
        let poll = MajorityPoll(reach: reach, width: size.width)
        for row in 0..<size.height {
          poll.vote(input, row: row, height: size.height, candidates: candidates, into: output)
        }
      } else {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { votes in
          guard let votes = votes.baseAddress else { return }
          for row in 0..<size.height {
            vote(input, row: row, size: size, candidates: candidates, votes: votes, into: output)
          }
        }
      }
    }
  }

  /// Hands over the classes that occur, ascending, without nodata.
  private func withCodes(
    of input: UnsafePointer<ClassCode>, count: Int, _ body: (UnsafeBufferPointer<ClassCode>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { scratch in
      guard let present = scratch.baseAddress else { return }
      present.initialize(repeating: 0, count: 512)
      find_codes(count, input, present)
      let codes = present + 256
      var found = 0
      for code in 0..<Int(ClassCode.nodata) where present[code] != 0 {
        codes[found] = ClassCode(code)
        found += 1
      }
      body(UnsafeBufferPointer(start: codes, count: found))
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

/// Votes of small squares, a whole row and one class at a time.
private final class MajorityPoll {
  private let reach: Int
  private let width: Int
  /// Votes of columns with `reach` empty ones on either side, then for each
  /// pixel the most votes, their class, and those of its own class.
  private let scratch: UnsafeMutablePointer<UInt8>

  init(reach: Int, width: Int) {
    self.reach = reach
    self.width = width
    let capacity = 2 * reach + 4 * width
    scratch = .allocate(capacity: capacity)
    scratch.initialize(repeating: 0, count: capacity)
  }

  deinit { scratch.deallocate() }

  /// Decides one row.
  func vote(
    _ input: UnsafePointer<ClassCode>, row: Int, height: Int,
    candidates: UnsafeBufferPointer<ClassCode>, into output: UnsafeMutablePointer<ClassCode>
  ) {
    let first = max(0, row - reach)
    let rows = min(height, row + reach + 1) - first
    let most = scratch + 2 * reach + width
    let (winner, ownVotes) = (most + width, most + 2 * width)
    let own = input + row * width
    most.update(repeating: 0, count: 3 * width)
    for code in candidates {
      count_column_votes(width, input + first * width, width, Int32(rows), code, scratch + reach)
      take_votes(width, Int32(reach), scratch, code, own, most, winner, ownVotes)
    }
    decide_majority(width, own, ownVotes, most, winner, output + row * width)
  }
}
