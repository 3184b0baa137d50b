public import Pixels

/// What stands beside a picture that holds no place of its own.
public enum PictureSidecars {
  /// The six lines of a world file, for the centre of the first pixel.
  public static func worldFile(of grid: MosaicGrid) -> String {
    let transform = grid.transform
    let x = transform.originX + (transform.columnX + transform.rowX) / 2
    let y = transform.originY + (transform.columnY + transform.rowY) / 2
    let numbers = [transform.columnX, transform.columnY, transform.rowX, transform.rowY, x, y]
    return numbers.map { "\($0)\n" }.joined()
  }

  /// GDAL's auxiliary metadata: the reference system and, of a mask, the
  /// category names and the attribute table.
  public static func auxiliaryMetadata(of grid: MosaicGrid, legend: Legend?) -> String {
    let system = "  <SRS dataAxisToSRSAxisMapping=\"1,2\">\(XML.escaped(grid.crs.wkt))</SRS>\n"
    guard let legend else { return "<PAMDataset>\n\(system)</PAMDataset>\n" }
    let own = MaskSidecars.auxiliaryMetadata(of: legend)
    return "<PAMDataset>\n" + system + own.dropFirst("<PAMDataset>\n".count)
  }
}
