/// The share of labelled pixels that is drawn, by scene and class.
struct SampleRates: Hashable, Sendable {
  private let rates: [[Double]]

  /// Spreads the wanted number of a class over the scenes, as evenly as their
  /// pixels allow.
  ///
  /// - Parameters:
  ///   - counts: The pixels that can be drawn, by scene, then by class.
  ///   - perClass: The most of a class in all.
  ///   - perScene: The most of a class from one scene.
  init(counts: [[Int]], perClass: Int, perScene: Int?) {
    let classCount = counts.first?.count ?? 0
    var rates = Array(repeating: Array(repeating: 0.0, count: classCount), count: counts.count)
    for place in 0..<classCount {
      let available = counts.map { min($0[place], perScene ?? .max) }
      let level = Self.level(available, total: perClass)
      for scene in counts.indices where counts[scene][place] > 0 {
        rates[scene][place] = min(Double(available[scene]), level) / Double(counts[scene][place])
      }
    }
    self.rates = rates
  }

  /// The rate of a class in a scene, 0 to 1.
  func rate(scene: Int, place: Int) -> Double { rates[scene][place] }

  /// The height at which numbers are cut so that their sum is at most `total`.
  private static func level(_ numbers: [Int], total: Int) -> Double {
    var rest = Double(total)
    let sorted = numbers.sorted()
    for (place, number) in sorted.enumerated() {
      let share = rest / Double(sorted.count - place)
      if Double(number) > share { return share }
      rest -= Double(number)
    }
    return .infinity
  }
}
