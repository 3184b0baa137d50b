public import Pixels

/// How often each true class was given each class.
///
/// Counts pixels (or anything else that has two classes) by truth and
/// prediction. What has no true class in the legend is *unlabelled*, what has
/// one but no predicted class in the legend is *unpredicted*; both are counted
/// apart and enter no figure. Matrices of the same classes add up in any order
/// to the same result.
public struct ConfusionMatrix: Hashable, Sendable {
  /// The classes by ascending code.
  public let codes: [ClassCode]
  /// Rows are truth, columns prediction; the last of each is "no class".
  var counts: [Int]
  /// The place of each of 256 codes in `codes`; `codes.count` for no class.
  let places: [UInt8]

  /// Makes an empty matrix.
  ///
  /// - Parameter codes: The classes, each once, in any order; 255 is no class.
  public init(codes: some Sequence<ClassCode>) {
    let sorted = Set(codes).sorted()
    precondition(!sorted.isEmpty && sorted.last != .nodata, "a matrix needs classes below 255")
    var places = [UInt8](repeating: UInt8(sorted.count), count: 256)
    for (i, code) in sorted.enumerated() { places[Int(code)] = UInt8(i) }
    self.codes = sorted
    self.places = places
    counts = Array(repeating: 0, count: (sorted.count + 1) * (sorted.count + 1))
  }

  /// Makes an empty matrix of a legend's classes.
  public init(legend: Legend) {
    self.init(codes: legend.entries.map(\.code))
  }

  /// The number of things that are `truth` and were given `prediction`; codes
  /// outside of the legend stand for no class.
  public subscript(truth truth: ClassCode, prediction prediction: ClassCode) -> Int {
    counts[Int(places[Int(truth)]) * stride + Int(places[Int(prediction)])]
  }

  /// From one row of `counts` to the next.
  var stride: Int { codes.count + 1 }

  /// Counts `count` things more.
  public mutating func add(truth: ClassCode, prediction: ClassCode, count: Int = 1) {
    counts[Int(places[Int(truth)]) * stride + Int(places[Int(prediction)])] += count
  }

  /// Counts a row of pixels: one true and one predicted class for each.
  public mutating func add(
    truth: UnsafeBufferPointer<ClassCode>, prediction: UnsafeBufferPointer<ClassCode>
  ) {
    precondition(truth.count == prediction.count, "the rows differ in width")
    let stride = stride
    counts.withUnsafeMutableBufferPointer { counts in
      places.withUnsafeBufferPointer { places in
        for i in 0..<truth.count {
          counts[Int(places[Int(truth[i])]) * stride + Int(places[Int(prediction[i])])] += 1
        }
      }
    }
  }

  /// Counts a row of pixels: one true and one predicted class for each.
  public mutating func add(truth: [ClassCode], prediction: [ClassCode]) {
    truth.withUnsafeBufferPointer { truth in
      prediction.withUnsafeBufferPointer { add(truth: truth, prediction: $0) }
    }
  }

  /// Adds what another matrix of the same classes counted.
  public mutating func merge(_ other: ConfusionMatrix) {
    precondition(codes == other.codes, "the matrices are of different classes")
    for i in counts.indices { counts[i] += other.counts[i] }
  }

  /// The sum of matrices of the same classes; `nil` where there are none.
  public static func sum(_ matrices: some Sequence<ConfusionMatrix>) -> ConfusionMatrix? {
    var total: ConfusionMatrix?
    for matrix in matrices {
      if total == nil { total = matrix } else { total?.merge(matrix) }
    }
    return total
  }
}

extension ConfusionMatrix {
  /// Rows of truth and columns of prediction, both in the order of `codes`,
  /// without what lacks either.
  public var rows: [[Int]] {
    codes.indices.map { truth in
      codes.indices.map { counts[truth * stride + $0] }
    }
  }

  /// The things that have both a true and a predicted class.
  public var total: Int { rows.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The things of a true class in the legend that were given no class.
  public var unpredicted: Int { codes.indices.reduce(0) { $0 + counts[$1 * stride + codes.count] } }

  /// The things without a true class.
  public var unlabelled: Int { counts.suffix(stride).reduce(0, +) }

  /// The things with both classes where these differ.
  public var errorCount: Int { total - codes.indices.reduce(0) { $0 + counts[$1 * stride + $1] } }
}

extension ConfusionMatrix: Codable {
  private enum CodingKeys: String, CodingKey {
    case codes, counts
  }

  /// Reads the classes and the counts, row by row of truth.
  ///
  /// - Throws: `DecodingError` where they do not fit each other.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let codes = try values.decode([ClassCode].self, forKey: .codes)
    let counts = try values.decode([Int].self, forKey: .counts)
    let isSorted = !codes.isEmpty && zip(codes, codes.dropFirst()).allSatisfy(<) && codes.last != .nodata
    let isSized = counts.count == (codes.count + 1) * (codes.count + 1)
    guard isSorted, isSized, counts.allSatisfy({ $0 >= 0 }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .counts, in: values,
        debugDescription: "the counts of the confusion matrix do not fit its classes")
    }
    self.init(codes: codes)
    self.counts = counts
  }

  /// Writes the classes and the counts.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(codes, forKey: .codes)
    try values.encode(counts, forKey: .counts)
  }
}
