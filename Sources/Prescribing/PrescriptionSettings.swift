public import Agronomy

/// How a prescription is made, whatever it is made from.
public struct PrescriptionSettings: Hashable, Sendable {
  /// What becomes of ground that no picture shows.
  public enum Unseen: String, Hashable, Sendable, CaseIterable {
    /// It is treated as everything would be without a map.
    case blanket
    /// It gets nothing, or the base rate.
    case none
  }

  /// The machine.
  public var machine: Machine
  /// The way of the tracks.
  public var direction = SwathDirection.automatic
  /// How far from the boundary nothing is given.
  public var marginMetres = 0.0
  /// What becomes of unseen ground.
  public var unseen = Unseen.blanket
  /// What rates count.
  public var unit = RateUnit.litres
  /// The rate that savings are measured against; `nil` for the highest.
  public var blanketRate: Double?

  /// Makes settings with the usual choices.
  public init(machine: Machine) { self.machine = machine }
}

/// What to do about spots.
public struct SpotSettings: Hashable, Sendable {
  /// Rates, minimum length and cap.
  public var request: SpotRequest
  /// How far around each spot is treated.
  public var bufferMetres = 0.0
  /// Connected spots below this area are left out.
  public var smallestSquareMetres = 0.0

  /// Makes settings.
  public init(_ request: SpotRequest) { self.request = request }
}
