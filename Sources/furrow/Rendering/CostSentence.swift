import Catalog

/// What a flight took, in one sentence.
enum CostSentence {
  /// "This flight took 14.2 s on 2 threads, 26.0 CPU seconds and 430 MB: 1.5
  /// times the floor of its mosaic (9.4 s)."
  static func text(_ cost: RunCost) -> String {
    "This flight took \(seconds(cost.wallSeconds)) s on \(Number.count(cost.threadCount, "thread")), "
      + "\(seconds(cost.cpuSeconds)) CPU seconds and \(Number.bytes(cost.peakMemoryByteCount))"
      + comparison(cost) + "."
  }

  /// Seconds with three significant digits at least.
  static func seconds(_ value: Double) -> String {
    value < 10 ? Number.fixed(value, 2) : Number.fixed(value, 1)
  }

  private static func comparison(_ cost: RunCost) -> String {
    if let floor = cost.floorSeconds, let ratio = cost.floorRatio {
      return ": \(Number.fixed(ratio, 2)) times the floor of its mosaic (\(seconds(floor)) s)"
    }
    let floor = cost.decodeFloorSeconds
    guard floor > 0 else { return "" }
    return ": \(Number.fixed(cost.wallSeconds / floor, 2)) times what its decoding alone takes "
      + "(\(seconds(floor)) s)"
  }
}
