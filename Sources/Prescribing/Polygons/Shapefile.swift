import Foundation
import GeoFiles
import Grid

/// A Shapefile of polygons with a table of numbers, as bytes.
///
/// Source: ESRI Shapefile Technical Description (1998); dBASE III tables.
struct Shapefile {
  /// A column of numbers.
  struct Column {
    /// At most ten letters of ASCII.
    var name: String
    /// The digits, signs and the point together.
    var width: Int
    /// The digits behind the point.
    var decimals: Int
  }

  /// The well-known text of the geographic system on WGS 84, as ESRI writes it.
  static let wgs84 =
    #"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],"#
    + #"PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#

  private var shapes: [UInt8] = []
  private var index: [UInt8] = []
  private var table: [UInt8] = []
  private var count = 0
  private let columns: [Column]
  private var box = Box()

  init(columns: [Column]) { self.columns = columns }

  /// Adds a polygon with a number for each column.
  mutating func add(_ polygon: MapPolygon, _ values: [Double]) {
    let rings =
      [Self.ring(polygon.outer, clockwise: true)] + polygon.holes.map { Self.ring($0, clockwise: false) }
    var own = Box()
    for point in polygon.outer { own.add(point) }
    box.add(own)
    var record = UInt32(5).bytes
    record += own.bytes
    record += UInt32(rings.count).bytes
    record += UInt32(rings.reduce(0) { $0 + $1.count }).bytes
    var start: UInt32 = 0
    for ring in rings {
      record += start.bytes
      start += UInt32(ring.count)
    }
    for point in rings.joined() { record += point.x.bitPattern.bytes + point.y.bitPattern.bytes }
    count += 1
    index += UInt32((100 + shapes.count) / 2).highFirst + UInt32(record.count / 2).highFirst
    shapes += UInt32(count).highFirst + UInt32(record.count / 2).highFirst + record
    table.append(0x20)
    for (column, value) in zip(columns, values) { table += column.text(value) }
  }

  /// The files by their endings.
  var files: [(ending: String, bytes: [UInt8])] {
    [
      ("shp", header(shapes.count) + shapes), ("shx", header(index.count) + index),
      ("dbf", tableHeader + table + [0x1A]), ("prj", Array(Self.wgs84.utf8)),
    ]
  }

  private func header(_ length: Int) -> [UInt8] {
    var header = UInt32(9994).highFirst
    header += [UInt8](repeating: 0, count: 20)
    header += UInt32((100 + length) / 2).highFirst
    header += UInt32(1000).bytes
    header += UInt32(5).bytes
    header += box.bytes
    return header + [UInt8](repeating: 0, count: 32)
  }

  /// Version III, made on 1 January 2000, so that the same polygons give the same bytes.
  private var tableHeader: [UInt8] {
    let length = 1 + columns.reduce(0) { $0 + $1.width }
    var header: [UInt8] = [3, 100, 1, 1]
    header += UInt32(count).bytes
    header += UInt16(33 + 32 * columns.count).bytes
    header += UInt16(length).bytes
    header += [UInt8](repeating: 0, count: 20)
    for column in columns { header += column.descriptor }
    return header + [0x0D]
  }

  /// The closed ring, in a direction.
  private static func ring(_ points: [MapPoint], clockwise: Bool) -> [MapPoint] {
    let runs = MapPolygon.signedArea(points) < 0
    let turned = runs == clockwise ? points : points.reversed()
    return turned + turned.prefix(1)
  }

  private struct Box {
    private var low = MapPoint(x: .infinity, y: .infinity)
    private var high = MapPoint(x: -.infinity, y: -.infinity)

    mutating func add(_ point: MapPoint) {
      low = MapPoint(x: min(low.x, point.x), y: min(low.y, point.y))
      high = MapPoint(x: max(high.x, point.x), y: max(high.y, point.y))
    }

    mutating func add(_ other: Box) {
      add(other.low)
      add(other.high)
    }

    var bytes: [UInt8] {
      guard low.x <= high.x else { return [UInt8](repeating: 0, count: 32) }
      return [low.x, low.y, high.x, high.y].flatMap { $0.bitPattern.bytes }
    }
  }
}

extension Shapefile.Column {
  /// What a table's header says of a column of numbers.
  fileprivate var descriptor: [UInt8] {
    let name = Array(self.name.utf8.prefix(10))
    var bytes = name + [UInt8](repeating: 0, count: 11 - name.count)
    bytes += [0x4E, 0, 0, 0, 0, UInt8(width), UInt8(decimals)]
    return bytes + [UInt8](repeating: 0, count: 14)
  }

  /// The number as the table has it: to the right, filled with spaces.
  fileprivate func text(_ value: Double) -> [UInt8] {
    let text = String(format: "%.\(decimals)f", value)
    return Array((String(repeating: " ", count: max(0, width - text.count)) + text).utf8.prefix(width))
  }
}
