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
    guard worst.max() < Int32(ValueBins.magnitudeLimit) else { return nil }
    self.init(lanes)
  }

  /// Sums 64 values with weights in units of 2^-24; values of weight 0 must be 0.
  init(values: UnsafePointer<Float>, weights: UnsafePointer<UInt32>) {
    var lanes = Lanes()
    for group in 0..<8 {
      for lane in 0..<8 where weights[group * 8 + lane] > 0 {
        let value = values[group * 8 + lane]
        let wide = Double(value)
        let weight = Double(weights[group * 8 + lane]) * 0x1p-24
        if value < lanes.minimum[lane] { lanes.minimum[lane] = value }
        if value > lanes.maximum[lane] { lanes.maximum[lane] = value }
        lanes.sum[lane] += wide * weight
        lanes.squares[lane] += wide * wide * weight
      }
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

/// The lanes in double precision.
@inline(__always)
private func widened(_ value: SIMD8<Float>) -> SIMD8<Double> {
  SIMD8<Double>(
    Double(value[0]), Double(value[1]), Double(value[2]), Double(value[3]), Double(value[4]),
    Double(value[5]), Double(value[6]), Double(value[7]))
}
