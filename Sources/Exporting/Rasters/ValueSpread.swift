/// Roughly where the values of a raster lie, in the memory of 65,536 counts.
///
/// A bin holds the values that share sign, exponent and the upper seven bits of
/// the mantissa, so that a limit is told to within 0.4 %.
struct ValueSpread: Sendable {
  private var counts = [Int](repeating: 0, count: 65_536)
  private var total = 0

  /// Adds the finite ones of some values.
  mutating func add(_ values: UnsafeBufferPointer<Float>) {
    for value in values where value.isFinite {
      counts[Int(Self.ordered(value.bitPattern) >> 16)] += 1
      total += 1
    }
  }

  /// The values that a share of all lies below, and above; `nil` where there are none.
  func limits(leavingOut share: Double) -> ClosedRange<Double>? {
    guard let low = bin(after: share), let high = bin(after: 1 - share) else { return nil }
    return Self.middle(of: low)...Self.middle(of: max(low, high))
  }

  /// The bin at which a share of the values is reached.
  private func bin(after share: Double) -> Int? {
    var sum = 0
    return counts.firstIndex { count in
      sum += count
      return sum > 0 && Double(sum) >= share * Double(total)
    }
  }

  /// Bits that ascend with the value.
  private static func ordered(_ bits: UInt32) -> UInt32 { bits >> 31 == 1 ? ~bits : bits | 0x8000_0000 }

  private static func middle(of bin: Int) -> Double {
    let ordered = UInt32(bin) << 16 | 0x8000
    return Double(Float(bitPattern: ordered >> 31 == 1 ? ordered & 0x7FFF_FFFF : ~ordered))
  }
}
