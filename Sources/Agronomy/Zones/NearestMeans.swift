/// k-means on one axis: each value belongs to the nearest mean, each mean is
/// that of its values.
///
/// Begins with the division into zones of the same area and moves means until
/// none moves, so that the same values always give the same zones. This is a
/// local optimum; `NaturalBreaks` gives the global one.
///
/// Source: Lloyd (1982), Least squares quantization in PCM,
/// <https://doi.org/10.1109/TIT.1982.1056489>.
struct NearestMeans {
  /// The means, ascending.
  private(set) var means: [Double]

  /// The limits half way between means.
  var limits: [Double] { zip(means, means.dropFirst()).map { ($0 + $1) / 2 } }

  init(_ sample: ValueSample, zones: Int) {
    let sums = SampleSums(sample)
    var starts = Self.evenStarts(sample, sums, zones)
    means = Self.means(sums, starts, sample.count)
    for _ in 0..<10_000 {
      let moved = Self.starts(sample, means)
      guard moved != starts else { break }
      starts = moved
      means = Self.means(sums, starts, sample.count)
    }
  }

  private static func evenStarts(_ sample: ValueSample, _ sums: SampleSums, _ zones: Int) -> [Int] {
    let total = sums.weight(0..<sample.count)
    var starts = [0]
    for zone in 1..<max(zones, 1) {
      var index = starts[zone - 1] + 1
      let wanted = total * Double(zone) / Double(zones)
      while index < sample.count - (zones - zone), sums.weight(0..<index) < wanted { index += 1 }
      starts.append(index)
    }
    return starts
  }

  /// Where the values of each mean start; none is left without a value.
  private static func starts(_ sample: ValueSample, _ means: [Double]) -> [Int] {
    var starts = [0]
    for zone in 1..<max(means.count, 1) {
      let limit = (means[zone - 1] + means[zone]) / 2
      let found = sample.values.partitioningIndex { $0 > limit }
      let least = starts[zone - 1] + 1
      starts.append(min(max(found, least), sample.count - (means.count - zone)))
    }
    return starts
  }

  private static func means(_ sums: SampleSums, _ starts: [Int], _ count: Int) -> [Double] {
    zip(starts, starts.dropFirst() + [count]).map { sums.mean($0..<$1) }
  }
}

extension [Double] {
  /// The first index at which a condition holds that, once it holds, stays so.
  func partitioningIndex(_ holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
