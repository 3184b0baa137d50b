/// A vegetation index: a formula over band roles and what is known of it.
public struct IndexDefinition: Hashable, Sendable {
  /// What the bands must be for the index to mean what its paper says.
  public enum ScaleNeed: String, Hashable, Sendable, CaseIterable {
    /// Any linear scale without offset; the formula has no additive constant.
    case any
    /// Reflectance 0 to 1.
    case reflectance
    /// Raw counts 0 to 255.
    case counts8
  }

  /// The name in expressions, such as "ndvi" or "tcari_osavi".
  public var key: String
  /// The name for people.
  public var title: String
  /// The formula over band roles and other indices.
  public var formula: String
  /// The unit of the values; empty where they have none.
  public var unit: String
  /// The values that ground and plants usually give; others are legal.
  public var expectedValues: ClosedRange<Double>?
  /// What the bands must be; derived from the formula where `nil`.
  public var scale: ScaleNeed?
  /// Who published it, and when.
  public var source: String

  /// Makes a definition; the formula is read when a catalogue takes it in.
  public init(
    _ key: String, _ title: String, _ formula: String, unit: String = "",
    values expectedValues: ClosedRange<Double>? = nil, scale: ScaleNeed? = nil, source: String = ""
  ) {
    self.key = key.lowercased()
    self.title = title
    self.formula = formula
    self.unit = unit
    self.expectedValues = expectedValues
    self.scale = scale
    self.source = source
  }
}
