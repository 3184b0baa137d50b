import GeoFiles
import Pixels

/// Cloud-optimised GeoTIFF, as flights publish it: tiles, overviews, palette,
/// and beside it class names and a QGIS style.
struct CloudOptimizedFormat: RasterFormat {
  let name = "cog"
  let extensions = [".tif", ".tiff"]
  let holdsFractions = true

  func write(_ rows: ExportedRows, title: String, in staging: StagedFolder) throws -> [String] {
    let path = staging.path(staging.name)
    let grid = rows.grid
    try rows.send(
      to: CloudOptimizedWriter(
        path: path, size: grid.size, transform: grid.transform, crsWKT: grid.crs.wkt, kind: rows.kind))
    try rows.check(path, format: .tiff)
    return try LegendFiles.write(rows.kind.legend, in: staging)
  }
}

/// The files beside a mask that tell its classes.
enum LegendFiles {
  /// Writes them, if there is a legend; gives back their names.
  static func write(_ legend: Legend?, in staging: StagedFolder) throws -> [String] {
    guard let legend else { return [] }
    try MaskSidecars.write(legend, beside: staging.path(staging.name))
    return [staging.name + ".aux.xml", staging.stem + ".qml"]
  }
}
