/// The division of values that leaves the least squared deviations within
/// zones, found exactly by dynamic programming.
///
/// Exact for up to 1,024 different values; more are put into that many bins of
/// the same width first, and it is exact for the means of the bins.
///
/// Source: Fisher (1958), On grouping for maximum homogeneity,
/// <https://doi.org/10.1080/01621459.1958.10501479>; Jenks (1967).
enum NaturalBreaks {
  /// The most different values that are divided as they are.
  static let binLimit = 1024

  static func limits(of sample: ValueSample, zones: Int) -> [Double] {
    let binned = sample.binned(binLimit)
    let starts = starts(of: binned.count >= zones ? binned : sample, zones: zones)
    let values = (binned.count >= zones ? binned : sample).values
    // Half way to the next value, so that what went into a bin stays in its zone.
    return starts.dropFirst().map { (values[$0 - 1] + values[$0]) / 2 }
  }

  /// Where each zone starts among the values.
  static func starts(of sample: ValueSample, zones: Int) -> [Int] {
    let sums = SampleSums(sample)
    let count = sample.count
    var cost = (1...count).map { sums.deviation(0..<$0) }
    var cuts: [[Int]] = []
    for zone in 1..<max(zones, 1) {
      var next = [Double](repeating: .infinity, count: count)
      var cut = [Int](repeating: zone, count: count)
      for end in zone..<count {
        for start in zone...end {
          let total = cost[start - 1] + sums.deviation(start..<end + 1)
          if total < next[end] { (next[end], cut[end]) = (total, start) }
        }
      }
      cost = next
      cuts.append(cut)
    }
    return walk(cuts, last: count - 1)
  }

  private static func walk(_ cuts: [[Int]], last: Int) -> [Int] {
    var starts: [Int] = []
    var end = last
    for cut in cuts.reversed() {
      starts.append(cut[end])
      end = cut[end] - 1
    }
    return [0] + starts.reversed()
  }
}
