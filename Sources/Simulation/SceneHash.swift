/// What a hash is drawn for, so that no two parts of a scene share numbers.
enum HashStream: UInt64 {
  case layout = 1, outline, stand, gaps, vigour, weeds, weedDensity, foci, fociEdge, soil, clods
  case moisture, residue, frames, sensor, leaves, shapes, rows
}

/// Numbers that depend on a seed, a stream and two integers alone.
///
/// Every random choice of a scene goes through this, so that any part of it
/// can be made alone. The mixer is SplitMix64's finaliser.
struct SceneHash: Sendable {
  private let key: UInt64

  init(seed: UInt64, _ stream: HashStream, salt: Int = 0) {
    let salted = stream.rawValue &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(bitPattern: Int64(salt))
    key = Self.mix(seed ^ Self.mix(salted))
  }

  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 64 bits for one place.
  @inline(__always)
  func bits(_ x: Int, _ y: Int) -> UInt64 {
    let first = Self.mix(key &+ UInt64(bitPattern: Int64(x)) &* 0xD6E8_FEB8_6659_FD93)
    return Self.mix(first &+ UInt64(bitPattern: Int64(y)) &* 0xA076_1D64_78BD_642F)
  }

  /// A number in `0..<1` for one place.
  @inline(__always)
  func unit(_ x: Int, _ y: Int) -> Double { Double(bits(x, y) >> 11) * 0x1p-53 }

  /// As many numbers as wanted for one place.
  @inline(__always)
  func draws(_ x: Int, _ y: Int) -> HashDraws { HashDraws(state: bits(x, y)) }
}

/// A sequence of numbers that starts at one hash (SplitMix64).
struct HashDraws {
  private var state: UInt64

  init(state: UInt64) { self.state = state }

  /// The next 64 bits.
  @inline(__always)
  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SceneHash.mix(state)
  }

  /// The next number in `0..<1`.
  @inline(__always)
  mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// The next number in `low..<high`.
  @inline(__always)
  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// A number about 0 with deviation 1 within -3.46...3.46 (four uniforms).
  @inline(__always)
  mutating func normal() -> Double {
    let word = bits()
    let sum = (word & 0xFFFF) &+ (word >> 16 & 0xFFFF) &+ (word >> 32 & 0xFFFF) &+ (word >> 48)
    return (Double(sum) / 65536 - 2) * 1.732_050_8
  }

  /// An index in `0..<count`.
  @inline(__always)
  mutating func index(_ count: Int) -> Int { Int(bits() % UInt64(count)) }
}
