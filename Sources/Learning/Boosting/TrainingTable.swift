/// Rows of features with their classes: what a model is trained or judged on.
public struct TrainingTable: Sendable, Hashable {
  /// What each feature is, as an expression's text.
  public let featureNames: [String]
  /// The features row by row; NaN where a feature is missing.
  public private(set) var values: [Float] = []
  /// The class number of each row, from 0 on.
  public private(set) var labels: [UInt8] = []
  /// What each row counts, at least 0.
  public private(set) var weights: [Float] = []
  /// Which fold, field or block each row belongs to.
  public private(set) var groups: [Int] = []

  /// The number of rows.
  public var rowCount: Int { labels.count }
  /// The number of features.
  public var featureCount: Int { featureNames.count }

  /// Makes a table without rows.
  public init(featureNames: [String]) {
    precondition(!featureNames.isEmpty, "a table needs a feature")
    self.featureNames = featureNames
  }

  /// Makes a table of rows; weights are 1 and groups 0 where none are given.
  ///
  /// - Precondition: The arrays are for the same number of rows.
  /// - Throws: `TrainingTableError` for infinite features and bad weights.
  public init(
    featureNames: [String], values: [Float], labels: [UInt8], weights: [Float]? = nil, groups: [Int]? = nil
  ) throws(TrainingTableError) {
    self.init(featureNames: featureNames)
    precondition(values.count == labels.count * featureNames.count, "values and labels differ in rows")
    precondition(weights.map { $0.count == labels.count } ?? true, "weights and labels differ in rows")
    precondition(groups.map { $0.count == labels.count } ?? true, "groups and labels differ in rows")
    self.values = values
    self.labels = labels
    self.weights = weights ?? Array(repeating: 1, count: labels.count)
    self.groups = groups ?? Array(repeating: 0, count: labels.count)
    if let place = values.firstIndex(where: \.isInfinite) { throw infinite(at: place) }
    if let row = self.weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .badWeight(self.weights[row], row: row)
    }
  }

  /// Makes a table of columns, one for each feature.
  public init(
    featureNames: [String], columns: [[Float]], labels: [UInt8], weights: [Float]? = nil,
    groups: [Int]? = nil
  ) throws(TrainingTableError) {
    precondition(columns.count == featureNames.count, "names and columns differ in number")
    precondition(columns.allSatisfy { $0.count == labels.count }, "columns and labels differ in rows")
    var values = [Float](repeating: 0, count: columns.count * labels.count)
    for (index, column) in columns.enumerated() {
      for row in column.indices { values[row * columns.count + index] = column[row] }
    }
    try self.init(
      featureNames: featureNames, values: values, labels: labels, weights: weights, groups: groups)
  }

  private func infinite(at place: Int) -> TrainingTableError {
    .infiniteFeature(name: featureNames[place % featureCount], row: place / featureCount)
  }
}

extension TrainingTable {
  /// Adds a row.
  ///
  /// - Throws: `TrainingTableError` for an infinite feature or a bad weight.
  public mutating func append(
    _ features: some Collection<Float>, label: UInt8, weight: Float = 1, group: Int = 0
  ) throws(TrainingTableError) {
    precondition(features.count == featureCount, "a row has another number of features")
    guard weight >= 0, weight.isFinite else { throw .badWeight(weight, row: rowCount) }
    for (index, value) in features.enumerated() where value.isInfinite {
      throw infinite(at: rowCount * featureCount + index)
    }
    values += features
    labels.append(label)
    weights.append(weight)
    groups.append(group)
  }

  /// Adds the rows of another table with the same features.
  public mutating func append(contentsOf other: TrainingTable) {
    precondition(featureNames == other.featureNames, "the features differ")
    values += other.values
    labels += other.labels
    weights += other.weights
    groups += other.groups
  }

  /// One row's features.
  public func features(ofRow row: Int) -> ArraySlice<Float> {
    values[row * featureCount..<(row + 1) * featureCount]
  }

  /// The rows whose group passes, in their order.
  public func rows(whereGroup passes: (Int) -> Bool) -> TrainingTable {
    var table = TrainingTable(featureNames: featureNames)
    for row in 0..<rowCount where passes(groups[row]) {
      table.values += features(ofRow: row)
      table.labels.append(labels[row])
      table.weights.append(weights[row])
      table.groups.append(groups[row])
    }
    return table
  }

  /// The number of rows of each class.
  public func classCounts(_ classCount: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for label in labels where label < classCount { counts[Int(label)] += 1 }
    return counts
  }

  /// The weight for each class that gives all classes that occur the same sum.
  public func balancingWeights(_ classCount: Int) -> [Float] {
    var sums = [Double](repeating: 0, count: classCount)
    for (label, weight) in zip(labels, weights) where label < classCount {
      sums[Int(label)] += Double(weight)
    }
    let occurring = sums.count { $0 > 0 }
    let total = sums.reduce(0, +)
    return sums.map { $0 > 0 ? Float(total / (Double(occurring) * $0)) : 1 }
  }
}
