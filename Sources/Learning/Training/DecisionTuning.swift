/// Finds the weights of classes by which the largest weighted probability
/// gives the best mean IoU on drawn pixels.
///
/// The pixels must be drawn evenly, whatever their class, and their
/// probabilities come from models that have not seen their blocks.
public struct DecisionTuning: Sendable {
  private let classCount: Int
  private let probabilities: [Float]
  private let labels: [UInt8]

  /// Takes drawn pixels.
  ///
  /// - Parameters:
  ///   - probabilities: Of each class, pixel after pixel.
  ///   - labels: The place of each pixel's true class.
  public init(classCount: Int, probabilities: [Float], labels: [UInt8]) {
    precondition(probabilities.count == labels.count * classCount, "each pixel has all probabilities")
    self.classCount = classCount
    self.probabilities = probabilities
    self.labels = labels
  }

  /// Searches along one class after another, in ever finer steps.
  ///
  /// - Returns: Weights whose largest is 1.
  public func weights() -> [Float] {
    var best = [Float](repeating: 1, count: classCount)
    var score = meanIntersectionOverUnion(best)
    for step in [2.0, 1.4, 1.15, 1.05] as [Float] {
      var hasImproved = true
      while hasImproved {
        hasImproved = false
        for place in 0..<classCount {
          for factor in [step, 1 / step] {
            var tried = best
            tried[place] *= factor
            let found = meanIntersectionOverUnion(tried)
            if found > score + 1e-6 { (best, score, hasImproved) = (tried, found, true) }
          }
        }
      }
    }
    let largest = best.max() ?? 1
    return best.map { $0 / largest }
  }

  /// The mean over the classes that occur.
  public func meanIntersectionOverUnion(_ weights: [Float]) -> Double {
    var counts = [Int](repeating: 0, count: classCount * classCount)
    for pixel in labels.indices {
      var best = 0
      var largest = -Float.infinity
      for place in 0..<classCount {
        let value = probabilities[pixel * classCount + place] * weights[place]
        if value > largest { (best, largest) = (place, value) }
      }
      counts[Int(labels[pixel]) * classCount + best] += 1
    }
    var sum = 0.0
    var present = 0
    for place in 0..<classCount {
      let truth = (0..<classCount).reduce(0) { $0 + counts[place * classCount + $1] }
      guard truth > 0 else { continue }
      let predicted = (0..<classCount).reduce(0) { $0 + counts[$1 * classCount + place] }
      let both = counts[place * classCount + place]
      sum += Double(both) / Double(truth + predicted - both)
      present += 1
    }
    return present > 0 ? sum / Double(present) : 0
  }
}
