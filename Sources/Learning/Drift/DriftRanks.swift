/// One column of two samples, ready to be compared under any assignment of
/// blocks to reference and flight.
struct DriftRanks {
  /// The block of each pixel by ascending value, missing ones first; for a
  /// class the pixels of one code follow one another.
  private let blocks: [Int32]
  /// The end of each run of equal values.
  private let ends: [Int]
  private let isClass: Bool

  /// Ranks the values of both samples together.
  init(_ values: [Float], blocks: [Int], isClass: Bool) {
    let keys = values.map { $0.isNaN ? -Float.infinity : $0 }
    let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    self.blocks = order.map { Int32(blocks[$0]) }
    self.isClass = isClass
    ends = order.indices.filter { $0 + 1 == order.count || keys[order[$0]] != keys[order[$0 + 1]] }
      .map { $0 + 1 }
  }

  /// The Kolmogorov-Smirnov distance, or half the sum of the differences of
  /// shares for classes; 0 to 1.
  func distance(isFlight: [Bool], referenceRows: Int, flightRows: Int) -> Double {
    var (reference, flight) = (0, 0)
    var (largest, sum, last) = (0.0, 0.0, 0.0)
    var start = 0
    let (perReference, perFlight) = (1 / Double(referenceRows), 1 / Double(flightRows))
    for end in ends {
      for place in start..<end {
        if isFlight[Int(blocks[place])] { flight += 1 } else { reference += 1 }
      }
      start = end
      let difference = Double(flight) * perFlight - Double(reference) * perReference
      largest = max(largest, abs(difference))
      sum += abs(difference - last)
      last = difference
    }
    return isClass ? sum / 2 : largest
  }
}
