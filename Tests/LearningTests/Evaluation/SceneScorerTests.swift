import Foundation
import Learning
import Pixels
import Testing

@Suite struct `Scoring scenes` {
  static func scores(_ masks: Masks) throws -> SceneScores {
    var scorer = SceneScorer(legend: try Masks.legend(), width: masks.width, tolerancePixels: 2)
    for row in 0..<masks.height { scorer.push(truth: masks.truth[row], prediction: masks.prediction[row]) }
    return scorer.finish()
  }

  /// Oracles/evaluation.py: scikit-learn.
  @Test func `figures are those of scikit-learn`() throws {
    let matrix = try Self.scores(.cells()).matrix
    let expected = [
      (0.7373144632378322, 0.8487979336379893), (0.4647713226205192, 0.6345991561181434),
      (0.5284327323162274, 0.691470054446461),
    ]
    for (code, (iou, f1)) in expected.enumerated() {
      let counts = try #require(matrix.counts(of: ClassCode(code)))
      #expect(abs(try #require(counts.intersectionOverUnion) - iou) < 1e-12)
      #expect(abs(try #require(counts.f1) - f1) < 1e-12)
    }
    #expect(abs(try #require(matrix.kappa) - 0.562402963018388) < 1e-12)
    #expect(abs(try #require(matrix.accuracy) - 0.7904371584699453) < 1e-12)
  }

  @Test func `scenes merge in any order and read back from JSON`() throws {
    let parts = try (20..<26).map { try Self.scores(.random(seed: $0)) }
    func sum(_ order: [Int]) -> SceneScores {
      var sum = parts[order[0]]
      for part in order.dropFirst() { sum.merge(parts[part]) }
      return sum
    }
    let whole = sum([0, 1, 2, 3, 4, 5])
    #expect(whole == sum([4, 2, 0, 5, 1, 3]))
    #expect(try JSONDecoder().decode(SceneScores.self, from: JSONEncoder().encode(whole)) == whole)
  }
}
