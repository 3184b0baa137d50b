/// Which neighbouring pixels belong together.
public enum Connectivity: Int, Hashable, Sendable, CaseIterable, Codable {
  /// Pixels that share an edge.
  case four = 4
  /// Pixels that share an edge or a corner.
  case eight = 8

  /// How many columns beside its own a run reaches in the row above.
  var reach: Int32 { self == .eight ? 1 : 0 }
}
