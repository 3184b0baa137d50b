/// A threshold that the pixels themselves decide.
public enum AutomaticThreshold: Hashable, Sendable {
  /// The threshold that separates two classes best (Otsu 1979).
  case otsu
  /// The value below which this share of the pixels lies, 0 to 100 per cent.
  case percentile(Double)
}

extension AutomaticThreshold: CustomStringConvertible {
  /// As it is written in an expression: "otsu" or "percentile(95)".
  public var description: String {
    switch self {
    case .otsu: "otsu"
    case .percentile(let percent): "percentile(\(Expression.number(percent)))"
    }
  }
}

/// A comparison whose threshold the pixels decide, such as
/// "gaussian(exg, 2) > otsu".
public struct AutomaticComparison: Hashable, Sendable {
  /// The side of the comparison whose pixels decide.
  public var tested: Expression
  /// How they decide.
  public var method: AutomaticThreshold
  /// The comparison's canonical text; the same comparison has the same key
  /// wherever it stands.
  public var key: String
}
