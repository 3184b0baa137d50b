import Agronomy
import GeoFiles
import Grid
import Pixels

/// For DJI's spraying drones: a GeoTIFF of rates in degrees of WGS 84, and the
/// field's boundary as a Shapefile.
///
/// Outside of the working area the raster holds -9999, its nodata value.
struct DroneFormat: PrescriptionFormat {
  static let nodata = -9999.0

  let name = "dji"
  let summary = "GeoTIFF of rates and a Shapefile of the boundary, in a folder, for DJI drones"

  func fit(_ content: PrescriptionContent) -> (content: PrescriptionContent, notes: [String]) {
    (content, [])
  }

  func write(_ content: PrescriptionContent, to staging: StagedPrescription) throws {
    guard staging.isFolder else {
      throw PrescribingError.unfit(
        terminal: name, reason: "it is a folder of files, so the target's name must have no ending")
    }
    let making = GridMaking(
      prescription: content.prescription, ground: content.ground, working: content.working)
    let grid = try making.grid(sideMetres: GridMaking.side(for: content.prescription), resolution: 1e-6)
    try write(grid, to: staging.path("rates.tif"), content.ground.degrees)
    var shapes = Shapefile(columns: [Shapefile.Column(name: "ID", width: 9, decimals: 0)])
    for (number, polygon) in try content.ground.toDegrees(content.ground.field.mapPolygons).enumerated() {
      shapes.add(polygon, [Double(number + 1)])
    }
    for file in shapes.files { try staging.write(file.bytes, to: staging.path("boundary.\(file.ending)")) }
  }

  private func write(_ grid: RateGrid, to path: String, _ crs: CoordinateSystem) throws {
    // A GeoTIFF begins in the north.
    let north = grid.south + Double(grid.size.height) * grid.northStep
    let writer = try MosaicWriter(
      path: path, size: grid.size,
      bands: [BandDescription(number: 1, name: "rate", nodata: Self.nodata)], sampleType: .float32,
      transform: GeoTransform(
        originX: grid.west, columnX: grid.eastStep, rowX: 0, originY: north, columnY: 0,
        rowY: -grid.northStep), crsWKT: crs.wkt)
    for row in (0..<grid.size.height).reversed() {
      let line = grid.codes[row * grid.size.width..<(row + 1) * grid.size.width].map { code in
        Float(code == RateGrid.outside ? Self.nodata : grid.rates[Int(code)])
      }
      try line.withUnsafeBytes { try writer.append(planes: $0) }
    }
    try writer.finish()
  }

  func product(_ content: PrescriptionContent, in staging: StagedPrescription) throws -> Double {
    let path = staging.path("rates.tif")
    let file = try MosaicFile.open(RasterLocator(path: path))
    guard let grid = file.grid else { throw PrescribingError.noPlace(path) }
    let transform = grid.transform
    let size = grid.size
    let geometry = RateGrid(
      south: transform.originY + Double(size.height) * transform.rowY, west: transform.originX,
      northStep: -transform.rowY, eastStep: transform.columnX, size: size, codes: [], rates: [])
    let reader = try file.makeReader()
    var line = [Float](repeating: 0, count: size.width)
    var total = 0.0
    for row in 0..<size.height {
      try line.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        try reader.read(
          PixelWindow(columns: 0..<size.width, rows: row..<row + 1), bands: [1], into: base,
          rowStride: bytes.count, planeStride: bytes.count)
      }
      let sum = line.reduce(0.0) { $0 + (Double($1) == Self.nodata ? 0 : Double($1)) }
      total += sum * geometry.cellSquareMetres(row: size.height - 1 - row) / 10_000
    }
    return total
  }
}
