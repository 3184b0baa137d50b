import GeoFiles

/// Plain GeoTIFF for old programs: strips, LZW, palette, no overviews.
struct PlainTIFFFormat: RasterFormat {
  let name = "geotiff"
  let extensions = [".tif", ".tiff"]
  let holdsFractions = true

  func write(_ rows: ExportedRows, title: String, in staging: StagedFolder) throws -> [String] {
    let path = staging.path(staging.name)
    try rows.send(to: PlainTIFFWriter(path: path, grid: rows.grid, kind: rows.kind))
    try rows.check(path, format: .tiff)
    return try StyleFiles.write(for: rows, in: staging)
  }
}
