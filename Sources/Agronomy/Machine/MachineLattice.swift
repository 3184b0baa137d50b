public import FieldStatistics
public import Grid
import Pixels

/// The cells in which a machine can choose a rate: sections across the track
/// by steps along it.
///
/// Column 0 is the leftmost section of the first swath, seen in the direction
/// of travel; row 0 is the first step. The first swath begins at the field's
/// left edge, so that only the last one reaches beyond the field.
public struct MachineLattice: Hashable, Sendable {
  /// The most cells of one field: 250 hectares of half a metre by half a metre.
  public static let maximumCells = 10_000_000

  /// The machine.
  public let machine: Machine
  /// The direction of travel in degrees clockwise from north, 0 up to 180.
  public let bearingDegrees: Double
  /// Sections by steps.
  public let size: PixelSize
  /// From columns and rows to metres on the ground.
  public let transform: GeoTransform

  /// Lays the cells over a field.
  ///
  /// - Throws: `PrescriptionError.tooManyCells`.
  public init(
    over field: GroundArea, machine: Machine, direction: SwathDirection
  ) throws(PrescriptionError) {
    let bearing = direction.bearing(over: field)
    let extent = Extent(of: field.corners, bearing: bearing)
    // A boundary that passes a swath's edge by less than a tenth of a millimetre begins no new one.
    let swaths = Self.count(extent.width, machine.boomMetres)
    let steps = Self.count(extent.length, machine.stepMetres)
    let cells = swaths * Double(machine.sections) * steps
    guard cells <= Double(Self.maximumCells) else {
      throw .tooManyCells(count: cells, limit: Self.maximumCells)
    }
    self.machine = machine
    bearingDegrees = bearing
    size = PixelSize(width: Int(swaths) * machine.sections, height: Int(steps))
    transform = Self.transform(Heading(bearing), extent, machine)
  }

  private static func count(_ length: Double, _ piece: Double) -> Double {
    max(1, ((length - 1e-4) / piece).rounded(.up))
  }

  private static func transform(_ heading: Heading, _ extent: Extent, _ machine: Machine) -> GeoTransform {
    let (ahead, right) = (heading.ahead, heading.right)
    return GeoTransform(
      originX: right.x * extent.across.low + ahead.x * extent.along.low,
      columnX: right.x * machine.sectionMetres, rowX: ahead.x * machine.stepMetres,
      originY: right.y * extent.across.low + ahead.y * extent.along.low,
      columnY: right.y * machine.sectionMetres, rowY: ahead.y * machine.stepMetres)
  }

  /// The number of swaths.
  public var swathCount: Int { size.width / machine.sections }

  /// The place of a cell in arrays that hold one value for each, row by row.
  public func index(column: Int, row: Int) -> Int { row * size.width + column }

  /// The cell that holds a point on the ground; `nil` outside of all.
  public func cell(at point: MapPoint) -> PixelPoint? {
    let place = transform.gridPoint(point)
    let (column, row) = (place.column.rounded(.down), place.row.rounded(.down))
    guard column >= 0, row >= 0, column < Double(size.width), row < Double(size.height) else { return nil }
    return PixelPoint(column: Int(column), row: Int(row))
  }

  /// A point as metres across and along, from the first cell's outer corner.
  public func metres(_ point: MapPoint) -> MapPoint {
    let place = transform.gridPoint(point)
    return MapPoint(x: place.column * machine.sectionMetres, y: place.row * machine.stepMetres)
  }

  /// How much of each cell an area covers, in units of 2^-24 of a cell.
  ///
  /// - Throws: `FieldCoverageError` where a corner is not finite.
  public func coverage(of area: GroundArea) throws(FieldCoverageError) -> [UInt32] {
    var weights = [UInt32](repeating: 0, count: size.pixelCount)
    let field = Field(
      id: "", parts: area.parts(on: transform), areaSquareMetres: area.squareMetres,
      pixelAreaSquareMetres: machine.cellSquareMetres)
    let coverage = try FieldCoverage(field: field, mosaic: size)
    for row in coverage.rows {
      for span in coverage.spans(row: row) {
        for column in span.start..<span.end { weights[index(column: column, row: row)] = span.weight.units }
      }
    }
    return weights
  }
}
