/// What becomes of a flight that is unlike what its model was trained on.
public struct DriftSelection: Hashable, Sendable {
  /// What is done about such a flight.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    /// Nobody looks.
    case off
    /// It is told and recorded.
    case note
    /// Its figures are marked besides, and it is queued for annotation.
    case mark
    /// Its figures do not count besides.
    case withhold
  }

  /// What the false-alarm rate can be.
  public static let falseAlarms = 0.01...0.5
  /// What the tolerance can be.
  public static let tolerances = 0.0...1.0
  /// What the separability can be.
  public static let separabilities = 0.5...1.0

  /// What is done.
  public var action = Action.mark
  /// The chance that a flight of the same kind is taken for another.
  public var falseAlarm = 0.05
  /// The Kolmogorov-Smirnov distance of a figure that is never beyond the line.
  public var tolerance = 0.2
  /// How well a forest may always tell the flight apart, as the area under its
  /// curve.
  public var separability = 0.68

  /// Makes the standard choice.
  public init() {}
}
