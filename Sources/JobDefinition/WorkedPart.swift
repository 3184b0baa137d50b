/// The part of a mosaic that a run works through, where that is not all of it.
public enum WorkedPart: String, Hashable, Sendable, CaseIterable {
  /// The fields and what their pixels' classes depend on.
  case fields
}
