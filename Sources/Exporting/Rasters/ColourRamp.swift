package import Pixels

/// Colours from low to high that stay in order in grey and for the colour-blind.
///
/// Source: cividis (Nuñez, Anderton and Renslow 2018,
/// <https://doi.org/10.1371/journal.pone.0199239>), seven of its colours.
package enum ColourRamp {
  private static let stops: [(Double, Double, Double)] = [
    (0, 34, 78), (50, 62, 110), (87, 93, 109), (124, 123, 120), (165, 156, 116), (210, 193, 99),
    (254, 232, 56),
  ]

  /// The shares at which its colours stand.
  static let shares = stops.indices.map { Double($0) / Double(stops.count - 1) }

  /// The colour of a share from 0 to 1; beyond it that of the nearer end.
  package static func color(_ share: Double) -> Legend.Color {
    let place = min(max(share, 0), 1) * Double(stops.count - 1)
    let low = min(Int(place), stops.count - 2)
    let part = place - Double(low)
    func channel(_ first: Double, _ second: Double) -> UInt8 { UInt8(first + (second - first) * part + 0.5) }
    let (first, second) = (stops[low], stops[low + 1])
    return Legend.Color(
      red: channel(first.0, second.0), green: channel(first.1, second.1), blue: channel(first.2, second.2))
  }
}
