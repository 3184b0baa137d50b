import GeoFiles
import Grid
import Reporting

/// CSV that spreadsheets open safely, with a place for each feature: a point's
/// own, or the middle of a polygon's box.
struct TableFormat: VectorFormat {
  let name = "csv"
  let extensions = [".csv"]

  func write(_ features: ExportedFeatures, in staging: StagedFolder) throws -> (
    besides: [String], notes: [String]
  ) {
    let path = staging.path(staging.name)
    let file = try TextFile(path: path)
    let places = features.crs.isInDegrees ? ["longitude", "latitude"] : ["x", "y"]
    var rowCount = 0
    try file.append(Self.line(features.columns.map(\.name) + places))
    try features.forEach { shape, values in
      let place = shape.middle
      try file.append(Self.line(values.map(\.text) + ["\(place.x)", "\(place.y)"]))
      rowCount += 1
    }
    let byteCount = try file.finish()
    let found = try TextFile.lineCount(of: path, byteCount: byteCount)
    guard found >= rowCount + 1 else {
      throw OutputError(
        path: path, reason: .readBack(difference: "it holds \(found) lines, not \(rowCount + 1)"))
    }
    return ([], [])
  }

  private static func line(_ cells: [String]) -> String {
    var writer = CSVWriter()
    writer.append(cells)
    return writer.text
  }
}

extension VectorValue {
  /// The value without rounding; empty where there is none.
  fileprivate var text: String {
    switch self {
    case .null: ""
    case .text(let text): text
    case .integer(let number): String(number)
    case .real(let number): number.isFinite ? "\(number)" : ""
    case .boolean(let isTrue): isTrue ? "true" : "false"
    }
  }
}

extension VectorGeometry {
  /// The point, or the middle of the box around all corners.
  fileprivate var middle: MapPoint {
    switch self {
    case .point(let point): return point
    case .line(let points): return points.boxMiddle
    case .polygons(let parts): return parts.flatMap(\.outer).boxMiddle
    }
  }
}

extension [MapPoint] {
  fileprivate var boxMiddle: MapPoint {
    func middle(_ values: [Double]) -> Double { ((values.min() ?? 0) + (values.max() ?? 0)) / 2 }
    return MapPoint(x: middle(map(\.x)), y: middle(map(\.y)))
  }
}
