public import Pixels

/// Where a window's samples go: one plane after another.
public struct SampleTarget {
  /// Where the first plane's first sample goes.
  public var base: UnsafeMutableRawPointer
  /// Bytes from a row to the next.
  public var rowStride: Int
  /// Bytes from a plane to the next.
  public var planeStride: Int
  /// The planes' bands, from 1 as in the file; `nil` for all in file order.
  public var bands: [Int]?

  /// Makes a target.
  public init(base: UnsafeMutableRawPointer, rowStride: Int, planeStride: Int, bands: [Int]? = nil) {
    self.base = base
    self.rowStride = rowStride
    self.planeStride = planeStride
    self.bands = bands
  }
}

/// Where a window's labels go.
public struct LabelTarget {
  /// Where the first label goes.
  public var base: UnsafeMutablePointer<ClassCode>
  /// Labels from a row to the next.
  public var rowStride: Int

  /// Makes a target.
  public init(base: UnsafeMutablePointer<ClassCode>, rowStride: Int) {
    self.base = base
    self.rowStride = rowStride
  }
}
