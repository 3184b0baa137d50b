import Grid
import Pixels

/// Raw samples of some columns of some rows of a mosaic, plane by plane.
///
/// Workers write disjoint windows of it while it is being filled and only read
/// it afterwards: that is why it may cross threads.
final class StripBuffer: @unchecked Sendable {
  let layout: Layout
  let storage: SampleStorage
  private(set) var rows: Range<Int> = 0..<0
  private let samples: UnsafeMutableRawPointer
  private let mask: UnsafeMutablePointer<UInt8>?

  /// What a buffer must hold.
  struct Layout: Hashable, Sendable {
    /// The mosaic's column that comes first.
    var firstColumn = 0
    var width: Int
    var capacity: Int
    var planeCount: Int
    var sampleType: SampleType
    var hasMask: Bool

    var rowStride: Int { width * sampleType.byteCount }
    var planeStride: Int { capacity * rowStride }
    var byteCount: Int { planeCount * planeStride + (hasMask ? width * capacity : 0) }
  }

  /// Makes an empty buffer, in storage that is at least as large as `layout` or
  /// in memory of its own.
  init(_ layout: Layout, in storage: SampleStorage? = nil) {
    self.layout = layout
    self.storage = storage ?? SampleStorage(byteCount: layout.byteCount)
    precondition(self.storage.count >= layout.byteCount, "the storage is smaller than the buffer")
    samples = self.storage.bytes
    mask =
      layout.hasMask
      ? (samples + layout.planeCount * layout.planeStride).assumingMemoryBound(to: UInt8.self) : nil
  }

  /// The columns that the buffer holds.
  var columns: Range<Int> { layout.firstColumn..<layout.firstColumn + layout.width }

  /// Forgets what the buffer holds and makes it stand for `rows`.
  func begin(rows: Range<Int>) {
    precondition(rows.count <= layout.capacity, "the strip is higher than its buffer")
    self.rows = rows
  }

  /// Takes over the rows that `other`, of the same columns, has as well.
  func copyShared(from other: StripBuffer) {
    precondition(columns == other.columns, "the buffers have other columns")
    let shared = rows.clamped(to: other.rows)
    guard !shared.isEmpty else { return }
    for plane in 0..<layout.planeCount {
      address(plane: plane, row: shared.lowerBound).copyMemory(
        from: other.address(plane: plane, row: shared.lowerBound),
        byteCount: shared.count * layout.rowStride)
    }
    if let target = maskAddress(row: shared.lowerBound, column: layout.firstColumn),
      let source = other.maskAddress(row: shared.lowerBound, column: layout.firstColumn)
    {
      target.update(from: source, count: shared.count * layout.width)
    }
  }

  /// Reads a window into its place.
  func fill(_ window: PixelWindow, bands: [Int], from reader: any TileReader) throws {
    let offset = (window.columns.lowerBound - layout.firstColumn) * layout.sampleType.byteCount
    try reader.read(
      window, bands: bands, into: address(plane: 0, row: window.rows.lowerBound) + offset,
      rowStride: layout.rowStride, planeStride: layout.planeStride)
    if let mask = maskAddress(row: window.rows.lowerBound, column: window.columns.lowerBound) {
      try reader.readMask(window, into: mask, rowStride: layout.width)
    }
  }

  /// The first sample of a row of a plane.
  func address(plane: Int, row: Int) -> UnsafeMutableRawPointer {
    samples + plane * layout.planeStride + (row - rows.lowerBound) * layout.rowStride
  }

  /// The file mask of a pixel; `nil` where the mosaic has no such mask.
  func maskAddress(row: Int, column: Int) -> UnsafeMutablePointer<UInt8>? {
    mask.map { $0 + (row - rows.lowerBound) * layout.width + column - layout.firstColumn }
  }
}
