import Foundation
import Grid
import Pixels
import TestSupport

@testable import GeoFiles

/// What the tests of annotations share.
enum AnnotationCase {
  static func legend() throws -> Legend {
    try Legend([
      .init(
        code: 0, name: "soil", color: .init(red: 110, green: 90, blue: 60), kind: .stuff, group: .soil),
      .init(code: 1, name: "crop", color: .init(red: 0, green: 255, blue: 0), kind: .thing, group: .crop),
      .init(code: 2, name: "weed", color: .init(red: 255, green: 0, blue: 0), kind: .thing, group: .weed),
    ])
  }

  static let size = PixelSize(width: 160, height: 120)

  /// A grid in UTM zone 32 with pixels of a metre: half pixels are exact.
  static func grid(_ size: PixelSize = size) throws -> MosaicGrid {
    MosaicGrid(
      size: size,
      transform: GeoTransform(
        originX: 500_000, columnX: 1, rowX: 0, originY: 5_900_000, columnY: 0, rowY: -1),
      crs: try CoordinateSystem(userInput: "EPSG:32632"))
  }

  static func target(_ size: PixelSize = size) throws -> AnnotationTarget {
    AnnotationTarget(name: "images/north.tif", size: size, grid: try grid(size))
  }

  static func picture(_ width: Int, _ height: Int) -> AnnotationTarget {
    AnnotationTarget(name: "images/north.png", size: PixelSize(width: width, height: height), grid: nil)
  }

  /// A closed ring of GeoJSON from places on the grid.
  static func ring(_ points: [GridPoint]) -> String {
    let text = points.map { "[\(500_000 + $0.column),\(5_900_000 - $0.row)]" }
    return "[\((text + [text[0]]).joined(separator: ","))]"
  }

  /// A star about a centre: it does not cross itself; corners on the lattice
  /// of half pixels where `isHalf`.
  static func star(
    _ centre: GridPoint, radius: Double, isHalf: Bool, by generator: inout SeededGenerator
  ) -> [GridPoint] {
    let count = Int.random(in: 3...9, using: &generator)
    return (0..<count).map { index in
      let angle = Double(index) / Double(count) * 2 * .pi
      let reach = Double.random(in: 0.3...1, using: &generator) * radius
      let (x, y) = (centre.column + reach * cos(angle), centre.row + reach * sin(angle))
      return isHalf
        ? GridPoint(column: (x * 2).rounded() / 2, row: (y * 2).rounded() / 2)
        : GridPoint(column: x, row: y)
    }
  }

  /// The whole raster of some labels, read in windows of a size.
  static func raster(_ labels: any LabelSource, _ size: PixelSize, window: Int = 1000) throws -> [ClassCode] {
    var classes = [ClassCode](repeating: 77, count: size.pixelCount)
    let reader = try labels.makeLabelReader()
    let plan = TilePlan(mosaic: size, tileSize: window)
    try classes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      for row in 0..<plan.rowCount {
        for column in 0..<plan.columnCount {
          let tile = plan.window(row: row, column: column)
          let offset = tile.rows.lowerBound * size.width + tile.columns.lowerBound
          try reader.read(tile, into: start + offset, stride: size.width)
        }
      }
    }
    return classes
  }

  /// The first band of a raster of bytes, by GDAL's own tools.
  static func bytes(_ path: String, _ size: PixelSize) throws -> [UInt8] {
    try Tool.samples(path, as: UInt8.self, count: size.pixelCount, band: "1")
  }

  static func box(_ code: ClassCode, _ left: Double, _ top: Double, _ right: Double, _ bottom: Double)
    -> AnnotationShape
  {
    AnnotationShape(
      number: Int(code), className: "class \(code)", code: code,
      geometry: .box(GridPoint(column: left, row: top), GridPoint(column: right, row: bottom)), file: "a")
  }
}
