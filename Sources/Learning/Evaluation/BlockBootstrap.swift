/// Intervals by drawing whole blocks anew (Davison and Hinkley 1997, chapter 3).
///
/// Pixels beside one another go wrong together; as many as there are, they
/// are worth far fewer independent ones. So blocks are drawn with replacement,
/// never pixels. An interval reaches from one percentile of the drawn figures
/// to the other; with fewer than three blocks there is none.
public struct BlockBootstrap: Hashable, Sendable {
  /// Fewer blocks than these give no interval.
  public static let fewestBlocks = 3

  /// How often the blocks are drawn.
  public var replicates: Int
  /// The share of intervals that are to hold the truth, such as 0.95.
  public var confidence: Double
  /// Where the draws start: the same seed gives the same intervals.
  public var seed: UInt64

  /// Makes a bootstrap.
  public init(replicates: Int = 1000, confidence: Double = 0.95, seed: UInt64 = 0) {
    precondition(replicates > 0 && confidence > 0 && confidence < 1, "a bootstrap needs draws and a level")
    self.replicates = replicates
    self.confidence = confidence
    self.seed = seed
  }

  /// The figures of all blocks together, with intervals.
  ///
  /// - Parameter blocks: What was counted in each block, all of the same
  ///   classes. Blocks without a labelled pixel count for none.
  /// - Returns: The figures; `nil` without blocks. A figure that more than
  ///   half of the draws lack, as of a class in few blocks, has no interval.
  ///   Means over classes lack it in draws without one of the classes that
  ///   truth has: a mean over fewer classes is another figure.
  public func scores(_ blocks: [BlockID: ConfusionMatrix]) -> ScoreSheet? {
    guard let whole = ConfusionMatrix.sum(blocks.values) else { return nil }
    let matrices = blocks.filter { $0.value.total > 0 }.sorted { $0.key < $1.key }.map(\.value)
    var sheet = ScoreSheet(whole)
    sheet.blockCount = matrices.count
    guard matrices.count >= Self.fewestBlocks else {
      sheet.missingIntervals =
        "\(matrices.count) block\(matrices.count == 1 ? " has" : "s have") labels; intervals need at least"
        + " \(Self.fewestBlocks)"
      return sheet
    }
    sheet.missingIntervals = nil
    setIntervals(of: &sheet, matrices)
    return sheet
  }

  private func setIntervals(of sheet: inout ScoreSheet, _ matrices: [ConfusionMatrix]) {
    let figures = ScoreSheet.figures(classCount: sheet.classes.count)
    var drawn = Array(repeating: [Double](), count: figures.count)
    let known = sheet.classes.map { $0.truthPixels > 0 }
    draw(from: matrices) { total in
      var replicate = ScoreSheet(total)
      if replicate.classes.map({ $0.truthPixels > 0 }) != known {
        (replicate.meanIntersectionOverUnion, replicate.meanF1) = (Estimate(nil), Estimate(nil))
      }
      for (i, figure) in figures.enumerated() {
        if let value = replicate[keyPath: figure].value { drawn[i].append(value) }
      }
    }
    for (i, figure) in figures.enumerated() where sheet[keyPath: figure].value != nil {
      sheet[keyPath: figure].interval = interval(&drawn[i])
    }
  }

  /// Hands the sum of each draw of as many matrices as there are.
  func draw(from matrices: [ConfusionMatrix], _ body: (ConfusionMatrix) -> Void) {
    draw(matrices.count) { places in
      body(places.dropFirst().reduce(into: matrices[places[0]]) { $0.merge(matrices[$1]) })
    }
  }

  /// Hands the places of each draw of as many blocks as there are.
  func draw(_ count: Int, _ body: ([Int]) -> Void) {
    var generator = Generator(state: seed)
    for _ in 0..<replicates {
      body((0..<count).map { _ in Int.random(in: 0..<count, using: &generator) })
    }
  }

  func interval(_ values: inout [Double]) -> ConfidenceInterval? {
    guard values.count * 2 >= replicates else { return nil }
    values.sort()
    let tail = (1 - confidence) / 2
    return ConfidenceInterval(lower: Self.percentile(values, tail), upper: Self.percentile(values, 1 - tail))
  }

  /// Hyndman and Fan's definition 7 over sorted values.
  static func percentile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return bits ^ (bits >> 31)
    }
  }
}
