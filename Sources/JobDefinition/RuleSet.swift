public import Pixels

/// Rules that give a pixel its class: the first that holds.
public struct RuleSet: Hashable, Sendable {
  /// One rule.
  public struct Rule: Hashable, Sendable {
    /// The class that the pixel gets.
    public var code: ClassCode
    /// The condition, as text.
    public var condition: String

    /// Makes a rule.
    public init(code: ClassCode, condition: String) {
      self.code = code
      self.condition = condition
    }
  }

  /// The rules from first to last; at least one.
  public var rules: [Rule]
  /// The class of pixels for which no rule holds.
  public var otherwise: ClassCode
  /// Thresholds that take the place of automatic ones, by the comparison as
  /// it is written, such as "exg > otsu".
  public var fixedThresholds: [String: Double]

  /// Makes a set of rules.
  public init(rules: [Rule], otherwise: ClassCode, fixedThresholds: [String: Double] = [:]) {
    self.rules = rules
    self.otherwise = otherwise
    self.fixedThresholds = fixedThresholds
  }
}
