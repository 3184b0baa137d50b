import Catalog
import Foundation
import GeoFiles
import Grid
import Pixels
import Reporting

/// Draws the maps of reports from what a run published.
struct ReportMapMaker {
  let results: RunResults
  /// The true area of a pixel of the mask.
  let pixelAreaSquareMetres: Double
  let shelf: BoundaryShelf
  /// False where only the worst spots are asked for.
  let drawsPictures: Bool

  /// The longest side of a map's picture, in pixels.
  static let mapSide = 1000
  /// The longest side of an enlarged spot's picture.
  static let spotSide = 480

  /// The map of one field, cut out along its boundary.
  func map(ofField id: String) -> ReportMap {
    make { mask, package in
      guard let polygons = try shelf.boundaries(path: package)[id], !polygons.isEmpty
      else {
        return .missing(.noBoundary(path: package))
      }
      let rings = rings(polygons, mask)
      var area = MaskArea(around: rings, longestSide: Self.mapSide)
      area.fields = [rings]
      area.isClipped = true
      return .drawn(try draw(area, [(id, rings)], mask))
    }
  }

  /// The map of a whole flight with its fields.
  func mapOfFlight() -> ReportMap {
    make { mask, package in
      let boundaries = try shelf.boundaries(path: package).sorted { $0.key < $1.key }
      let fields = boundaries.map { (id: $0.key, rings: rings($0.value, mask)) }
      var area = MaskArea(window: PixelWindow(mask.size), longestSide: Self.mapSide)
      area.fields = fields.map(\.rings)
      return .drawn(try draw(area, fields.count <= 300 ? fields : [], mask))
    }
  }

  /// Looks whether the files are there as the run left them, then draws.
  private func make(_ draw: (MaskFile, _ package: String) throws -> ReportMap) -> ReportMap {
    guard let mask = results.outputs.first(where: { $0.kind == "mask" }),
      let package = results.outputs.first(where: { $0.kind == "results" })
    else { return .missing(.noBoundary(path: results.outputs.first?.path ?? "")) }
    for output in [mask, package] {
      let attributes = try? FileManager.default.attributesOfItem(atPath: output.path)
      guard let size = attributes?[.size] as? Int else { return .missing(.fileGone(path: output.path)) }
      guard size == output.byteCount else { return .missing(.fileChanged(path: output.path)) }
    }
    do { return try draw(try MaskFile(path: mask.path), package.path) } catch {
      return .missing(.unreadable(reason: "\(error)"))
    }
  }

  private func rings(_ polygons: [MapPolygon], _ mask: MaskFile) -> [[GridPoint]] {
    polygons.flatMap { [$0.outer] + $0.holes }.map { $0.map(mask.transform.gridPoint) }
  }

  private var metresPerPixel: Double { pixelAreaSquareMetres.squareRoot() }

  private func draw(
    _ area: MaskArea, _ fields: [(id: String, rings: [[GridPoint]])], _ mask: MaskFile
  ) throws -> MapPicture {
    let longest = Double(max(area.window.width, area.window.height)) * metresPerPixel
    let cellMetres = RoundLength.metres(atMost: longest / 12)
    var area = area
    area.cellSide = cellMetres / metresPerPixel
    let painter = MaskPainter(mask: mask, classes: results.classes)
    let painted = try painter.paint(area)
    let enlargement = painted.enlargement(to: Self.mapSide)
    let frame = PictureFrame(window: area.window, pixelsPerColumn: Double(enlargement) / painted.step)
    let picture = try picture(of: painted, enlargement: enlargement)
    return MapPicture(
      png: picture.bytes, size: picture.size, metresPerPixel: metresPerPixel / frame.pixelsPerColumn,
      readMetres: metresPerPixel * painted.readFactor, northDegrees: mask.transform.northDegrees,
      outlines: fields.map { field in
        FlightReport.FieldOutline(id: field.id, rings: field.rings.map(frame.shortened))
      }, cellMetres: cellMetres,
      spots: try spots(painted, area: area, frame: frame, painter: painter))
  }

