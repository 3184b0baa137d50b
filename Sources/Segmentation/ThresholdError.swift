/// Why a threshold cannot be drawn from a sample.
public enum ThresholdError: Error, Hashable, Sendable {
  /// None of the samples is finite.
  case empty(count: Int)
  /// All finite samples are equal.
  case allEqual(Float)
}

extension ThresholdError: CustomStringConvertible {
  /// One sentence that says what is wrong with the sample.
  public var description: String {
    switch self {
    case .empty(let count): "no threshold can be drawn: none of the \(count) samples has a value"
    case .allEqual(let value): "no threshold can be drawn: every sample is \(value)"
    }
  }
}
