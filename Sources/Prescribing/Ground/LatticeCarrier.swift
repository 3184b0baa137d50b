import Agronomy
import GeoFiles
import Grid

/// Carries the pixels of a raster to metres across and along a machine's lattice.
///
/// The exact way goes through the reference systems; it is taken for the
/// corners of blocks of 64 x 64 pixels, and pixels within lie where the
/// corners put them. Not Sendable: its transformation keeps state.
final class LatticeCarrier {
  private static let side = 64

  private let lattice: MachineLattice
  private let transform: GeoTransform
  private let transformer: CoordinateTransformer
  private let columns: Range<Int>
  private var band: Band?

  /// Rows of blocks: where the corners of each block lie.
  private struct Band {
    var number: Int
    var upper: [MapPoint]
    var lower: [MapPoint]
  }

  /// Prepares for the columns of a raster.
  init(
    from grid: MosaicGrid, columns: Range<Int>, ground: FieldGround, lattice: MachineLattice
  ) throws(GDALError) {
    self.lattice = lattice
    transform = grid.transform
    transformer = try grid.crs.transformer(to: ground.crs)
    self.columns = columns
  }

  /// Prepares a row for `pixel`.
  func enter(row: Int) throws(GDALError) {
    let number = Self.block(row)
    guard band?.number != number else { return }
    let kept = band?.number == number - 1 ? band?.lower : nil
    let upper = if let kept { kept } else { try nodes(number) }
    band = Band(number: number, upper: upper, lower: try nodes(number + 1))
  }

  /// Where a pixel of the entered row lies.
  func pixel(column: Int, row: Int) -> GroundPixel {
    guard let band else { preconditionFailure("a row is entered first") }
    let side = Double(Self.side)
    let block = (column - columns.lowerBound) / Self.side
    let s = Double(column - columns.lowerBound - block * Self.side) / side + 0.5 / side
    let t = (Double(row - band.number * Self.side) + 0.5) / side
    let (a, b) = (band.upper[block], band.upper[block + 1])
    let (c, d) = (band.lower[block], band.lower[block + 1])
    let top = a + (b - a) * s
    let bottom = c + (d - c) * s
    return GroundPixel(
      centre: top + (bottom - top) * t, column: ((b - a) * (1 - t) + (d - c) * t) * (1 / side),
      row: (bottom - top) * (1 / side))
  }

  private static func block(_ row: Int) -> Int { Int((Double(row) / Double(side)).rounded(.down)) }

  private func nodes(_ number: Int) throws(GDALError) -> [MapPoint] {
    let count = (columns.count + Self.side - 1) / Self.side + 1
    let points = (0..<count).map { node in
      transform.mapPoint(
        GridPoint(
          column: Double(columns.lowerBound + node * Self.side), row: Double(number * Self.side)))
    }
    return try transformer.transform(points).map(lattice.metres)
  }
}

extension MapPoint {
  static func + (a: MapPoint, b: MapPoint) -> MapPoint { MapPoint(x: a.x + b.x, y: a.y + b.y) }
  static func - (a: MapPoint, b: MapPoint) -> MapPoint { MapPoint(x: a.x - b.x, y: a.y - b.y) }
  static func * (a: MapPoint, b: Double) -> MapPoint { MapPoint(x: a.x * b, y: a.y * b) }
}
