public import Grid

/// Several planes of floats over one window of a mosaic, row after row without
/// gaps. Not safe to share while it is written.
public final class WindowPlanes {
  /// The pixels that the planes hold.
  public private(set) var window = PixelWindow(columns: 0..<0, rows: 0..<0)
  /// The number of planes.
  public let count: Int
  private var planes: FloatPlanes

  /// Makes planes of an empty window.
  public init(count: Int) {
    self.count = count
    planes = FloatPlanes(count: count, capacity: 0)
  }

  /// The first value of each plane.
  public var pointers: UnsafeMutablePointer<UnsafeMutablePointer<Float>> { planes.pointers }

  /// The same planes to read from.
  public var inputs: UnsafePointer<UnsafePointer<Float>> {
    UnsafeRawPointer(planes.pointers).assumingMemoryBound(to: UnsafePointer<Float>.self)
  }

  /// One plane.
  public subscript(plane: Int) -> UnsafeMutablePointer<Float> { planes.pointers[plane] }

  /// Lays the planes over another window; what they hold is undefined then.
  public func move(to window: PixelWindow) {
    self.window = window
    if planes.capacity < window.pixelCount {
      planes = FloatPlanes(count: count, capacity: window.pixelCount)
    }
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
    planes.withPointers(offset: index(row: row, column: column), body)
  }

  /// Copies planes of a window that lies within another's.
  ///
  /// - Parameters:
  ///   - range: The planes of `source` that are copied.
  ///   - source: Where values come from; its window holds this one.
  ///   - start: The plane that the first of them becomes.
  func copy(
    _ range: Range<Int>, of source: WindowPlanes, toPlanesFrom start: Int
  ) {
    for (offset, plane) in range.enumerated() {
      for row in window.rows {
        (self[start + offset] + index(row: row, column: window.columns.lowerBound)).update(
          from: source[plane] + source.index(row: row, column: window.columns.lowerBound),
          count: window.width)
      }
    }
  }
}
