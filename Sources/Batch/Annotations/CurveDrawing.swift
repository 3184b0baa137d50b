import Learning
import Pixels
import Segmentation

/// How good small models become on growing shares of the blocks.
struct CurveDrawing: Sendable {
  /// The shares of the blocks that models learn from.
  static let shares = [0.25, 0.5, 0.75, 1]
  let learning: QuickLearning
  /// The tiles that all labels together amount to.
  let tileCount: Int
  /// How often the blocks are drawn anew.
  var repeats = 3

  /// A share of the blocks, as the mean over the draws.
  struct Step: Hashable, Sendable {
    var share: Double
    var tileCount: Double
    var meanIoU: Double
  }

  /// The curve, its points and their means by share; no curve where too few
  /// models could be grown.
  func draw() throws -> (curve: LearningCurve?, steps: [Step]) {
    let observer = learning.run.observer
    let name = "drawing the learning curve"
    observer.began(name)
    let blocks = learning.ground.pixels.keys.sorted()
    var points: [[LearningCurve.Point]] = Self.shares.map { _ in [] }
    for turn in 0..<repeats {
      let hash = SampleHash(seed: UInt64(learning.run.learning.selection.seed)).adding(turn)
      let drawn = blocks.sorted {
        (hash.adding($0.scene).adding($0.number).bits, $0) < (
          hash.adding($1.scene).adding($1.number).bits, $1
        )
      }
      for (place, share) in Self.shares.enumerated() {
        let part = Set(drawn.prefix(Int((Double(drawn.count) * share).rounded(.up))))
        if let point = try point(part, turn: turn) { points[place].append(point) }
        let done = turn * Self.shares.count + place + 1
        observer.progressed(name, share: Double(done) / Double(repeats * Self.shares.count))
      }
    }
    let steps = zip(Self.shares, points).filter { !$1.isEmpty }.map { share, points in
      let count = Double(points.count)
      return Step(
        share: share, tileCount: points.reduce(0) { $0 + $1.count } / count,
        meanIoU: points.reduce(0) { $0 + $1.score } / count)
    }
    return (LearningCurve(points.flatMap(\.self)), steps)
  }

  /// What models are worth that learn from some blocks alone; `nil` where a
  /// fold leaves them fewer than two classes.
  private func point(_ blocks: Set<BlockID>, turn: Int) throws -> LearningCurve.Point? {
    let (ground, samples) = (learning.ground, learning.samples)
    let growing = learning.run.growing(stage: 0, on: ground)
    var parameters = learning.parameters
    parameters.seed += turn
    var forests: [Forest] = []
    var seen = 0.0
    for fold in 0..<ground.folds.count {
      try learning.run.cancellation.check()
      let part = samples.seen(without: fold, of: ground.folds).of(blocks)
      guard part.counts(classCount: ground.classes.count).count(where: { $0 > 0 }) >= 2 else { return nil }
      forests.append(try growing.grow(part, parameters: parameters, step: nil).forest.forest)
      seen += Double(
        ground.pixels.filter { blocks.contains($0.key) && ground.folds.foldOfBlock[$0.key] != fold }
          .values.reduce(0) { $0 + $1.reduce(0, +) })
    }
    let all = Double(ground.pixels.values.reduce(0) { $0 + $1.reduce(0, +) })
    return LearningCurve.Point(
      count: Double(tileCount) * seen / Double(ground.folds.count) / all, score: meanIoU(forests))
  }

  /// The mean IoU over all labelled pixels, as the samples tell it.
  private func meanIoU(_ forests: [Forest]) -> Double {
    let (ground, samples) = (learning.ground, learning.samples)
    let count = ground.classes.count
    let probabilities = samples.probabilities(forests, folds: ground.folds)
    var matrix = Array(repeating: Array(repeating: 0.0, count: count), count: count)
    for (row, label) in samples.labels.enumerated() {
      let own = probabilities[row * count..<(row + 1) * count]
      guard let best = own.indices.max(by: { own[$0] < own[$1] }), !own[best].isNaN else { continue }
      matrix[Int(label)][best - own.startIndex] += learning.weight(of: row)
    }
    let outside = ground.outside.indices.max { ground.outside[$0] < ground.outside[$1] } ?? 0
    for pixels in ground.counts.closed.values {
      for place in 0..<count { matrix[place][outside] += Double(pixels[place]) }
    }
    let scores = (0..<count).map { place in
      let (truth, said) = (matrix[place].reduce(0, +), matrix.reduce(0) { $0 + $1[place] })
      return matrix[place][place] / max(truth + said - matrix[place][place], .leastNormalMagnitude)
    }
    return scores.reduce(0, +) / Double(count)
  }
}

extension Samples {
  /// The samples of some blocks.
  func of(_ blocks: Set<BlockID>) -> Samples { filtered { blocks.contains(self.blocks[$0]) } }
}
