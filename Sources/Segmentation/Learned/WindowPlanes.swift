public import Grid

/// Several planes of floats over one window of a mosaic, row after row without
/// gaps. Not safe to share while it is written.
public final class WindowPlanes {
  /// The pixels that the planes hold.
  public private(set) var window = PixelWindow(columns: 0..<0, rows: 0..<0)
  /// The number of planes.
  public let count: Int
  /// The first value of each plane: in `own`, or in planes that are shown.
  public let pointers: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  private var own: FloatPlanes

  /// Makes planes of an empty window.
  public init(count: Int) {
    self.count = count
    own = FloatPlanes(count: count, capacity: 0)
    pointers = .allocate(capacity: max(1, count))
    pointers.initialize(from: own.pointers, count: count)
  }

  deinit { pointers.deallocate() }

  /// The same planes to read from.
  public var inputs: UnsafePointer<UnsafePointer<Float>> {
    UnsafeRawPointer(pointers).assumingMemoryBound(to: UnsafePointer<Float>.self)
  }

  /// One plane.
  public subscript(plane: Int) -> UnsafeMutablePointer<Float> { pointers[plane] }

  /// Lays the planes over another window; what they hold is undefined then.
  public func move(to window: PixelWindow) {
    self.window = window
    if own.capacity < window.pixelCount {
      own = FloatPlanes(count: count, capacity: window.pixelCount)
    }
    pointers.update(from: own.pointers, count: count)
  }

  /// Says that the planes lie elsewhere; what they hold stays.
  ///
  /// - Precondition: The window has the size of the one before.
  public func relocate(to window: PixelWindow) {
    precondition(window.size == self.window.size, "planes keep their size")
    self.window = window
  }

  /// The place of a pixel of the window in a plane.
  @inline(__always)
  public func index(row: Int, column: Int) -> Int {
    (row - window.rows.lowerBound) * window.width + column - window.columns.lowerBound
  }

  /// Calls `body` with the address of a pixel in each plane.
  public func withPointers<Result>(
    row: Int, column: Int, _ body: (UnsafeMutablePointer<UnsafeMutablePointer<Float>>) -> Result
  ) -> Result {
    let offset = index(row: row, column: column)
    return withUnsafeTemporaryAllocation(
      of: UnsafeMutablePointer<Float>.self, capacity: max(1, count)
    ) { moved in
      for plane in 0..<count { moved.initializeElement(at: plane, to: pointers[plane] + offset) }
      return body(moved.baseAddress.unsafelyUnwrapped)
    }
  }

  /// Shows planes of others over a window that lies within theirs.
  ///
  /// Planes over the same window are not copied: they are read where they
  /// are, as long as nobody moves them.
  ///
  /// - Parameters:
  ///   - window: The pixels that are wanted.
  ///   - parts: Where planes come from and their numbers there, in the order
  ///     of the planes here.
  func show(_ window: PixelWindow, of parts: [(source: WindowPlanes, numbers: [Int])]) {
    if parts.allSatisfy({ $0.source.window == window }) { self.window = window } else { move(to: window) }
    var plane = 0
    for (source, numbers) in parts {
      for number in numbers {
        if source.window == window {
          pointers[plane] = source[number]
        } else {
          copy(source[number], over: source, toPlane: plane)
        }
        plane += 1
      }
    }
  }

  private func copy(_ values: UnsafePointer<Float>, over source: WindowPlanes, toPlane plane: Int) {
    for row in window.rows {
      (self[plane] + index(row: row, column: window.columns.lowerBound)).update(
        from: values + source.index(row: row, column: window.columns.lowerBound), count: window.width)
    }
  }
}
