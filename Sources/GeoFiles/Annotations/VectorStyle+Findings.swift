import Pixels

extension VectorStyle {
  /// Outlines in a colour for each kind of finding.
  static var findings: String {
    let kinds = AnnotationFinding.Kind.allCases
    let categories = kinds.enumerated().map { index, kind in
      let label = kind.rawValue.replacing("_", with: " ")
      return
        "      <category render=\"true\" symbol=\"\(index)\" type=\"string\" value=\"\(kind.rawValue)\" label=\"\(label)\"/>\n"
    }
    let symbols = kinds.enumerated().map { index, kind in outlined(name: "\(index)", kind.color) }
    return document(
      """
        <renderer-v2 type="categorizedSymbol" attr="kind" symbollevels="0" enableorderby="0" forceraster="0">
          <categories>
      \(categories.joined())    </categories>
          <symbols>
      \(symbols.joined())    </symbols>
        </renderer-v2>

      """)
  }

  /// Tiles to label next, as bold outlines.
  static var nextTiles: String {
    document(
      """
        <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">
          <symbols>
      \(outlined(name: "0", "230,0,126,255"))    </symbols>
        </renderer-v2>

      """)
  }

  private static func outlined(name: String, _ color: String) -> String {
    symbol(
      "fill", name: name, layer: "SimpleFill",
      [
        ("color", "255,255,255,0"), ("style", "no"), ("outline_color", color), ("outline_style", "solid"),
        ("outline_width", "0.6"), ("outline_width_unit", "MM"),
      ])
  }
}

extension AnnotationFinding.Kind {
  /// Red, green, blue and opacity: reds for what is wrong, blues for places,
  /// yellows for labels that are missing or doubted.
  fileprivate var color: String {
    switch self {
    case .unknownClass, .unmappedValue: "200,0,0,255"
    case .emptyShape, .degenerateShape, .crossingShape, .unsupportedShape: "255,80,0,255"
    case .pictureMismatch, .outsideMosaic, .onNodata: "0,90,200,255"
    case .twoClasses, .disagreement: "170,0,200,255"
    case .sliver: "120,120,120,255"
    case .rareClass, .unlabelledGap: "230,200,0,255"
    case .suspectedError: "255,0,90,255"
    }
  }
}
