import FieldStatistics
import GeoFiles
import Grid
import Pixels

/// The pixels of a grid whose larger part lies in a field.
struct FieldClip {
  private let coverage: FieldCoverage
  private static let half: UInt32 = 1 << 23

  /// Lays a field's boundary over a grid.
  ///
  /// - Throws: `GDALError` or `FieldCoverageError`.
  init(field: String, polygons: [MapPolygon], of system: CoordinateSystem, on grid: MosaicGrid) throws {
    coverage = try FieldCoverage(
      field: Field(
        id: field, parts: try grid.lay(polygons, of: system), areaSquareMetres: 0, pixelAreaSquareMetres: 0),
      mosaic: grid.size)
  }

  /// The rows and columns that the boundary touches; empty outside of the grid.
  var window: PixelWindow { PixelWindow(columns: coverage.columns, rows: coverage.rows) }

  /// The columns of a row that are kept, from left to right.
  func kept(row: Int) -> [Range<Int>] {
    coverage.spans(row: row).lazy.filter { $0.weight.units > Self.half }.map { $0.start..<$0.end }
  }

  /// Overwrites what lies outside with nodata: 255 or NaN.
  func clear(row: Int, _ samples: UnsafeMutableRawBufferPointer, sampleBytes: Int) {
    var start = 0
    for span in kept(row: row) {
      Self.fill(samples, start..<span.lowerBound, sampleBytes)
      start = span.upperBound
    }
    Self.fill(samples, start..<(samples.count / sampleBytes), sampleBytes)
  }

  private static func fill(
    _ samples: UnsafeMutableRawBufferPointer, _ columns: Range<Int>, _ sampleBytes: Int
  ) {
    guard !columns.isEmpty else { return }
    let range = (columns.lowerBound * sampleBytes)..<(columns.upperBound * sampleBytes)
    let part = UnsafeMutableRawBufferPointer(rebasing: samples[range])
    if sampleBytes == 4 {
      part.assumingMemoryBound(to: Float.self).update(repeating: .nan)
    } else {
      part.assumingMemoryBound(to: UInt8.self).update(repeating: ClassCode.nodata)
    }
  }
}
