import CKernels

/// One row of a class raster as runs of equal class.
///
/// Runs touch: each starts where the one before it ends, the first at column
/// 0, and neighbouring runs differ in class. An empty raster has no runs.
public struct ClassRow: Hashable, Sendable {
  /// Pixels of one class beside one another.
  @frozen
  public struct Run: Hashable, Sendable {
    /// The first column.
    public var start: Int32
    /// The column after the last.
    public var end: Int32
    /// The class, or `ClassCode.nodata`.
    public var code: ClassCode

    /// Makes a run of the columns `start..<end`.
    @inlinable
    public init(start: Int32, end: Int32, code: ClassCode) {
      self.start = start
      self.end = end
      self.code = code
    }

    /// The number of pixels.
    @inlinable
    public var count: Int { Int(end - start) }
  }

  /// The runs from left to right.
  public private(set) var runs: [Run]

  /// Makes an empty row.
  public init() { runs = [] }

  /// Makes a row from one class for each pixel.
  public init(_ codes: some Sequence<ClassCode>) {
    self.init()
    for code in codes { append(code: code, count: 1) }
  }

  /// Makes a row from a buffer with one class for each pixel.
  ///
  /// Source: `find_run_ends`.
  public init(buffer: UnsafeBufferPointer<ClassCode>) {
    self.init()
    guard let codes = buffer.baseAddress, !buffer.isEmpty else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: buffer.count) { ends in
      guard let ends = ends.baseAddress else { return }
      let found = find_run_ends(buffer.count, codes, ends)
      runs = Array(unsafeUninitializedCapacity: found) { runs, count in
        var start: Int32 = 0
        for index in 0..<found {
          runs.initializeElement(
            at: index, to: Run(start: start, end: ends[index], code: codes[Int(start)]))
          start = ends[index]
        }
        count = found
      }
    }
  }

  /// The number of pixels.
  public var width: Int { Int(runs.last?.end ?? 0) }

  /// Adds `count` pixels of one class at the right end.
  @inline(__always)
  public mutating func append(code: ClassCode, count: Int) {
    guard count > 0 else { return }
    if let last = runs.last {
      if last.code == code {
        runs[runs.count - 1].end += Int32(count)
      } else {
        runs.append(Run(start: last.end, end: last.end + Int32(count), code: code))
      }
    } else {
      runs.append(Run(start: 0, end: Int32(count), code: code))
    }
  }

  /// Writes one class for each pixel into `buffer`, which must hold `width`.
  public func write(to buffer: UnsafeMutableBufferPointer<ClassCode>) {
    precondition(buffer.count >= width, "the buffer is narrower than the row")
    for run in runs {
      buffer[Int(run.start)..<Int(run.end)].update(repeating: run.code)
    }
  }

  /// One class for each pixel.
  public var codes: [ClassCode] {
    runs.flatMap { run in repeatElement(run.code, count: run.count) }
  }
}
