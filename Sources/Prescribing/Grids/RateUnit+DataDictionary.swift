import Agronomy
import Foundation

/// What ISO 11783-11 calls a rate.
///
/// Source: the data dictionary at isobus.net: 1 "Setpoint Volume Per Area
/// Application Rate", 6 "Setpoint Mass Per Area Application Rate", 11
/// "Setpoint Count Per Area Application Rate".
extension RateUnit {
  /// The identifier, as four hexadecimal digits.
  var dataIdentifier: String {
    switch self {
    case .litres: "0001"
    case .kilograms: "0006"
    case .seeds: "000B"
    }
  }

  /// How many of the identifier's own units (0.01 mm³/m², 1 mg/m², 0.001/m²)
  /// one unit of the rate is.
  var ownUnits: Double {
    switch self {
    case .litres: 10_000
    case .kilograms: 100
    case .seeds: 0.1
    }
  }

  /// How many decimals people want to see.
  var decimals: Int { self == .seeds ? 0 : 2 }
}

extension Prescription {
  /// The prescription with rates in whole steps.
  func rounded(to resolution: Double, _ rule: FloatingPointRoundingRule) -> Prescription {
    // A hair up, so that a rate that is a whole step stays that step.
    with(rates: rates.map { ($0 / resolution * (1 + 1e-12)).rounded(rule) * resolution })
  }
}
