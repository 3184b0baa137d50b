public import GeoFiles
import Grid
import Pixels

/// Exports one raster of a flight.
public struct RasterExport: Sendable {
  /// Which flight and field.
  public var selection: ExportSelection
  /// Which raster.
  public var content: RasterContent
  /// The format.
  public var format: any RasterFormat
  /// The reference system; `nil` for the raster's own.
  public var crs: CoordinateSystem?
  /// The names of the classes to keep; `nil` for all.
  public var classes: [String]?

  /// Describes an export of a whole raster on its own grid.
  public init(_ content: RasterContent, of selection: ExportSelection, format: any RasterFormat) {
    self.content = content
    self.selection = selection
    self.format = format
  }

  /// Writes the file, checks it and puts it in the target's place.
  ///
  /// - Throws: `ExportError`, `OutputError`, `GDALError` and what reading the
  ///   flight's files throws; what lay at the target before lies there still.
  public func write(to target: String) throws -> RasterOutcome {
    try checkFormat()
    let choice = try classes.map { try ClassChoice($0, of: selection.flight.legend) }
    let (path, kind) = try content.locate(in: selection.flight, classes: choice)
    let boundary = try selection.field.map { try FieldBoundary(of: $0, in: selection.flight) }
    let ground = try ExportGround(path: path, crs: crs, boundary: boundary, pictureSide: format.pictureSide)
    guard !ground.isEmpty else {
      throw ExportError.nothingInside(field: boundary?.id ?? "", flight: selection.flight.run.flightName)
    }
    let rows = ExportedRows(ground.view, kind: kind, clip: ground.clip, classes: choice)
    let besides = try StagedExport.make(target) { staging in
      try format.write(rows, title: title(kind), in: staging)
    }
    return RasterOutcome(
      paths: [target] + besides, format: format.name, content: content, grid: rows.grid, kind: kind,
      tally: rows.tally, sampling: ground.sampling, leftOut: choice?.leftOut ?? [])
  }

  private func checkFormat() throws {
    if format.pictureSide != nil, let crs, try !crs.isSame(as: .wgs84()) {
      throw ExportError.unfitOption("--crs \(crs.authorityCode ?? crs.name)", what: format.name)
    }
    guard case .index = content, !format.holdsFractions else { return }
    let fitting = RasterFormats.all.filter(\.holdsFractions).map(\.name)
    throw ExportError.unfitFormat(format.name, what: "an index's fractions", fitting: fitting)
  }

  private func title(_ kind: RasterKind) -> String {
    let place = selection.field.map { ", field \($0)" } ?? ""
    return "\(selection.flight.run.flightName)\(place): \(kind.name)"
  }
}
