import Agronomy
import Grid
import Pixels

/// Finds the mean of a raster's values in each cell of a field.
struct ValueReading {
  /// The means.
  private(set) var means: CellMeans

  /// Reads a raster; nodata and what is not finite count as not seen.
  init(_ raster: FieldRaster, ground: FieldGround, lattice: MachineLattice) throws {
    means = CellMeans(lattice)
    let window = PixelWindow(columns: raster.coverage.columns, rows: raster.coverage.rows)
    let carrier = try LatticeCarrier(
      from: raster.grid, columns: window.columns, ground: ground, lattice: lattice)
    let band = raster.file.mosaic.bands[0]
    let type = raster.file.mosaic.sampleType
    var means = means
    try raster.forEachRow(of: window) { row, bytes in
      try carrier.enter(row: row)
      for span in raster.coverage.spans(row: row) {
        for column in span.start..<span.end {
          let stored = Self.sample(bytes, column - window.columns.lowerBound, type)
          guard stored.isFinite, stored != band.nodata else { continue }
          means.add(
            carrier.pixel(column: column, row: row), value: stored * band.scale + band.offset,
            share: span.weight.fraction)
        }
      }
    }
    self.means = means
  }

  private static func sample(_ bytes: UnsafeRawBufferPointer, _ index: Int, _ type: SampleType) -> Double {
    switch type {
    case .uint8: Double(bytes[index])
    case .uint16: Double(bytes.load(fromByteOffset: 2 * index, as: UInt16.self))
    case .int16: Double(bytes.load(fromByteOffset: 2 * index, as: Int16.self))
    case .float32: Double(bytes.load(fromByteOffset: 4 * index, as: Float.self))
    }
  }
}
