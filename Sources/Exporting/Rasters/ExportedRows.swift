public import GeoFiles
import Grid
public import Pixels

/// The rows of an export: clipped, its classes chosen, tallied on the way.
public final class ExportedRows {
  /// The grid of the rows.
  public var grid: MosaicGrid { view.grid }
  /// What the samples mean.
  public let kind: RasterKind
  /// What has been sent.
  public private(set) var tally: RasterTally

  private let view: RasterView
  private let clip: FieldClip?
  private let classes: ClassChoice?

  init(_ view: RasterView, kind: RasterKind, clip: FieldClip?, classes: ClassChoice?) {
    self.view = view
    self.kind = kind
    self.clip = clip
    self.classes = classes
    tally = RasterTally(isFloat: view.isFloat)
  }

  /// Calls `body` with every row from top to bottom.
  ///
  /// - Throws: `GDALError` where the raster cannot be read, or what `body` throws.
  public func forEach(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    tally = RasterTally(isFloat: view.isFloat)
    try view.forEachRow { row, samples in
      classes?.apply(samples)
      clip?.clear(row: row, samples, sampleBytes: kind.sampleBytes)
      let samples = UnsafeRawBufferPointer(samples)
      tally.add(samples)
      try body(samples)
    }
  }

  /// Sends every row to a raster and completes it.
  public func send(to sink: any RowSink) throws {
    try forEach { try sink.append(row: $0) }
    try sink.finish()
  }

  /// Reads a raster that was made of these rows and compares all of it.
  ///
  /// - Throws: `OutputError.Reason.readBack` where it differs.
  public func check(_ path: String, format: PublishedRaster.Format) throws {
    func differ(_ difference: String) -> OutputError {
      OutputError(path: path, reason: .readBack(difference: difference))
    }
    let raster = try PublishedRaster(path: path, format: format)
    guard raster.grid.size == grid.size else {
      throw differ("it has \(raster.grid.size) pixels, not \(grid.size)")
    }
    guard raster.grid.crs.isSame(as: grid.crs) else {
      throw differ("its reference system is \(raster.grid.crs), not \(grid.crs)")
    }
    guard raster.grid.lies(as: grid) else { throw differ("it lies elsewhere") }
    var found = RasterTally(isFloat: raster.isFloat)
    try RasterView(raster, window: PixelWindow(grid.size)).forEachRow { _, samples in
      found.add(UnsafeRawBufferPointer(samples))
    }
    if let difference = found.difference(from: tally, legend: kind.legend) { throw differ(difference) }
  }
}

extension MosaicGrid {
  /// True where every corner lies within a thousandth of a pixel of the other's.
  fileprivate func lies(as other: MosaicGrid) -> Bool {
    let (width, height) = (Double(size.width), Double(size.height))
    return [(0, 0), (width, 0), (0, height), (width, height)].allSatisfy { column, row in
      let corner = GridPoint(column: column, row: row)
      let found = other.transform.gridPoint(transform.mapPoint(corner))
      return abs(found.column - column) < 1e-3 && abs(found.row - row) < 1e-3
    }
  }
}
