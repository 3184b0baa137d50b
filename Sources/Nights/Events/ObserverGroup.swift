public import Batch

/// Several observers of one run.
public struct ObserverGroup: RunObserver {
  private let members: [any RunObserver]

  /// Makes a group; each member is told in this order.
  public init(_ members: [any RunObserver]) { self.members = members }

  /// A flight is begun.
  public func began(_ flight: FlightCandidate, number: Int, count: Int) {
    for member in members { member.began(flight, number: number, count: count) }
  }

  /// A flight has come so far.
  public func progressed(_ flight: FlightCandidate, _ progress: RunProgress) {
    for member in members { member.progressed(flight, progress) }
  }

  /// Something that a person should know.
  public func noted(_ flight: FlightCandidate, _ note: String) {
    for member in members { member.noted(flight, note) }
  }

  /// A flight has ended.
  public func ended(_ flight: FlightCandidate, _ outcome: FlightOutcome) {
    for member in members { member.ended(flight, outcome) }
  }
}
