public import Pixels

/// The files beside a mask that tell other programs what its codes mean.
///
/// Both come from the mask's own legend; names may hold any text.
public enum MaskSidecars {
  /// GDAL's auxiliary metadata: category names by code and an attribute table.
  ///
  /// Codes without a class have an empty category name. No colour table is
  /// given, so that the mask's own palette stays in force.
  ///
  /// Source: GDAL's persistent auxiliary metadata (`gdal_pam.h`).
  public static func auxiliaryMetadata(of legend: Legend) -> String {
    let last = legend.entries.last.map { Int($0.code) } ?? 0
    let names = (0...last).map { legend[ClassCode($0)]?.name ?? "" }
    let categories = names.map { "      <Category>\(XML.escaped($0))</Category>\n" }.joined()
    return """
      <PAMDataset>
        <PAMRasterBand band="1">
          <CategoryNames>
      \(categories)    </CategoryNames>
          <GDALRasterAttributeTable tableType="thematic">
      \(attributeColumns)\(attributeRows(of: legend))    </GDALRasterAttributeTable>
        </PAMRasterBand>
      </PAMDataset>

      """
  }

  /// A QGIS 3 layer style: one palette entry for each class, nothing else.
  ///
  /// Source: `QgsPalettedRasterRenderer::writeXml`.
  public static func style(of legend: Legend) -> String {
    let entries = legend.entries.map { entry in
      "        <paletteEntry value=\"\(entry.code)\" color=\"\(entry.color.hex)\" alpha=\"255\""
        + " label=\"\(XML.escaped(entry.name))\"/>\n"
    }.joined()
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22.0" styleCategories="Symbology">
        <pipe>
          <rasterrenderer type="paletted" band="1" opacity="1" alphaBand="-1" nodataColor="">
            <rasterTransparency/>
            <colorPalette>
      \(entries)      </colorPalette>
          </rasterrenderer>
        </pipe>
        <blendMode>0</blendMode>
      </qgis>

      """
  }

  /// Writes `NAME.tif.aux.xml` and `NAME.qml` beside the mask `NAME.tif`.
  public static func write(_ legend: Legend, beside mask: String) throws(OutputError) {
    let parts = PathParts(mask)
    try StagedFile.write(Array(auxiliaryMetadata(of: legend).utf8), to: mask + ".aux.xml")
    try StagedFile.write(Array(style(of: legend).utf8), to: parts.folder + parts.stem + ".qml")
  }

  /// The columns by name with GDAL's numbers for their type (0 integer, 2
  /// text) and usage (`GDALRATFieldUsage`).
  private static var attributeColumns: String {
    let columns: [(name: String, type: Int, usage: Int)] = [
      ("Value", 0, 5), ("Class", 2, 2), ("Red", 0, 6), ("Green", 0, 7), ("Blue", 0, 8), ("Kind", 2, 0),
      ("Group", 2, 0),
    ]
    return columns.enumerated().map { index, column in
      "      <FieldDefn index=\"\(index)\"><Name>\(column.name)</Name><Type>\(column.type)</Type>"
        + "<Usage>\(column.usage)</Usage></FieldDefn>\n"
    }.joined()
  }

  private static func attributeRows(of legend: Legend) -> String {
    legend.entries.enumerated().map { index, entry in
      let color = entry.color
      let values = [
        "\(entry.code)", entry.name, "\(color.red)", "\(color.green)", "\(color.blue)",
        entry.kind.rawValue, entry.group.rawValue,
      ]
      let cells = values.map { "<F>\(XML.escaped($0))</F>" }.joined()
      return "      <Row index=\"\(index)\">\(cells)</Row>\n"
    }.joined()
  }
}
