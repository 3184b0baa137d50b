/// The distances of all figures as found, and where blocks are dealt out anew.
struct DealtDistances {
  /// The distance of each column as found.
  let found: [Double]
  /// The mean and deviation of each column's distances over the deals.
  private let moments: [(mean: Double, deviation: Double)]
  /// The largest standardised distance of each deal, ascending.
  private let largest: [Double]
  private let falseAlarm: Double

  init(_ reference: DriftSample, _ flight: DriftSample, _ settings: DriftComparison.Settings) {
    falseAlarm = settings.falseAlarm
    let sizes = reference.blockSizes + flight.blockSizes
    let blocks = sizes.enumerated().flatMap { repeatElement($0.offset, count: $0.element) }
    let ranks = reference.columns.indices.map { place in
      DriftRanks(
        reference.column(place) + flight.column(place), blocks: blocks,
        isClass: reference.columns[place].kind == .classCode)
    }
    func distances(_ isFlight: [Bool]) -> [Double] {
      let rows = zip(sizes, isFlight).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
      let all = sizes.reduce(0, +)
      return ranks.map { $0.distance(isFlight: isFlight, referenceRows: all - rows, flightRows: rows) }
    }
    let assignment = sizes.indices.map { $0 >= reference.blockSizes.count }
    let found = distances(assignment)
    var sequence = SampleSequence(SampleHash(seed: settings.seed))
    let deals = (0..<settings.deals).map { _ in distances(assignment.dealt(by: &sequence)) }
    let moments = found.indices.map { place in Self.moments(deals.map { $0[place] }) }
    self.found = found
    self.moments = moments
    largest = deals.map { Self.largest($0, moments) }.sorted()
  }

  /// The distance of a column that is exceeded by any of all figures in the
  /// wanted share of deals.
  func line(of place: Int) -> Double {
    let rank = Int((Double(largest.count + 1) * (1 - falseAlarm)).rounded(.up))
    guard rank <= largest.count else { return 1 }
    return moments[place].mean + moments[place].deviation * largest[rank - 1]
  }

  /// The share of deals in which some figure stands out as much as this one.
  func familyChance(of place: Int) -> Double {
    let own = Self.standardised(found[place], moments[place])
    return Double(1 + largest.count { $0 >= own }) / Double(largest.count + 1)
  }

  private static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(max(1, values.count - 1))).squareRoot())
  }

  private static func standardised(_ value: Double, _ moments: (mean: Double, deviation: Double)) -> Double {
    moments.deviation > 0 ? (value - moments.mean) / moments.deviation : 0
  }

  private static func largest(_ values: [Double], _ moments: [(mean: Double, deviation: Double)]) -> Double {
    zip(values, moments).reduce(-.infinity) { max($0, standardised($1.0, $1.1)) }
  }
}

extension [Bool] {
  /// The same values in another order (Fisher and Yates).
  fileprivate func dealt(by sequence: inout SampleSequence) -> [Bool] {
    var dealt = self
    for place in indices.dropFirst().reversed() {
      dealt.swapAt(place, Int(sequence.unit() * Double(place + 1)))
    }
    return dealt
  }
}
