import Agronomy
import FieldStatistics
import Foundation
import GeoFiles
import Grid
import Pixels

/// Carries a prescription's cells, which lie along the track, onto a grid
/// along the axes.
///
/// A grid cell belongs to the working area where half of it at least does,
/// and gets the rate of the machine's cell in which its middle lies. Then the
/// product is brought to the plan's: of the grid cells beside another rate,
/// those whose rate is farthest from the plan's mean in them take their
/// neighbour's, until one cell with a rate in between makes up the rest.
struct GridMaking {
  /// The most cells: as type 2 this is a file of 16 MB.
  static let maximumCells = 4_000_000

  let prescription: Prescription
  let ground: FieldGround
  let working: GroundArea

  /// Makes a grid with cells of about a side, wider where there would be too many.
  ///
  /// - Parameter resolution: The step in which the file tells rates.
  /// - Throws: `PrescribingError.gridTooCoarse`.
  func grid(sideMetres: Double, resolution: Double) throws -> RateGrid {
    var grid = try emptyGrid(sideMetres: sideMetres)
    let carrier = try LatticeCarrier(
      from: MosaicGrid(size: grid.size, transform: grid.transform, crs: ground.degrees),
      columns: 0..<grid.size.width, ground: ground, lattice: prescription.lattice)
    try fill(&grid, carrier)
    var balance = GridBalance(prescription: prescription, carrier: carrier, resolution: resolution)
    try balance.bring(&grid)
    return grid
  }

  /// The cells' side for a machine: half of its smallest cell, as long as the
  /// grid does not get too large.
  static func side(for prescription: Prescription) -> Double {
    let machine = prescription.lattice.machine
    return min(machine.sectionMetres, machine.stepMetres) / 2
  }

  private func emptyGrid(sideMetres: Double) throws -> RateGrid {
    let corners = try ground.toDegrees(ground.field.mapPolygons).flatMap(\.outer)
    let (xs, ys) = (corners.map(\.x), corners.map(\.y))
    let (west, south) = (Self.floored(xs.min() ?? 0), Self.floored(ys.min() ?? 0))
    let (width, height) = ((xs.max() ?? 0) - west, (ys.max() ?? 0) - south)
    let latitude = (south + height / 2) * .pi / 180
    let east = 180 / .pi / Ellipsoid.metresEast(perRadianAt: latitude)
    let north = 180 / .pi / Ellipsoid.metresNorth(perRadianAt: latitude)
    let least = (width / east * height / north / Double(Self.maximumCells)).squareRoot()
    let side = max(sideMetres, least * 1.001)
    let (eastStep, northStep) = (Self.written(side * east), Self.written(side * north))
    let size = PixelSize(
      width: max(1, Int((width / eastStep).rounded(.up))),
      height: max(1, Int((height / northStep).rounded(.up))))
    return RateGrid(
      south: south, west: west, northStep: northStep, eastStep: eastStep, size: size,
      codes: Array(repeating: RateGrid.outside, count: size.pixelCount), rates: [0] + prescription.rates)
  }

  /// Nine decimals, as files have them.
  private static func floored(_ degrees: Double) -> Double { (degrees * 1e9).rounded(.down) / 1e9 }

  /// The number that a file's text gives back.
  private static func written(_ step: Double) -> Double { Double(DegreeText.step(step)) ?? step }

  private func fill(_ grid: inout RateGrid, _ carrier: LatticeCarrier) throws {
    let polygons = try ground.toDegrees(working.mapPolygons)
    let transform = grid.transform
    let field = Field(
      id: "",
      parts: polygons.map { polygon in
        PixelPolygon(
          outer: polygon.outer.map(transform.gridPoint),
          holes: polygon.holes.map { $0.map(transform.gridPoint) })
      }, areaSquareMetres: 0, pixelAreaSquareMetres: 0)
    let coverage = try FieldCoverage(field: field, mosaic: grid.size)
    for row in coverage.rows {
      try carrier.enter(row: row)
      for span in coverage.spans(row: row) where span.weight.fraction >= 0.5 {
        for column in span.start..<span.end {
          let place = carrier.pixel(column: column, row: row).centre
          guard let zone = prescription.zone(atMetres: place) else { continue }
          grid.codes[row * grid.size.width + column] = UInt8(zone + 1)
        }
      }
    }
  }
}

extension Prescription {
  /// The place of a cell in arrays, by metres across and along; `nil` outside.
  func index(atMetres place: MapPoint) -> Int? {
    let column = (place.x / lattice.machine.sectionMetres).rounded(.down)
    let row = (place.y / lattice.machine.stepMetres).rounded(.down)
    guard column >= 0, row >= 0, column < Double(lattice.size.width), row < Double(lattice.size.height)
    else { return nil }
    return lattice.index(column: Int(column), row: Int(row))
  }

  func zone(atMetres place: MapPoint) -> Int? { index(atMetres: place).map { Int(zones[$0]) } }
}

/// Degrees as files have them.
enum DegreeText {
  /// Nine decimals, a tenth of a millimetre.
  static func place(_ degrees: Double) -> String { String(format: "%.9f", degrees) }

  /// Fifteen decimals, without an exponent.
  static func step(_ degrees: Double) -> String { String(format: "%.15f", degrees) }
}
