/// A range of values and the covered area that has them.
public struct ValueBin: Hashable, Sendable {
  /// The lower border.
  public var low: Double
  /// The upper border.
  public var high: Double
  /// The area in pixels.
  public var pixelWeight: Double

  /// Makes a bin.
  public init(low: Double, high: Double, pixelWeight: Double) {
    self.low = low
    self.high = high
    self.pixelWeight = pixelWeight
  }
}

extension ValueBin {
  fileprivate var middle: Double { (low + high) / 2 }
}

extension IndexTally {
  /// The value below which a share of the pixels lies.
  ///
  /// Hyndman and Fan's definition 7, as R, NumPy and exactextract have it: 0 is
  /// the minimum, 1 the maximum, and between two neighbouring pixels the value
  /// is interpolated. Pixels are known by bins whose width is 2^-10 of their
  /// magnitude at most (one bin holds everything nearer to 0 than 2^-14), cut at
  /// minimum and maximum; inside of a bin they are taken as spread evenly. `nil`
  /// where there is no value.
  public func percentile(_ share: Double) -> Double? { percentiles([share]).first }

  /// The values below which some shares of the pixels lie, as `percentile`
  /// has them; empty where there is no value.
  public func percentiles(_ shares: [Double]) -> [Double] {
    guard !isEmpty else { return [] }
    let bins = bins
    return shares.map { percentile($0, of: bins) }
  }

  private func percentile(_ share: Double, of bins: [ValueBin]) -> Double {
    precondition((0...1).contains(share), "a share goes from 0 to 1")
    if share == 0 { return Double(least) }
    if share == 1 { return Double(most) }
    let pixel = min(1, pixelWeight)
    let target = share * (pixelWeight - pixel)
    var reached = 0.0
    var previous: ValueBin?
    for bin in bins {
      if let previous, target < reached {
        let part = (target - (reached - pixel)) / pixel
        return previous.middle + (bin.middle - previous.middle) * min(max(part, 0), 1)
      }
      let last = reached + bin.pixelWeight - pixel
      if target <= last {
        let part = last > reached ? (target - reached) / (last - reached) : 0.5
        return bin.low + (bin.high - bin.low) * part
      }
      reached += bin.pixelWeight
      previous = bin
    }
    return Double(most)
  }

  /// The filled bins of the percentile sketch by ascending value, cut at
  /// minimum and maximum.
  public var bins: [ValueBin] {
    histogram.entries.map { entry in
      let range = ValueBins.range(place: entry.place)
      return ValueBin(
        low: max(range.low, Double(least)), high: min(range.high, Double(most)),
        pixelWeight: Double(entry.weight) * 0x1p-24)
    }
  }

  /// A histogram with bins of equal width, for people to look at.
  ///
  /// Weights of the sketch's bins are spread evenly over the bins that they
  /// meet; what lies outside of the range goes to the first and the last bin.
  public func equalBins(count: Int, in range: ClosedRange<Double>) -> [ValueBin] {
    precondition(count > 0 && range.lowerBound < range.upperBound, "a histogram has width")
    let width = (range.upperBound - range.lowerBound) / Double(count)
    var result = (0..<count).map { index in
      ValueBin(
        low: range.lowerBound + Double(index) * width,
        high: index + 1 == count ? range.upperBound : range.lowerBound + Double(index + 1) * width,
        pixelWeight: 0)
    }
    let place = { (value: Double) in
      Int(min(max(((value - range.lowerBound) / width).rounded(.down), 0), Double(count - 1)))
    }
    for bin in bins {
      for index in place(bin.low)...place(bin.high) {
        let low = index == 0 ? bin.low : max(bin.low, result[index].low)
        let high = index == count - 1 ? bin.high : min(bin.high, result[index].high)
        let share = bin.high > bin.low ? max(high - low, 0) / (bin.high - bin.low) : 1
        result[index].pixelWeight += bin.pixelWeight * share
      }
    }
    return result
  }
}
