extension NeighbourhoodFilter {
  /// What a filter's size is the size of.
  public enum SizeMeaning: Hashable, Sendable {
    /// The standard deviation of a Gaussian bell.
    case sigma
    /// The side of a square or the length of a segment; odd in pixels.
    case side
    /// How far a square reaches from its centre; whole in pixels.
    case radius
    /// The greatest distance.
    case distance
    /// How far objects are followed beyond their cell; whole in pixels.
    case margin

    /// True where a filter can have this size.
    public func allows(_ size: Double, unit: Unit) -> Bool {
      guard size > 0, size.isFinite else { return false }
      guard unit == .pixels else { return true }
      return switch self {
      case .sigma, .distance: true
      case .side: size.remainder(dividingBy: 2).magnitude == 1
      case .radius, .margin: size == size.rounded()
      }
    }
  }
}

extension NeighbourhoodFilter.Kind {
  /// How many expressions the filter reads before its size: a value, a
  /// condition, or a value and a condition.
  public var operandCount: Int {
    switch self {
    case .objectMean, .objectDeviation, .objectMaximum: 2
    default: 1
    }
  }

  /// What the filter's size is.
  public var sizeMeaning: NeighbourhoodFilter.SizeMeaning {
    switch self {
    case .gaussian, .gradient, .laplacian, .hessianHigh, .hessianLow, .deviation, .coherence, .structureHigh,
      .structureLow:
      .sigma
    case .median, .mean, .line: .side
    case .maximum, .minimum: .radius
    case .distance: .distance
    case .objectArea, .objectPerimeter, .objectLength, .objectWidth, .objectElongation, .objectSolidity,
      .objectExtent, .objectThickness, .objectMean, .objectDeviation, .objectMaximum:
      .margin
    }
  }
}