  /// The densest squares of weeds, then of disease.
  private func spots(
    _ painted: PaintedMask, area: MaskArea, frame: PictureFrame, painter: MaskPainter
  ) throws -> [MapPicture.Spot] {
    guard let cells = painted.cells else { return [] }
    let least = 0.3 * cells.side * cells.side / (painted.readFactor * painted.readFactor)
    let found = [Legend.Group.weed, .disease].flatMap { group in
      let slots = results.classes.indices.filter { results.classes[$0].group == group }
      return slots.isEmpty ? [] : cells.densest(slots, count: 3, least: least)
    }
    return try found.enumerated().map { place, dense in
      try spot(dense, number: place + 1, side: cells.side, area: area, frame: frame, painter: painter)
    }
  }

  private func spot(
    _ dense: MaskCells.Dense, number: Int, side: Double, area: MaskArea, frame: PictureFrame,
    painter: MaskPainter
  ) throws -> MapPicture.Spot {
    let corner = GridPoint(
      column: Double(area.window.columns.lowerBound) + Double(dense.column) * side,
      row: Double(area.window.rows.lowerBound) + Double(dense.row) * side)
    let around = MaskArea(window: Self.window(around: corner, side: side), longestSide: Self.spotSide)
    let picture = try drawsPictures ? enlarged(painter.paint(around)) : Self.noPicture
    let middle = GridPoint(column: corner.column + side / 2, row: corner.row + side / 2)
    let place = Self.degrees(middle, of: painter.mask)
    return MapPicture.Spot(
      number: number, code: results.classes[dense.slot].code, share: dense.share,
      sideMetres: side * metresPerPixel, longitude: place?.x, latitude: place?.y,
      corner: frame.point(corner), side: side * frame.pixelsPerColumn, png: picture.bytes,
      size: picture.size)
  }

  private static let noPicture: (bytes: [UInt8], size: PixelSize) = ([], PixelSize(width: 1, height: 1))

  private func picture(
    of painted: PaintedMask, enlargement: Int
  ) throws -> (bytes: [UInt8], size: PixelSize) {
    try drawsPictures ? painted.png(results.classes, enlargement: enlargement) : Self.noPicture
  }

  private func enlarged(_ painted: PaintedMask) throws -> (bytes: [UInt8], size: PixelSize) {
    try painted.png(results.classes, enlargement: painted.enlargement(to: Self.spotSide))
  }

  /// A square and half of its side around it.
  private static func window(around corner: GridPoint, side: Double) -> PixelWindow {
    func range(_ start: Double) -> Range<Int> {
      let first = Int((start - side / 2).rounded())
      return first..<first + max(1, Int((side * 2).rounded()))
    }
    return PixelWindow(columns: range(corner.column), rows: range(corner.row))
  }

  /// Longitude and latitude in WGS 84, where they can be told.
  private static func degrees(_ point: GridPoint, of mask: MaskFile) -> MapPoint? {
    guard let crs = mask.crs, let wgs84 = try? CoordinateSystem(userInput: "EPSG:4326") else { return nil }
    return try? crs.transformer(to: wgs84).transform([mask.transform.mapPoint(point)]).first
  }
}

/// The boundaries of the package that was asked for last, since the fields of a
/// farm mostly lie in one.
final class BoundaryShelf {
  private var last: (path: String, boundaries: [String: [MapPolygon]])?

  /// The boundaries by field.
  func boundaries(path: String) throws -> [String: [MapPolygon]] {
    if let last, last.path == path { return last.boundaries }
    let boundaries = try PublishedBoundaries.read(path: path)
    last = (path, boundaries)
    return boundaries
  }
}

/// Where the mask's grid lies on a picture.
private struct PictureFrame {
  let window: PixelWindow
  let pixelsPerColumn: Double

  func point(_ point: GridPoint) -> GridPoint {
    GridPoint(
      column: (point.column - Double(window.columns.lowerBound)) * pixelsPerColumn,
      row: (point.row - Double(window.rows.lowerBound)) * pixelsPerColumn)
  }

  /// A ring of at most some hundred points.
  func shortened(_ ring: [GridPoint]) -> [GridPoint] {
    stride(from: 0, to: ring.count, by: max(1, ring.count / 400)).map { point(ring[$0]) }
  }
}
