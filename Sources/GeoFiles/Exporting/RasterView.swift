internal import CGDAL
public import Grid

/// The rows of a published raster on the grid of an export.
///
/// Rows come in strips, so that memory depends on the grid's width alone.
/// Not Sendable: GDAL allows one thread at a time on a dataset.
public final class RasterView {
  /// How a pixel of another grid gets its value.
  public enum Sampling: Hashable, Sendable {
    /// From the pixel in which its centre lies.
    case nearest
    /// The commonest value that it covers; for pixels larger than the raster's.
    case commonest
    /// The mean of the values that it covers; for pixels larger than the raster's.
    case mean
  }

  /// The grid of the rows.
  public let grid: MosaicGrid
  /// True for `Float` samples, false for bytes.
  public var isFloat: Bool { raster.isFloat }
  /// The bytes of one row.
  public var rowBytes: Int { grid.size.width * raster.sampleBytes }

  private let raster: PublishedRaster
  private let source: Source

  private enum Source {
    case window(PixelWindow)
    case warped(StripWarper)
  }

  /// A window of a raster as it is.
  public init(_ raster: PublishedRaster, window: PixelWindow) {
    self.raster = raster
    grid = raster.grid.cut(to: window)
    source = .window(window)
  }

  /// A raster carried to another grid.
  ///
  /// - Throws: `GDALError` where the systems do not go together.
  public init(_ raster: PublishedRaster, onto grid: MosaicGrid, sampling: Sampling) throws(GDALError) {
    self.raster = raster
    self.grid = grid
    source = .warped(try StripWarper(raster, onto: grid, sampling: sampling))
  }

  /// Calls `body` with each row from top to bottom; it may change the samples.
  ///
  /// - Throws: `GDALError` where the raster cannot be read, or what `body` throws.
  public func forEachRow(_ body: (_ row: Int, _ samples: UnsafeMutableRawBufferPointer) throws -> Void) throws
  {
    let height = min(Self.stripHeight, grid.size.height)
    let strip = UnsafeMutableRawBufferPointer.allocate(byteCount: height * rowBytes, alignment: 64)
    defer { strip.deallocate() }
    var top = 0
    while top < grid.size.height {
      let end = min(grid.size.height, stripEnd(after: top))
      let used = UnsafeMutableRawBufferPointer(rebasing: strip[..<((end - top) * rowBytes)])
      try read(top..<end, into: used)
      for row in top..<end {
        let start = (row - top) * rowBytes
        try body(row, UnsafeMutableRawBufferPointer(rebasing: used[start..<start + rowBytes]))
      }
      top = end
    }
  }

  /// The side of the tiles in which published rasters are stored.
  private static let stripHeight = 512

  /// The end of a strip that decodes no row of tiles twice.
  private func stripEnd(after top: Int) -> Int {
    guard case .window(let window) = source else { return top + Self.stripHeight }
    let row = window.rows.lowerBound + top
    return (row / Self.stripHeight + 1) * Self.stripHeight - window.rows.lowerBound
  }

  private func read(_ rows: Range<Int>, into bytes: UnsafeMutableRawBufferPointer) throws(GDALError) {
    switch source {
    case .window(let window):
      let first = window.rows.lowerBound
      let rows = (first + rows.lowerBound)..<(first + rows.upperBound)
      try raster.read(PixelWindow(columns: window.columns, rows: rows), into: bytes)
    case .warped(let warper): try warper.read(rows, into: bytes)
    }
  }
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension RasterView: Sendable {}
