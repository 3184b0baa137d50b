public import Grid
import Foundation

/// A prescription on a grid of longitudes and latitudes, as terminals take it.
///
/// Rows run from south to north, cells from west to east.
public struct RateGrid: Hashable, Sendable {
  /// The code of what is outside of the working area.
  public static let outside: UInt8 = 0

  /// The latitude of the south-western corner, in degrees.
  public let south: Double
  /// The longitude of the south-western corner, in degrees.
  public let west: Double
  /// The height of a cell in degrees.
  public let northStep: Double
  /// The width of a cell in degrees.
  public let eastStep: Double
  /// Columns and rows.
  public let size: PixelSize
  /// The code of each cell, row by row from the south.
  public internal(set) var codes: [UInt8]
  /// The rate of each code; that of `outside` is 0.
  public internal(set) var rates: [Double]

  /// Makes a grid.
  public init(
    south: Double, west: Double, northStep: Double, eastStep: Double, size: PixelSize, codes: [UInt8],
    rates: [Double]
  ) {
    self.south = south
    self.west = west
    self.northStep = northStep
    self.eastStep = eastStep
    self.size = size
    self.codes = codes
    self.rates = rates
  }

  /// From columns and rows to longitudes and latitudes.
  public var transform: GeoTransform {
    GeoTransform(originX: west, columnX: eastStep, rowX: 0, originY: south, columnY: 0, rowY: northStep)
  }

  /// The true area of a cell of a row.
  public func cellSquareMetres(row: Int) -> Double {
    let latitude = (south + (Double(row) + 0.5) * northStep) * .pi / 180
    return Ellipsoid.metresNorth(perRadianAt: latitude) * northStep * .pi / 180
      * Ellipsoid.metresEast(perRadianAt: latitude) * eastStep * .pi / 180
  }

  /// The product that the grid asks for.
  public var product: Double {
    var total = 0.0
    for row in 0..<size.height {
      var sum = 0.0
      for column in 0..<size.width { sum += rates[Int(codes[row * size.width + column])] }
      total += sum * cellSquareMetres(row: row) / 10_000
    }
    return total
  }
}

/// The ellipsoid of WGS 84.
enum Ellipsoid {
  static let semiMajor = 6_378_137.0
  static let squaredEccentricity = 0.006_694_379_990_141_316_4

  /// The length of a radian of latitude. Source: Snyder (1987), p. 24-25.
  static func metresNorth(perRadianAt latitude: Double) -> Double {
    let sine = sin(latitude)
    return semiMajor * (1 - squaredEccentricity) / pow(1 - squaredEccentricity * sine * sine, 1.5)
  }

  /// The length of a radian of longitude.
  static func metresEast(perRadianAt latitude: Double) -> Double {
    let sine = sin(latitude)
    return semiMajor * cos(latitude) / (1 - squaredEccentricity * sine * sine).squareRoot()
  }
}
