import Pixels
import TestSupport
import Testing

@testable import Learning

@Suite struct `Matching edges` {
  static func streamed(_ masks: Masks, tolerance: Int) -> [BoundaryCounts] {
    var scorer = BoundaryScorer(codes: 0...2, width: masks.width, tolerancePixels: tolerance)
    for row in 0..<masks.height { scorer.push(truth: masks.truth[row], prediction: masks.prediction[row]) }
    return scorer.finish()
  }

  static func edges(_ mask: [[ClassCode]], _ truth: [[ClassCode]], _ code: ClassCode) -> [(Int, Int)] {
    var edges: [(Int, Int)] = []
    for (row, codes) in mask.enumerated() {
      for (column, own) in codes.enumerated() where own == code && truth[row][column] < 3 {
        let near = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
        let differs = near.contains { row, column in
          truth.indices.contains(row) && codes.indices.contains(column) && truth[row][column] < 3
            && mask[row][column] != code
        }
        if differs { edges.append((row, column)) }
      }
    }
    return edges
  }

  /// Every edge pixel against every other.
  static func compared(_ masks: Masks, tolerance: Int) -> [BoundaryCounts] {
    func met(_ own: [(Int, Int)], _ others: [(Int, Int)]) -> Int {
      own.filter { a in
        others.contains { b in
          (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1) <= tolerance * tolerance
        }
      }.count
    }
    return (0...2).map { (code: ClassCode) in
      let truth = edges(masks.truth, masks.truth, code)
      let predicted = edges(masks.prediction, masks.truth, code)
      var counts = BoundaryCounts()
      (counts.truth, counts.predicted) = (truth.count, predicted.count)
      (counts.truthMet, counts.predictedMet) = (met(truth, predicted), met(predicted, truth))
      return counts
    }
  }

  @Test func `rows in turn find what all pixels at once show`() {
    for seed in 0..<200 {
      let masks = Masks.random(seed: seed)
      for tolerance in [0, 1, 2, 5] {
        #expect(
          Self.streamed(masks, tolerance: tolerance) == Self.compared(masks, tolerance: tolerance),
          "seed \(seed), \(tolerance)")
      }
    }
  }

  /// Oracles/evaluation.py: SciPy's distance transform.
  @Test(arguments: [
    (0, [[696, 328, 899, 328], [292, 120, 400, 120], [292, 115, 330, 115]]),
    (1, [[696, 582, 899, 642], [292, 229, 400, 239], [292, 235, 330, 235]]),
    (2, [[696, 686, 899, 773], [292, 278, 400, 292], [292, 278, 330, 292]]),
  ])
  func `counts are those by SciPy`(tolerance: Int, expected: [[Int]]) {
    let counts = Self.streamed(.cells(), tolerance: tolerance)
    #expect(counts.map { [$0.truth, $0.truthMet, $0.predicted, $0.predictedMet] } == expected)
  }

  @Test func `an edge of three by three, moved by one`() throws {
    let masks = Masks(
      width: 3, height: 3, truth: [[0, 0, 1], [0, 0, 1], [0, 0, 1]],
      prediction: [[0, 1, 1], [0, 1, 1], [0, 1, 1]])
    let exact = Self.streamed(masks, tolerance: 0)
    #expect([exact[0].truth, exact[0].predicted, exact[0].truthMet] == [3, 3, 0])
    #expect(exact[0].f1 == 0)
    #expect(Self.streamed(masks, tolerance: 1)[1].f1 == 1)
    #expect(exact[2].f1 == nil)
  }

  @Test func `the row before the last is judged with few rows in hand`() {
    let masks = Masks.cells()
    var scorer = BoundaryScorer(codes: 0...2, width: masks.width, tolerancePixels: 2)
    for row in 0..<masks.height {
      scorer.push(truth: masks.truth[row], prediction: masks.prediction[row])
      #expect(scorer.rows.count <= 2 * 2 + 2)
    }
  }
}
