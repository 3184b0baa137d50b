public import Pixels

/// Finds labels that out-of-fold predictions contradict, in two passes over
/// the same observations.
///
/// An observation is a given class and the probabilities that a model gave it
/// that had not seen it; it may stand for a pixel or for an object. The first
/// pass sums each class's self-confidence, the second counts the confident
/// joint.
///
/// Source: Northcutt, Jiang and Chuang (2021), Confident Learning: Estimating
/// Uncertainty in Dataset Labels, doi:10.1613/jair.1.12125.
public struct ConfidentLearning: Hashable, Sendable {
  /// The classes in the order of the probabilities.
  public let classes: [ClassCode]

  private var place = [Int](repeating: -1, count: 256)
  private var confidenceSums: [Double]
  private var givenCounts: [Int]
  private var joint: [Int]

  /// Begins with no observation.
  public init(classes: [ClassCode]) {
    self.classes = classes
    for (index, code) in classes.enumerated() { place[Int(code)] = index }
    confidenceSums = [Double](repeating: 0, count: classes.count)
    givenCounts = [Int](repeating: 0, count: classes.count)
    joint = [Int](repeating: 0, count: classes.count * classes.count)
  }

  /// First pass: takes an observation for the thresholds.
  ///
  /// Classes without probabilities and probabilities that are not finite count
  /// for nothing.
  public mutating func observe(given: ClassCode, _ probabilities: UnsafeBufferPointer<Float>) {
    let index = place[Int(given)]
    guard index >= 0, probabilities[index].isFinite else { return }
    confidenceSums[index] += Double(probabilities[index])
    givenCounts[index] += 1
  }

  /// Each class's threshold: its mean self-confidence; NaN for a class that
  /// was not given.
  public var thresholds: [Double] {
    zip(confidenceSums, givenCounts).map { $1 > 0 ? $0 / Double($1) : .nan }
  }

  /// Second pass: counts an observation in the confident joint.
  ///
  /// - Parameter thresholds: The thresholds after the first pass.
  /// - Returns: The class that it is confidently of; `nil` where no
  ///   probability reaches its class's threshold.
  @discardableResult
  public mutating func count(
    given: ClassCode, _ probabilities: UnsafeBufferPointer<Float>, thresholds: [Double]
  ) -> ClassCode? {
    let row = place[Int(given)]
    guard row >= 0, let column = Self.confident(probabilities, thresholds) else { return nil }
    joint[row * classes.count + column] += 1
    return classes[column]
  }

  /// The likeliest of the classes that reach their threshold.
  static func confident(
    _ probabilities: UnsafeBufferPointer<Float>, _ thresholds: [Double]
  ) -> Int? {
    var best: Int?
    for (index, threshold) in thresholds.enumerated() where Double(probabilities[index]) >= threshold {
      if let other = best, probabilities[other] >= probabilities[index] { continue }
      best = index
    }
    return best
  }

  /// Adds what another part of the data gave; passes must agree.
  public mutating func merge(_ other: ConfidentLearning) {
    precondition(classes == other.classes, "both know the same classes")
    for index in classes.indices {
      confidenceSums[index] += other.confidenceSums[index]
      givenCounts[index] += other.givenCounts[index]
    }
    for index in joint.indices { joint[index] += other.joint[index] }
  }

  /// What the counts say of the labels.
  public var noise: LabelNoise {
    LabelNoise(classes: classes, thresholds: thresholds, counts: joint, given: givenCounts)
  }
}

/// How wrong labels are, by pair of given and true class.
public struct LabelNoise: Hashable, Sendable {
  /// The classes, in the order of rows and columns.
  public let classes: [ClassCode]
  /// Each class's threshold, its mean self-confidence.
  public let thresholds: [Double]
  /// The confident joint: observations by given class (row) and class that
  /// they are confidently of (column), row by row.
  public let counts: [Int]
  /// The joint distribution of given (row) and true class (column), row by
  /// row: the counts' rows scaled to the number of labels given; sums to 1.
  public let joint: [Double]

  init(classes: [ClassCode], thresholds: [Double], counts: [Int], given: [Int]) {
    self.classes = classes
    self.thresholds = thresholds
    self.counts = counts
    let total = Double(max(1, given.reduce(0, +)))
    var joint = [Double](repeating: 0, count: counts.count)
    for row in classes.indices {
      let part = (row * classes.count)..<((row + 1) * classes.count)
      let sum = counts[part].reduce(0, +)
      // A class without a confident observation is taken as given.
      if sum == 0 { joint[row * classes.count + row] = Double(given[row]) / total }
      for index in part where sum > 0 {
        joint[index] = Double(counts[index]) / Double(sum) * Double(given[row]) / total
      }
    }
    self.joint = joint
  }

  /// The share of all labels that are given one class and truly of another.
  public func share(given: ClassCode, true truth: ClassCode) -> Double {
    guard let row = classes.firstIndex(of: given), let column = classes.firstIndex(of: truth) else {
      return 0
    }
    return joint[row * classes.count + column]
  }

  /// The share of all labels that are wrong.
  public var noiseShare: Double {
    1 - classes.indices.reduce(0) { $0 + joint[$1 * classes.count + $1] }
  }
}
