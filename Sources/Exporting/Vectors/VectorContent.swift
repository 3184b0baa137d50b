/// Which features of a flight are exported.
public enum VectorContent: String, Hashable, Sendable {
  /// Fields with their figures, as polygons.
  case fields
  /// Patches of the counted classes, as points.
  case patches
}
