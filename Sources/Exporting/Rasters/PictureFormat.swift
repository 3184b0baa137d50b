import GeoFiles
import Pixels

/// PNG with a world file, the reference system as `.prj`, and GDAL's metadata.
struct PictureFormat: RasterFormat {
  let name = "png"
  let extensions = [".png"]
  let holdsFractions = false

  func write(_ rows: ExportedRows, title: String, in staging: StagedFolder) throws -> [String] {
    // The image is made of a GeoTIFF, since it must be written from whole rows of the palette.
    let scratch = staging.path("scratch.tif")
    try rows.send(to: PlainTIFFWriter(path: scratch, grid: rows.grid, kind: rows.kind))
    let path = staging.path(staging.name)
    try PictureCopy.write(scratch, to: path)
    let texts = [
      staging.stem + ".pgw": PictureSidecars.worldFile(of: rows.grid),
      staging.stem + ".prj": try rows.grid.crs.esriWKT() + "\n",
      staging.name + ".aux.xml": PictureSidecars.auxiliaryMetadata(of: rows.grid, legend: rows.kind.legend),
    ]
    for (name, text) in texts { try staging.write(text, to: name) }
    try rows.check(path, format: .png)
    let style =
      rows.kind.legend.map { MaskSidecars.style(of: $0) } ?? ValueStyle(rows.kind, tally: rows.tally)?.text
    try staging.write(style ?? "", to: staging.stem + ".qml")
    return texts.keys.sorted() + [staging.stem + ".qml"]
  }
}
