public import Grid
public import Pixels

/// Opens or closes one class with a disc.
///
/// The disc holds the pixels whose column and row differ by dx and dy with
/// dx * dx + dy * dy <= radius * radius: five pixels for radius 1. Nodata
/// pixels and what is beyond the mosaic are neutral: they neither wear the
/// class away nor take it up.
///
/// - Opening keeps a pixel of the class where some disc that covers it has its
///   centre on a pixel of the class and holds no pixel of another class. All
///   other pixels of the class become background: threads and specks narrower
///   than the disc go.
/// - Closing gives the class to a background pixel where each pixel of its
///   disc that is not nodata has a pixel of the class within the disc around
///   it: gaps narrower than the disc go. Pixels of other classes keep theirs.
///
/// Source: Serra, Image Analysis and Mathematical Morphology, 1982.
public struct MorphologicalFilter: ClassFilter, Hashable {
  /// Whether small parts are removed or small gaps filled.
  public enum Operation: String, Hashable, Sendable, CaseIterable {
    /// Erosion, then dilation: removes what is narrower than the disc.
    case open
    /// Dilation, then erosion: fills gaps narrower than the disc.
    case close
  }

  /// What is done.
  public let operation: Operation
  /// The class that loses or gains pixels.
  public let code: ClassCode
  /// The class that pixels fall to, or are taken from.
  public let background: ClassCode

  private let disc: DiscNeighbourhood

  /// Makes a filter.
  ///
  /// `radius` must be 1 to 254; `code` and `background` differ and neither is
  /// nodata.
  public init(_ operation: Operation, code: ClassCode, background: ClassCode, radius: Int) {
    precondition(
      code != background && code != .nodata && background != .nodata,
      "a class is opened or closed against another class")
    self.operation = operation
    self.code = code
    self.background = background
    disc = DiscNeighbourhood(radius: radius)
  }

  /// The radius of the disc in pixels.
  public var radius: Int { disc.radius }

  /// Twice the radius.
  public var reach: Int { 2 * radius }

  /// Opens or closes one plane into another of the same size.
  public func apply(
    to source: UnsafeBufferPointer<ClassCode>, size: PixelSize,
    into target: UnsafeMutableBufferPointer<ClassCode>
  ) {
    let count = size.pixelCount
    precondition(source.count >= count && target.count >= count, "a plane is smaller than its size")
    guard count > 0, let input = source.baseAddress, let output = target.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * count) { planes in
      guard let set = planes.baseAddress else { return }
      switch operation {
      case .open: open(input, size: size, set: set, near: set + count, into: output)
      case .close: close(input, size: size, set: set, near: set + count, into: output)
      }
    }
  }

  private func open(
    _ input: UnsafePointer<ClassCode>, size: PixelSize, set: UnsafeMutablePointer<UInt8>,
    near: UnsafeMutablePointer<UInt8>, into output: UnsafeMutablePointer<ClassCode>
  ) {
    let count = size.pixelCount
    for i in 0..<count { set[i] = input[i] != code && input[i] != .nodata ? 1 : 0 }
    disc.mark(near: set, size: size, into: near)
    for i in 0..<count { set[i] = input[i] == code && near[i] == 0 ? 1 : 0 }
    disc.mark(near: set, size: size, into: near)
    for i in 0..<count { output[i] = input[i] == code && near[i] == 0 ? background : input[i] }
  }

  private func close(
    _ input: UnsafePointer<ClassCode>, size: PixelSize, set: UnsafeMutablePointer<UInt8>,
    near: UnsafeMutablePointer<UInt8>, into output: UnsafeMutablePointer<ClassCode>
  ) {
    let count = size.pixelCount
    for i in 0..<count { set[i] = input[i] == code ? 1 : 0 }
    disc.mark(near: set, size: size, into: near)
    for i in 0..<count { set[i] = near[i] == 0 && input[i] != .nodata ? 1 : 0 }
    disc.mark(near: set, size: size, into: near)
    for i in 0..<count { output[i] = input[i] == background && near[i] == 0 ? code : input[i] }
  }
}
