import Foundation
import Grid
import Testing

@testable import Learning

@Suite struct LabelSuggestionTests {
  private func tile(_ number: Int, _ field: String?, _ uncertainty: Double, _ features: [Double])
    -> LabelCandidate
  {
    LabelCandidate(
      window: PixelWindow(columns: number..<(number + 1), rows: 0..<1), field: field,
      uncertainty: uncertainty,
      features: features)
  }

  private func order(_ suggestions: [LabelSuggestion]) -> [Int] {
    suggestions.map(\.candidate.window.columns.lowerBound)
  }

  @Test func `the most uncertain first, then what is unlike it`() {
    let tiles = [
      tile(0, nil, 0.5, [0]), tile(1, nil, 0.9, [1]), tile(2, nil, 0.88, [1.1]), tile(3, nil, 0.6, [5]),
    ]
    let chosen = LabelSuggestion.ranked(tiles, count: 3)
    #expect(order(chosen) == [1, 3, 0])
    #expect(chosen.map(\.rank) == [1, 2, 3])
    #expect(chosen[0].distance == .infinity && chosen[1].distance > 1)
  }

  @Test func `what is like labelled tiles waits`() {
    let tiles = [tile(0, nil, 0.9, [0]), tile(1, nil, 0.6, [4]), tile(2, nil, 0.1, [8])]
    #expect(order(LabelSuggestion.ranked(tiles, labelled: [[0]], count: 2)) == [1, 2])
  }

  @Test func `fields take turns until they have no tile`() {
    let tiles =
      (0..<6).map { tile($0, "A", 0.9, [Double($0)]) } + [tile(6, "B", 0.1, [2.5]), tile(7, "C", 0, [3])]
    let chosen = LabelSuggestion.ranked(tiles, count: 20)
    #expect(chosen.count == 8)
    #expect(Set(chosen.prefix(3).map(\.candidate.field)) == ["A", "B", "C"])
    #expect(LabelSuggestion.ranked([], count: 3).isEmpty)
  }

  @Test func `a power law is found again with its gain`() throws {
    func truth(_ count: Double) -> Double { 0.9 - 0.6 * pow(count, -0.5) }
    let points = [4, 8, 16, 32, 64].map { LearningCurve.Point(count: $0, score: truth($0)) }
    let curve = try #require(LearningCurve(points))
    #expect(abs(curve.limit - 0.9) < 1e-4 && abs(curve.lack - 0.6) < 1e-3 && abs(curve.exponent - 0.5) < 1e-3)
    let gain = curve.gain(from: 64, adding: 36)
    #expect(abs(gain.expected - (truth(100) - truth(64))) < 1e-5)
    let lower = try #require(gain.lower)
    let upper = try #require(gain.upper)
    #expect(lower <= gain.expected && gain.expected <= upper && upper - lower < 1e-3)
  }

  /// Expected: Gauss and Newton's iteration and the delta method in NumPy.
  @Test func `noise widens the interval and few points give none`() throws {
    let scores = [0.61, 0.68, 0.755, 0.79, 0.828, 0.842]
    let points = zip([4.0, 8, 16, 32, 64, 128], scores).map { LearningCurve.Point(count: $0, score: $1) }
    let curve = try #require(LearningCurve(points))
    let gain = curve.gain(from: 128, adding: 128)
    let half = try #require(gain.upper) - gain.expected
    #expect(abs(curve.limit - 0.906774) < 1e-5 && abs(curve.exponent - 0.460419) < 1e-5)
    #expect(abs(gain.expected - 0.0166107) < 1e-6)
    #expect(abs(half - 0.0111623) < 1e-6)
    let few = try #require(LearningCurve(Array(points.prefix(3))))
    #expect(few.gain(from: 16, adding: 8).lower == nil)
    #expect(LearningCurve(Array(points.prefix(2))) == nil)
    let falling = try #require(
      LearningCurve([(1, 0.9), (2, 0.8), (3, 0.7)].map { LearningCurve.Point(count: $0, score: $1) }))
    #expect(falling.gain(from: 3, adding: 10).expected == 0)
  }
}
