import Agronomy
import GeoFiles
import Grid

/// The cells of a prescription as polygons: one for each connected piece of
/// one rate, cut at the working area.
///
/// Cells are united in whole columns and rows, so that pieces of different
/// rates share their borders exactly; what lies between the working area and
/// the field's boundary has rate 0.
struct RatePolygons {
  /// One piece.
  struct Piece {
    var rate: Double
    /// Longitudes and latitudes.
    var polygon: MapPolygon
  }

  /// The pieces, those of the lowest rate first.
  let pieces: [Piece]

  /// - Throws: `GDALError`.
  init(_ content: PrescriptionContent) throws {
    let plan = content.prescription
    let lattice = plan.lattice
    let onCells = { (area: GroundArea) in
      area.parts(on: lattice.transform).map { part in
        MapPolygon(outer: part.outer.map(\.mapPoint), holes: part.holes.map { $0.map(\.mapPoint) })
      }
    }
    let working = onCells(content.working)
    var pieces: [Piece] = []
    // Cells that the boundary cuts are taken off whole: cut, they would share it only nearly.
    let isCutAtBoundary = content.working == content.ground.field
    var treated: [MapPolygon] = []
    for rate in Set(plan.rates).sorted() where rate > 0 {
      let united = try PolygonOverlay.union(CellBlocks(plan, rate: rate).rectangles)
      let polygons = try PolygonOverlay.intersection(united, working)
      treated += isCutAtBoundary ? united : polygons
      pieces += try Self.pieces(polygons, rate, content)
    }
    let rest = try PolygonOverlay.difference(onCells(content.ground.field), try PolygonOverlay.union(treated))
    self.pieces = try Self.pieces(rest, 0, content) + pieces
  }

  /// About a square centimetre; what is smaller lies along a border and is not
  /// a polygon any more where a file has its corners.
  private static let leastSquareDegrees = 1e-14

  private static func pieces(
    _ polygons: [MapPolygon], _ rate: Double, _ content: PrescriptionContent
  ) throws -> [Piece] {
    let transform = content.prescription.lattice.transform
    let onGround = polygons.filter { !$0.isSliver }.map { polygon in
      MapPolygon(
        outer: polygon.outer.map { transform.mapPoint($0.gridPoint) },
        holes: polygon.holes.map { $0.map { transform.mapPoint($0.gridPoint) } })
    }
    return try content.ground.toDegrees(onGround).compactMap(\.onFileGrid).flatMap { polygon in
      try PolygonOverlay.valid(polygon)
        .filter { abs(MapPolygon.signedArea($0.outer)) > Self.leastSquareDegrees }
        .map { Piece(rate: rate, polygon: $0) }
    }
  }
}

/// The cells of one rate as few rectangles, in columns and rows.
struct CellBlocks {
  let rectangles: [MapPolygon]

  init(_ plan: Prescription, rate: Double) {
    let size = plan.lattice.size
    let isOf = plan.rates.map { $0 == rate }
    /// Runs along columns that began further left, by their rows.
    var open: [Range<Int>: Int] = [:]
    var found: [MapPolygon] = []
    for column in 0...size.width {
      let runs =
        column < size.width
        ? Self.runs(size.height) { row in
          let index = plan.lattice.index(column: column, row: row)
          return plan.weights[index] > 0 && isOf[Int(plan.zones[index])]
        } : []
      let kept = Set(runs)
      for (rows, start) in open.sorted(by: { ($0.key.lowerBound, $0.value) < ($1.key.lowerBound, $1.value) })
      where !kept.contains(rows) {
        found.append(Self.rectangle(start..<column, rows))
        open[rows] = nil
      }
      for rows in runs where open[rows] == nil { open[rows] = column }
    }
    rectangles = found
  }

  private static func runs(_ count: Int, _ holds: (Int) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for row in 0...count {
      let isIn = row < count && holds(row)
      if isIn, start == nil { start = row }
      if !isIn, let begun = start {
        runs.append(begun..<row)
        start = nil
      }
    }
    return runs
  }

  private static func rectangle(_ columns: Range<Int>, _ rows: Range<Int>) -> MapPolygon {
    let (left, right) = (Double(columns.lowerBound), Double(columns.upperBound))
    let (low, high) = (Double(rows.lowerBound), Double(rows.upperBound))
    return MapPolygon(outer: [
      MapPoint(x: left, y: low), MapPoint(x: right, y: low), MapPoint(x: right, y: high),
      MapPoint(x: left, y: high),
    ])
  }
}

extension MapPolygon {
  /// True for what rounding leaves along borders: less than a millionth of a cell.
  var isSliver: Bool { abs(Self.signedArea(outer)) < 1e-6 }

  /// The polygon with its corners where files have them, on a grid of 1e-9
  /// degrees, a tenth of a millimetre; `nil` where nothing is left.
  var onFileGrid: MapPolygon? {
    let outer = Self.onFileGrid(outer)
    guard outer.count >= 3 else { return nil }
    return MapPolygon(outer: outer, holes: holes.map(Self.onFileGrid).filter { $0.count >= 3 })
  }

  private static func onFileGrid(_ ring: [MapPoint]) -> [MapPoint] {
    var points: [MapPoint] = []
    for point in ring {
      let corner = MapPoint(x: (point.x * 1e9).rounded() / 1e9, y: (point.y * 1e9).rounded() / 1e9)
      if corner != points.last { points.append(corner) }
    }
    if points.count > 1, points.first == points.last { points.removeLast() }
    return points
  }

  /// The area of a ring, positive where it runs counterclockwise.
  static func signedArea(_ ring: [MapPoint]) -> Double {
    guard let first = ring.first else { return 0 }
    return zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
      sum + (edge.0.x - first.x) * (edge.1.y - first.y) - (edge.1.x - first.x) * (edge.0.y - first.y)
    } / 2
  }
}

extension GridPoint {
  var mapPoint: MapPoint { MapPoint(x: column, y: row) }
}

extension MapPoint {
  var gridPoint: GridPoint { GridPoint(column: x, row: y) }
}
