/// Noise that a sensor adds: some in the dark, more in bright light.
struct SensorNoise: Sendable {
  private let key: UInt64
  private let readVariance: Float
  private let shotVariance: Float

  init(_ parameters: SceneParameters, day: Int) {
    key = SceneHash(seed: parameters.seed, .sensor).bits(day, 0)
    readVariance = Float(parameters.readNoise * parameters.readNoise)
    shotVariance = Float(parameters.shotNoise * parameters.shotNoise)
  }

  /// Adds noise to one band of one row.
  func add(row: Int, columns: Range<Int>, band: Int, to values: UnsafeMutablePointer<Float>) {
    let mixed = SceneHash.mix(key &+ UInt64(truncatingIfNeeded: row &* 8 &+ band) &* 0x9E37_79B9_7F4A_7C15)
    let rowKey = UInt32(truncatingIfNeeded: mixed)
    let first = UInt32(truncatingIfNeeded: columns.lowerBound)
    for i in 0..<columns.count {
      let value = values[i]
      let deviation = (readVariance + shotVariance * max(0, value)).squareRoot()
      values[i] = value + deviation * Self.normal(first &+ UInt32(truncatingIfNeeded: i), rowKey)
    }
  }

  /// About normal with deviation 1: the sum of a hash's four bytes.
  @inline(__always)
  static func normal(_ column: UInt32, _ key: UInt32) -> Float {
    let x = scrambled(column, key)
    let sum = (x & 255) &+ (x >> 8 & 255) &+ (x >> 16 & 255) &+ (x >> 24)
    return (Float(Int32(truncatingIfNeeded: sum)) - 510) * (1 / 147.8)
  }

  @inline(__always)
  static func scrambled(_ column: UInt32, _ key: UInt32) -> UInt32 {
    var x = column &* 0x9E37_79B1 ^ key
    x = (x ^ (x >> 16)) &* 0x7FEB_352D
    x = (x ^ (x >> 15)) &* 0x846C_A68B
    return x ^ (x >> 16)
  }
}
