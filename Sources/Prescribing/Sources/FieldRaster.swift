import FieldStatistics
public import GeoFiles
import Grid
public import Pixels

/// A raster of one band with the field that a prescription is for.
public struct FieldRaster: Sendable {
  /// The raster.
  public let file: MosaicFile
  /// Its grid.
  public let grid: MosaicGrid
  /// The field on that grid.
  public let field: Field
  let coverage: FieldCoverage

  /// Opens a raster and lays a field over it.
  ///
  /// - Parameters:
  ///   - path: A GeoTIFF.
  ///   - boundaries: A file with the field.
  ///   - layer: The layer in it.
  ///   - attribute: Where ids are; `nil` for feature numbers.
  ///   - fieldID: The field.
  /// - Throws: `PrescribingError`, or what reading the files throws.
  public init(path: String, boundaries: String, layer: String?, attribute: String?, fieldID: String) throws {
    file = try MosaicFile.open(RasterLocator(path: path))
    guard let grid = file.grid else { throw PrescribingError.noPlace(path) }
    self.grid = grid
    let fields = try FieldFile.read(
      path: boundaries, layer: layer, attributes: FieldAttributes(id: attribute), onto: grid)
    guard let field = fields.first(where: { $0.id == fieldID }) else {
      throw PrescribingError.noField(
        fieldID, file: boundaries, nearest: NearestName.nearest(to: fieldID, among: fields.map(\.id)))
    }
    self.field = field
    coverage = try FieldCoverage(field: field, mosaic: grid.size)
  }

  /// The boundary in the raster's reference system.
  public var boundary: [MapPolygon] { field.parts.map { MapPolygon($0, by: grid.transform) } }

  /// Calls `body` with the samples of each row of a window, from top to bottom.
  ///
  /// Memory holds 64 rows of the window.
  func forEachRow(of window: PixelWindow, _ body: (Int, UnsafeRawBufferPointer) throws -> Void) throws {
    guard !window.isEmpty else { return }
    let reader = try file.makeReader()
    let stride = window.width * file.mosaic.sampleType.byteCount
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: stride * 64, alignment: 64)
    defer { memory.deallocate() }
    guard let base = memory.baseAddress else { return }
    for top in Swift.stride(from: window.rows.lowerBound, to: window.rows.upperBound, by: 64) {
      let rows = top..<min(top + 64, window.rows.upperBound)
      try reader.read(
        PixelWindow(columns: window.columns, rows: rows), bands: [1], into: base, rowStride: stride,
        planeStride: stride * rows.count)
      for row in rows {
        try body(
          row, UnsafeRawBufferPointer(rebasing: memory[(row - top) * stride..<(row - top + 1) * stride]))
      }
    }
  }
}
