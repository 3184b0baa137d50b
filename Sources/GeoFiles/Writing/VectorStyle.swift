internal import Pixels

/// QGIS 3 styles of the layers of a results package.
///
/// Source: `QgsFeatureRenderer::save` and `QgsSymbolLayerUtils::saveSymbol`.
enum VectorStyle {
  /// Polygons without a fill, with a dark outline.
  static var outline: String { document(outlines) }

  private static var outlines: String {
    let symbol = symbol(
      "fill", name: "0", layer: "SimpleFill",
      [
        ("color", "255,255,255,0"), ("style", "no"), ("outline_color", "35,35,35,255"),
        ("outline_style", "solid"), ("outline_width", "0.5"), ("outline_width_unit", "MM"),
      ])
    return """
        <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">
          <symbols>
      \(symbol)    </symbols>
        </renderer-v2>

      """
  }

  /// The style of a layer.
  static func document(of style: VectorWriter.Style) -> String { document(renderer(of: style)) }

  /// What of the style says how features are drawn.
  static func renderer(of style: VectorWriter.Style) -> String {
    switch style {
    case .outline: outlines
    case .points(let legend, let column): categories(of: legend, column: column, symbolOf: marker)
    case .polygons(let legend, let column): categories(of: legend, column: column, symbolOf: fill)
    }
  }

  /// Points in the colour of the class that a column names.
  static func classes(of legend: Legend, column: String) -> String {
    document(of: .points(legend, column: column))
  }

  private static func categories(
    of legend: Legend, column: String, symbolOf: (Int, Legend.Color) -> String
  ) -> String {
    let categories = legend.entries.enumerated().map { index, entry in
      let name = XML.escaped(entry.name)
      return
        "      <category render=\"true\" symbol=\"\(index)\" type=\"string\" value=\"\(name)\" label=\"\(name)\"/>\n"
    }
    let symbols = legend.entries.enumerated().map { symbolOf($0, $1.color) }
    return """
        <renderer-v2 type="categorizedSymbol" attr="\(XML.escaped(column))" symbollevels="0" enableorderby="0" forceraster="0">
          <categories>
      \(categories.joined())    </categories>
          <symbols>
      \(symbols.joined())    </symbols>
        </renderer-v2>

      """
  }

  private static func marker(_ index: Int, _ color: Legend.Color) -> String {
    symbol(
      "marker", name: "\(index)", layer: "SimpleMarker",
      [
        ("color", "\(color.red),\(color.green),\(color.blue),255"), ("name", "circle"),
        ("outline_style", "no"), ("size", "1.6"), ("size_unit", "MM"),
      ])
  }

  /// A thin outline in the area's own colour: without one the ground shines
  /// through between neighbours where edges are smoothed.
  private static func fill(_ index: Int, _ color: Legend.Color) -> String {
    let color = "\(color.red),\(color.green),\(color.blue),255"
    return symbol(
      "fill", name: "\(index)", layer: "SimpleFill",
      [
        ("color", color), ("style", "solid"), ("outline_color", color), ("outline_style", "solid"),
        ("outline_width", "0.1"), ("outline_width_unit", "MM"),
      ])
  }

  static func document(_ renderer: String) -> String {
    """
    <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
    <qgis version="3.22.0" styleCategories="Symbology">
    \(renderer)  <blendMode>0</blendMode>
      <featureBlendMode>0</featureBlendMode>
    </qgis>

    """
  }

  static func symbol(
    _ type: String, name: String, layer: String, _ properties: [(name: String, value: String)]
  ) -> String {
    let options = properties.map {
      "            <Option type=\"QString\" name=\"\($0.name)\" value=\"\($0.value)\"/>\n"
    }.joined()
    return """
            <symbol type="\(type)" name="\(name)" alpha="1" clip_to_extent="1" force_rhr="0">
              <layer class="\(layer)" enabled="1" locked="0" pass="0">
                <Option type="Map">
      \(options)          </Option>
              </layer>
            </symbol>

      """
  }
}
