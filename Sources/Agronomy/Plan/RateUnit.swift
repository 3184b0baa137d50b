/// What a rate counts.
public enum RateUnit: String, Hashable, Sendable, CaseIterable {
  /// Litres of liquid on a hectare.
  case litres = "l/ha"
  /// Kilograms on a hectare.
  case kilograms = "kg/ha"
  /// Seeds on a hectare.
  case seeds = "seeds/ha"

  /// The unit of a total.
  public var product: String {
    switch self {
    case .litres: "l"
    case .kilograms: "kg"
    case .seeds: "seeds"
    }
  }
}
