/// The unit in which the report page shows areas.
enum AreaUnit {
  /// Square metres, for trial plots.
  case squareMetres
  /// Hectares, for fields.
  case hectares

  /// The unit that suits fields of these sizes in hectares.
  init(for hectares: [Double]) {
    let largest = hectares.max() ?? 1
    self = largest < 0.1 ? .squareMetres : .hectares
  }

  /// How tables name the unit.
  var symbol: String { self == .hectares ? "ha" : "m²" }

  /// How a sentence names the unit.
  var name: String { self == .hectares ? "hectares" : "square metres" }

  /// How many of the unit a hectare has.
  var perHectare: Double { self == .hectares ? 1 : 10_000 }
}
