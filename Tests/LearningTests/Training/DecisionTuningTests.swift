import TestSupport
import Testing

@testable import Learning

@Suite struct DecisionTuningTests {
  @Test(arguments: 0..<12) func `weights are never worse than none`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let classes = 2 + seed % 3
    var labels: [UInt8] = []
    var probabilities: [Float] = []
    for _ in 0..<2000 {
      let rare = Int.random(in: 0..<10, using: &generator) == 0
      let label = rare ? Int.random(in: 0..<classes, using: &generator) : 0
      let raw = (0..<classes).map { place in
        Float.random(in: 0.05...1, using: &generator) + (place == label ? 0.4 : 0)
      }
      labels.append(UInt8(label))
      probabilities += raw.map { $0 / raw.reduce(0, +) }
    }
    let tuning = DecisionTuning(classCount: classes, probabilities: probabilities, labels: labels)
    let weights = tuning.weights()
    let plain = tuning.meanIntersectionOverUnion(Array(repeating: 1, count: classes))
    #expect(tuning.meanIntersectionOverUnion(weights) >= plain)
    #expect(weights.max() == 1 && weights.allSatisfy { $0 > 0 && $0.isFinite })
    #expect(weights == tuning.weights())
  }

  @Test func `a planted optimum is found`() {
    // Class 1 is right above 0.2 and wrong below; argmax finds it above 0.5 alone.
    var labels: [UInt8] = []
    var probabilities: [Float] = []
    for step in 0..<1000 {
      let probability = Float(step) / 1000
      labels.append(probability > 0.2 ? 1 : 0)
      probabilities += [1 - probability, probability]
    }
    let tuning = DecisionTuning(classCount: 2, probabilities: probabilities, labels: labels)
    #expect(tuning.meanIntersectionOverUnion([1, 1]) < 0.55)
    let weights = tuning.weights()
    #expect(tuning.meanIntersectionOverUnion(weights) > 0.95)
    #expect(abs(weights[0] / weights[1] - 0.25) < 0.03)
  }

  @Test func `the mean is over classes that occur`() {
    let tuning = DecisionTuning(
      classCount: 3, probabilities: [0.9, 0.1, 0, 0.2, 0.8, 0, 0.6, 0.4, 0], labels: [0, 1, 1])
    #expect(abs(tuning.meanIntersectionOverUnion([1, 1, 1]) - (0.5 + 0.5) / 2) < 1e-12)
    #expect(DecisionTuning(classCount: 2, probabilities: [], labels: []).weights() == [1, 1])
  }
}
