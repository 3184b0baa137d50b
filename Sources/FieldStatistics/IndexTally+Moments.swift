extension IndexTally {
  /// The weighted mean; `nil` where there is no value or `isOutOfRange`.
  public var mean: Double? {
    isEmpty || isOutOfRange ? nil : sum.value / pixelWeight
  }

  /// The weighted variance of the population, sum(w x^2) / W - mean^2.
  ///
  /// It is computed from the exact sums, without cancellation of rounded ones:
  /// (W sum(w x^2) - sum(w x)^2) / W^2 in 256 bits, where W is the sum of
  /// weights. `nil` where there is no value or `isOutOfRange`.
  public var variance: Double? {
    guard !isEmpty, !isOutOfRange else { return nil }
    guard least < most else { return 0 }
    let scaledWeight = UInt128(weightUnits) << 24
    let product = scaledWeight.multipliedFullWidth(by: UInt128(max(squares.units, 0)))
    let square = sum.units.magnitude.multipliedFullWidth(by: sum.units.magnitude)
    let (low, borrowed) = product.low.subtractingReportingOverflow(square.low)
    let isNegative = product.high < square.high || (product.high == square.high && borrowed)
    guard !isNegative else { return 0 }
    let high = product.high - square.high - (borrowed ? 1 : 0)
    let difference = Double(high) * 0x1p128 + Double(low)
    return difference * 0x1p-96 / (pixelWeight * pixelWeight)
  }

  /// The weighted standard deviation of the population, the root of `variance`.
  public var standardDeviation: Double? { variance?.squareRoot() }

  /// True where the sums could have left their 128 bits.
  ///
  /// That needs area times squared magnitude of 2^78 or more, such as 2^32
  /// pixels of value 2^23; the flag depends on the merged content alone.
  public var isOutOfRange: Bool {
    guard !isEmpty else { return false }
    let magnitude = Double(max(abs(least), abs(most), 1))
    return pixelWeight * magnitude * magnitude >= 0x1p78
  }
}
