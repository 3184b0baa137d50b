import GeoFiles

/// Cloud-optimised GeoTIFF, as flights publish it: tiles, overviews, palette,
/// and beside it a QGIS style and, of masks, class names.
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
    return try StyleFiles.write(for: rows, in: staging)
  }
}
