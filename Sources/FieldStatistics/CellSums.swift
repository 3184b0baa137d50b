/// The sums of one cell: up to 64 pixels of a row that start at a multiple of 64.
///
/// Pixel k of a cell goes to lane k % 8 in ascending order and the lanes are
/// added pairwise at the end, whichever tile the cell is read in; a pixel that
/// is not covered adds exactly 0. So one cell has one sum, to the last bit.
struct CellSums {
  /// The number of pixels of a cell.
  static let width = 64

  var sum: Double
  var squares: Double
  var minimum: Float
  var maximum: Float

  /// Sums 64 wholly covered values; `nil` where one of them cannot be counted.
  @inline(__always)
  init?(covered values: UnsafePointer<Float>) {
    var lanes = Lanes()
    var worst = SIMD8<Int32>.zero
    let raw = UnsafeRawPointer(values)
    for group in 0..<8 {
      let bits = raw.loadUnaligned(fromByteOffset: group * 32, as: SIMD8<Int32>.self)
      let magnitude = bits & 0x7FFF_FFFF
      worst.replace(with: magnitude, where: magnitude .> worst)
      let value = unsafeBitCast(bits, to: SIMD8<Float>.self)
      lanes.minimum.replace(with: value, where: value .< lanes.minimum)
      lanes.maximum.replace(with: value, where: value .> lanes.maximum)
      let wide = widened(value)
      lanes.sum += wide
      lanes.squares += wide * wide
    }
    guard worst.max() < ValueBins.magnitudeLimit else { return nil }
    self.init(lanes)
  }

  /// Sums 64 countable values with weights in units of 2^-24.
  init(values: UnsafePointer<Float>, weights: UnsafePointer<UInt32>) {
    var lanes = Lanes()
    let (rawValues, rawWeights) = (UnsafeRawPointer(values), UnsafeRawPointer(weights))
    for group in 0..<8 {
      let value = rawValues.loadUnaligned(fromByteOffset: group * 32, as: SIMD8<Float>.self)
      let units = rawWeights.loadUnaligned(fromByteOffset: group * 32, as: SIMD8<Int32>.self)
      let low = value.keeping(units.positives, otherwise: .infinity)
      let high = value.keeping(units.positives, otherwise: -.infinity)
      lanes.minimum.replace(with: low, where: low .< lanes.minimum)
      lanes.maximum.replace(with: high, where: high .> lanes.maximum)
      let wide = widened(value)
      let weight = widened(units) * 0x1p-24
      lanes.sum += wide * weight
      lanes.squares += wide * wide * weight
    }
    self.init(lanes)
  }

  @inline(__always)
  private init(_ lanes: Lanes) {
    sum = lanes.sum.pairwise
    squares = lanes.squares.pairwise
    minimum = lanes.minimum.min()
    maximum = lanes.maximum.max()
  }
}

/// The eight running sums of a cell.
private struct Lanes {
  var sum = SIMD8<Double>.zero
  var squares = SIMD8<Double>.zero
  var minimum = SIMD8<Float>(repeating: .infinity)
  var maximum = SIMD8<Float>(repeating: -.infinity)
}

extension SIMD8<Double> {
  /// The sum of the lanes in one fixed order.
  @inline(__always)
  fileprivate var pairwise: Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}

extension SIMD8<Int32> {
  /// All bits where a lane is above 0, none where it is 0. Arithmetic, because
  /// comparisons with constants do not become vector instructions.
  @inline(__always)
  var positives: SIMD8<Int32> { (.zero &- self) &>> 31 }
}

extension SIMD8<Float> {
  /// The lanes whose mask has all bits, and another value in place of the rest.
  @inline(__always)
  fileprivate func keeping(_ mask: SIMD8<Int32>, otherwise other: Float) -> SIMD8<Float> {
    let bits = unsafeBitCast(self, to: SIMD8<Int32>.self)
    let others = SIMD8<Int32>(repeating: Int32(bitPattern: other.bitPattern))
    return unsafeBitCast((bits & mask) | (others & ~mask), to: SIMD8<Float>.self)
  }
}

/// The lanes in double precision.
@inline(__always)
private func widened(_ units: SIMD8<Int32>) -> SIMD8<Double> {
  SIMD8<Double>(
    Double(units[0]), Double(units[1]), Double(units[2]), Double(units[3]), Double(units[4]),
    Double(units[5]), Double(units[6]), Double(units[7]))
}

/// The lanes in double precision.
@inline(__always)
private func widened(_ value: SIMD8<Float>) -> SIMD8<Double> {
  SIMD8<Double>(
    Double(value[0]), Double(value[1]), Double(value[2]), Double(value[3]), Double(value[4]),
    Double(value[5]), Double(value[6]), Double(value[7]))
}
