public import Pixels

/// Matches the things and stuff of two masks, row by row (Kirillov et al.
/// 2019).
///
/// Things are 8-connected components of each class, in truth and in the
/// prediction on its own; `stuff` is one segment a class and scene. Pixels
/// without a true class are the paper's void: they leave the union of a pair,
/// and a predicted segment that lies on them with more than half of its pixels
/// is no false alarm. Components that no later row can touch are settled and
/// dropped now and then, so that memory grows with the width of the scene and
/// with what is open, not with its area.
public struct PanopticScorer: Sendable {
  /// The classes by ascending code.
  public let codes: [ClassCode]

  let width: Int
  let places: [UInt8]
  let isThing: [Bool]
  var forest = SegmentForest()
  /// The runs of things in the row before, of truth and of the prediction.
  var before: [[SegmentRun]] = [[], []]
  var stuff: [StuffTally]
  var counts: [PanopticCounts]
  /// Settling fewer segments than these is not worth its while.
  var fewestToSettle = 4096
  /// The number of segments at which to settle next.
  var settleAt = 0

  struct StuffTally: Sendable {
    var truth = 0
    var predicted = 0
    var overlap = 0
    var onVoid = 0
  }

  /// Makes a scorer of one scene.
  ///
  /// - Parameters:
  ///   - legend: The classes and whether they are things.
  ///   - width: The scene's width in pixels.
  public init(legend: Legend, width: Int) {
    let matrix = ConfusionMatrix(legend: legend)
    codes = matrix.codes
    places = matrix.places
    isThing = legend.entries.map { $0.kind == .thing }
    self.width = width
    counts = Array(repeating: PanopticCounts(), count: codes.count)
    stuff = Array(repeating: StuffTally(), count: codes.count)
  }

  /// Takes the next row of both masks.
  public mutating func push(
    truth: UnsafeBufferPointer<ClassCode>, prediction: UnsafeBufferPointer<ClassCode>
  ) {
    precondition(truth.count == width && prediction.count == width, "a row is as wide as the scene")
    var truthRuns = runs(truth)
    var predictedRuns = runs(prediction)
    connect(&truthRuns, to: before[0])
    connect(&predictedRuns, to: before[1])
    overlap(truthRuns, predictedRuns)
    before = [truthRuns.filter(isSegment), predictedRuns.filter(isSegment)]
    if forest.count >= max(settleAt, fewestToSettle) { settle() }
  }

  /// Takes the next row of both masks.
  public mutating func push(truth: [ClassCode], prediction: [ClassCode]) {
    truth.withUnsafeBufferPointer { truth in
      prediction.withUnsafeBufferPointer { push(truth: truth, prediction: $0) }
    }
  }

  /// Ends the scene and gives what was counted, by class in the order of
  /// `codes`; the scorer is then ready for another scene of the same width.
  public mutating func finish() -> [PanopticCounts] {
    before = [[], []]
    settle()
    for place in codes.indices where !isThing[place] { settleStuff(place) }
    let result = counts
    counts = Array(repeating: PanopticCounts(), count: codes.count)
    stuff = Array(repeating: StuffTally(), count: codes.count)
    settleAt = 0
    return result
  }

  private mutating func settleStuff(_ place: Int) {
    let tally = stuff[place]
    let union = tally.truth + tally.predicted - tally.overlap - tally.onVoid
    if 2 * tally.overlap > union {
      counts[place].match(overlap: tally.overlap, union: union)
    } else {
      if tally.truth > 0 { counts[place].missed += 1 }
      if tally.predicted > 0, 2 * tally.onVoid <= tally.predicted { counts[place].falseAlarms += 1 }
    }
  }

  private func isSegment(_ run: SegmentRun) -> Bool { run.segment >= 0 }
}
