/// How values are divided into zones.
public enum ZoneMethod: String, Hashable, Sendable, CaseIterable {
  /// Zones of the same area.
  case quantiles
  /// Zones of the same width on the scale of values.
  case equalInterval = "equal-interval"
  /// The division with the least squared deviations within zones.
  case jenks
  /// Means that stay where they are: each value in the zone of the nearest.
  case kMeans = "k-means"

  /// The limits between zones, ascending: a value lies above as many of them
  /// as the number of its zone, from 0. A limit itself belongs to the zone below.
  ///
  /// - Throws: `PrescriptionError.tooFewValues`.
  public func limits(of sample: ValueSample, zones: Int) throws(PrescriptionError) -> [Double] {
    precondition(zones >= 1, "there is a zone at least")
    guard sample.count >= zones else {
      throw .tooFewValues(zones: zones, distinct: sample.count)
    }
    guard zones > 1 else { return [] }
    return switch self {
    case .quantiles: Self.quantiles(sample, zones)
    case .equalInterval: Self.equalIntervals(sample, zones)
    case .jenks: NaturalBreaks.limits(of: sample, zones: zones)
    case .kMeans: NearestMeans(sample, zones: zones).limits
    }
  }

  /// The zone of a value under limits.
  public static func zone(of value: Double, limits: [Double]) -> Int {
    limits.firstIndex { value <= $0 } ?? limits.count
  }

  /// The least value up to which each share of the weight lies.
  private static func quantiles(_ sample: ValueSample, _ zones: Int) -> [Double] {
    let sums = SampleSums(sample)
    let total = sums.weight(0..<sample.count)
    var index = 0
    return (1..<zones).map { zone in
      let wanted = total * Double(zone) / Double(zones) * (1 - 1e-12)
      // Each zone keeps one value at least, and leaves one for each after it.
      index = max(index, zone - 1)
      while index < sample.count - (zones - zone) - 1, sums.weight(0..<index + 1) < wanted { index += 1 }
      defer { index += 1 }
      return sample.values[index]
    }
  }

  private static func equalIntervals(_ sample: ValueSample, _ zones: Int) -> [Double] {
    let (low, high) = (sample.values[0], sample.values[sample.count - 1])
    return (1..<zones).map { low + (high - low) * Double($0) / Double(zones) }
  }
}
