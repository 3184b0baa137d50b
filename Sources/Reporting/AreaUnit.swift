/// The unit that suits the areas of a table: square metres for trial plots,
/// hectares for fields.
public struct AreaUnit: Hashable, Sendable {
  /// How tables name it.
  public let name: String
  /// How a sentence names it.
  public let longName: String
  /// How many square metres it has.
  public let squareMetres: Double
  /// The decimals with which areas are shown.
  public let decimals: Int

  /// Hectares.
  public static let hectares = AreaUnit(largestSquareMetres: .infinity)

  /// Square metres where the largest field is below half a hectare.
  public init(largestSquareMetres area: Double) {
    let isSmall = area < 5000
    name = isSmall ? "m²" : "ha"
    longName = isSmall ? "square metres" : "hectares"
    squareMetres = isSmall ? 1 : 10_000
    decimals = isSmall ? (area < 100 ? 2 : 1) : 3
  }

  /// An area of so many hectares in this unit.
  public func of(hectares: Double) -> Double { hectares * 10_000 / squareMetres }
}
