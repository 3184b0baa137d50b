public import Spectral

/// A filter of an expression that reaches farther than any filter may.
public struct FilterSizeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The filter.
  public var kind: NeighbourhoodFilter.Kind
  /// Its size on this mosaic.
  public var sizePixels: Double
  /// The largest there is.
  public var limitPixels: Double

  /// One sentence.
  public var description: String {
    "filter '\(kind.rawValue)' has a size of \(Expression.number(sizePixels.rounded())) pixels on this mosaic, "
      + "more than the \(Expression.number(limitPixels)) there may be"
  }
}

/// Filters of an expression that together reach farther than a tile may look.
public struct FilterReachError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The expression.
  public var expression: Expression
  /// How many pixels away a value can change its result.
  public var reachPixels: Int
  /// The farthest there is.
  public var limitPixels: Int

  /// One sentence.
  public var description: String {
    "the filters of '\(expression)' reach \(reachPixels) pixels in all, more than the \(limitPixels) there may be"
  }
}
