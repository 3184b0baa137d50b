import FieldStatistics
import Foundation
import GeoFiles
import Grid
import Pixels
import Spectral

/// A tile of five bands of a field that nobody has seen: rows of plants, soil,
/// and a corner without data.
final class Tile {
  static let side = 512
  static let size = PixelSize(width: side, height: side)
  static let window = PixelWindow(size)
  static let roles: [BandRole] = [.blue, .green, .red, .redEdge, .nearInfrared]
  static let names = roles.map(\.rawValue)
  static let indices = [
    "(nir - red) / (nir + red)", "(nir - rededge) / (nir + rededge)", "(nir - green) / (nir + green)",
    "(2 * green - red - blue) / (red + green + blue)",
  ]

  /// Stored samples, plane after plane.
  let samples: UnsafeMutablePointer<UInt16>
  /// The first sample of each plane.
  let planes: UnsafeMutablePointer<UnsafeRawPointer>
  /// Reflectance, plane after plane, NaN without data.
  let bands: Planes
  /// The indices above.
  let values: Planes
  /// A class for each pixel.
  let classes: [ClassCode]
  /// 1 where there is data.
  let valid: [UInt8]
  let calibrator: BandCalibrator
  let program: PixelProgram
  let rules: PixelProgram

  init() throws {
    let count = Self.side * Self.side
    samples = .allocate(capacity: 5 * count)
    planes = .allocate(capacity: 5)
    for band in 0..<5 {
      planes[band] = UnsafeRawPointer(samples + band * count)
      for pixel in 0..<count { samples[band * count + pixel] = Self.sample(band, pixel) }
    }
    calibrator = BandCalibrator(
      sampleType: .uint16,
      bands: Array(
        repeating: .init(calibration: .reflectance(scale: 1 / 32768, offset: 0), nodata: 0), count: 5))
    bands = Planes(count: 5, pixels: count)
    values = Planes(count: 4, pixels: count)
    program = try PixelProgram(outputs: Self.indices.map { try Expression(parsing: $0) }, inputs: Self.names)
    let (ndvi, ndre, gndvi, exg) = (
      Self.indices[0], Self.indices[1], Self.indices[2], Self.indices[3]
    )
    rules = try PixelProgram(
      outputs: [
        Expression(
          parsing: "where(\(exg) > 0.12 and \(ndre) < 0.24 and \(gndvi) < 0.56, 3,"
            + " where(\(exg) > 0.12 and \(ndre) < 0.24, 2, where(\(exg) > 0.12 and \(ndvi) > 0.4, 1, 0)))")
      ], inputs: Self.names)
    calibrate(calibrator, planes, into: bands)
    run(program, on: bands, into: values)
    let codes = Planes(count: 1, pixels: count)
    run(rules, on: bands, into: codes)
    valid = (0..<count).map { [bands] in bands.pointers[0][$0].isNaN ? 0 : 1 }
    classes = (0..<count).map { [bands] in
      bands.pointers[0][$0].isNaN ? .nodata : ClassCode(codes.pointers[0][$0])
    }
  }

  /// The sample of a pixel: plants every 15 columns, weeds here and there, noise everywhere.
  private static func sample(_ band: Int, _ pixel: Int) -> UInt16 {
    let (row, column) = (pixel / side, pixel % side)
    guard row + column > side / 2 else { return 0 }
    let plant = (column + row / 8) % 15 < 5
    let weed = noise(column / 6, row / 6, 7) < 0.04
    let soil = [2100, 2900, 3600, 4300, 5600]
    let leaf = weed ? [1500, 3600, 1900, 8800, 13000] : [1300, 3300, 1500, 7800, 15500]
    let level = Double((plant || weed ? leaf : soil)[band])
    return UInt16(level * (0.85 + 0.3 * noise(column, row, band)))
  }

  /// A number of 0..<1 for each pixel.
  private static func noise(_ column: Int, _ row: Int, _ salt: Int) -> Double {
    var bits = UInt32(truncatingIfNeeded: column &* 73_856_093 ^ row &* 19_349_663 ^ salt &* 83_492_791)
    for _ in 0..<3 { bits = (bits ^ (bits >> 15)) &* 0x2C1B_3C6D }
    return Double(bits ^ (bits >> 16)) / 4_294_967_296
  }

  /// A field of straight edges, by its corners in pixels.
  static func coverage(_ corners: [(Double, Double)]) throws -> FieldCoverage {
    try FieldCoverage(
      field: Field(
        id: "field", parts: [PixelPolygon(outer: corners.map { GridPoint(column: $0.0, row: $0.1) })],
        areaSquareMetres: 1, pixelAreaSquareMetres: 0.0025), mosaic: size)
  }
}

/// Planes of floats at fixed places.
final class Planes {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  let count: Int

  init(count: Int, pixels: Int) {
    self.count = count
    pointers = .allocate(capacity: count)
    for plane in 0..<count {
      (pointers + plane).initialize(to: .allocate(capacity: pixels))
      pointers[plane].initialize(repeating: 0, count: pixels)
    }
  }

  /// The same planes to read from.
  var inputs: UnsafePointer<UnsafePointer<Float>> {
    UnsafeRawPointer(pointers).assumingMemoryBound(to: UnsafePointer<Float>.self)
  }

  /// Calls `body` with each plane's address some values on.
  func at(_ offset: Int, _ body: (UnsafeMutablePointer<UnsafeMutablePointer<Float>>) -> Void) {
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Float>.self, capacity: count) { moved in
      for plane in 0..<count { moved.initializeElement(at: plane, to: pointers[plane] + offset) }
      body(moved.baseAddress.unsafelyUnwrapped)
    }
  }
}

/// Calibrates a tile row by row, as a run does.
func calibrate(
  _ calibrator: BandCalibrator, _ planes: UnsafePointer<UnsafeRawPointer>, into bands: Planes
) {
  withUnsafeTemporaryAllocation(of: UnsafeRawPointer.self, capacity: bands.count) { samples in
    for row in 0..<Tile.side {
      for band in 0..<bands.count {
        samples.initializeElement(at: band, to: planes[band] + 2 * row * Tile.side)
      }
      bands.at(row * Tile.side) {
        _ = calibrator.calibrate(
          count: Tile.side, samples: samples.baseAddress.unsafelyUnwrapped, mask: nil, into: $0)
      }
    }
  }
}

/// Runs a program over a tile row by row.
func run(_ program: PixelProgram, on bands: Planes, into outputs: Planes) {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, program.scratchCount)) { scratch in
    for row in 0..<Tile.side {
      bands.at(row * Tile.side) { inputs in
        outputs.at(row * Tile.side) { outputs in
          program.run(
            count: Tile.side,
            inputs: UnsafeRawPointer(inputs).assumingMemoryBound(to: UnsafePointer<Float>.self),
            outputs: outputs, scratch: scratch.baseAddress.unsafelyUnwrapped)
        }
      }
    }
  }
}
