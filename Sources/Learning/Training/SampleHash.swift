/// Numbers that look random and depend on nothing but what they are made from.
///
/// Source: the finaliser of SplitMix64 (Steele et al. 2014,
/// <https://doi.org/10.1145/2660193.2660195>).
public struct SampleHash: Hashable, Sendable {
  private var state: UInt64

  /// Begins with a seed.
  public init(seed: UInt64) { state = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15) }

  /// The hash of what came before and one more number.
  public func adding(_ value: Int) -> SampleHash {
    var next = self
    next.state = Self.mixed(state ^ (UInt64(bitPattern: Int64(value)) &+ 0x9E37_79B9_7F4A_7C15))
    return next
  }

  /// A number, evenly spread over 0..<1.
  public var unit: Double { Double(state >> 11) * 0x1p-53 }

  /// The bits.
  public var bits: UInt64 { state }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Numbers drawn one after another from a hash.
public struct SampleSequence: Sendable {
  private let hash: SampleHash
  private var count = 0

  /// Begins a sequence.
  public init(_ hash: SampleHash) { self.hash = hash }

  /// The next number, evenly spread over 0..<1.
  public mutating func unit() -> Double {
    count += 1
    return hash.adding(count).unit
  }

  /// The next number, evenly spread over -1...1.
  public mutating func signed() -> Double { unit() * 2 - 1 }

  /// The next number of a nearly normal distribution with mean 0 and standard
  /// deviation 1: the sum of four even ones.
  public mutating func normal() -> Double {
    (unit() + unit() + unit() + unit() - 2) * 1.732_050_807_568_877
  }
}
