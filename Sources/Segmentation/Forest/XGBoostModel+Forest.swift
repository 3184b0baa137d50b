import Foundation

extension XGBoostModel {
  /// More than this is no model but a fault.
  private static let greatestFeatureCount = 1 << 16
  private static let greatestClassCount = 255

  /// Checks what was read and makes a forest of it.
  func makeForest() throws(ForestError) -> Forest {
    guard let booster, let objective, let baseScore, let classCount, let featureCount, let treeClasses
    else { throw ForestError(place: "the JSON", reason: "is not a model that XGBoost wrote") }
    guard booster == "gbtree" else {
      throw ForestError(
        place: "booster '\(booster)'", reason: "only trees of the booster gbtree are supported")
    }
    guard (1...Self.greatestFeatureCount).contains(featureCount) else {
      throw ForestError(place: "num_feature \(featureCount)", reason: "is not in 1...65536")
    }
    let margins = try baseMargins(objective: objective, baseScore: baseScore, classCount: classCount)
    guard !trees.isEmpty else { throw ForestError(place: "the model", reason: "holds no tree") }
    guard trees.count == treeClasses.count else {
      throw ForestError(
        place: "tree_info", reason: "names \(treeClasses.count) classes for \(trees.count) trees")
    }
    let isBinary = objective == "binary:logistic"
    var built: [ForestTree] = []
    for (index, tree) in trees.enumerated() {
      guard (0..<(isBinary ? 1 : margins.count)).contains(treeClasses[index]) else {
        throw ForestError(
          place: "tree \(index)", reason: "is for class \(treeClasses[index]), which there is not")
      }
      built.append(
        try tree.makeTree(
          number: index, classIndex: isBinary ? 1 : treeClasses[index], featureCount: featureCount))
    }
    guard featureNames.isEmpty || featureNames.count == featureCount else {
      throw ForestError(
        place: "feature_names", reason: "has \(featureNames.count) names for \(featureCount) features")
    }
    return Forest(
      trees: built, featureCount: featureCount, baseMargins: margins, featureNames: featureNames)
  }

  private func baseMargins(
    objective: String, baseScore: String, classCount: Int
  ) throws(ForestError) -> [Float] {
    let scores = try Self.numbers(ofBaseScore: baseScore)
    switch objective {
    case "multi:softprob", "multi:softmax":
      guard (2...Self.greatestClassCount).contains(classCount) else {
        throw ForestError(place: "num_class \(classCount)", reason: "is not in 2...255")
      }
      guard scores.count == 1 || scores.count == classCount else {
        throw ForestError(place: "base_score", reason: "has \(scores.count) values for \(classCount) classes")
      }
      return scores.count == 1 ? Array(repeating: scores[0], count: classCount) : scores
    case "binary:logistic":
      guard scores.count == 1, scores[0] > 0, scores[0] < 1 else {
        throw ForestError(place: "base_score '\(baseScore)'", reason: "is not a probability")
      }
      return [0, -Float(log(1 / Double(scores[0]) - 1))]
    default:
      throw ForestError(
        place: "objective '\(objective)'",
        reason: "only multi:softprob, multi:softmax and binary:logistic are supported")
    }
  }

  /// "5E-1", or since version 3 "[5E-1]" or one number for each class.
  private static func numbers(ofBaseScore text: String) throws(ForestError) -> [Float] {
    let inner = text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
    var numbers: [Float] = []
    for part in inner.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Float(part), number.isFinite else {
        throw ForestError(place: "base_score '\(text)'", reason: "is not a finite number")
      }
      numbers.append(number)
    }
    return numbers
  }
}

extension XGBoostTree {
  /// Checks the arrays and puts the nodes that the root leads to in order of
  /// depth.
  func makeTree(number: Int, classIndex: Int, featureCount: Int) throws(ForestError) -> ForestTree {
    let arrays = try checkedArrays(number: number)
    var order = [0]
    var nodes: [ForestNode] = []
    var isSeen = [Bool](repeating: false, count: arrays.left.count)
    isSeen[0] = true
    while nodes.count < order.count {
      let node = order[nodes.count]
      let place = "tree \(number), node \(node)"
      guard arrays.values[node].isFinite else {
        throw ForestError(place: place, reason: "has a value that is not a finite number")
      }
      guard arrays.left[node] != -1 else {
        guard arrays.right[node] == -1 else { throw ForestError(place: place, reason: "has one child only") }
        nodes.append(.leaf(arrays.values[node]))
        continue
      }
      guard (0..<featureCount).contains(arrays.features[node]) else {
        throw ForestError(
          place: place, reason: "asks for feature \(arrays.features[node]) of \(featureCount)")
      }
      nodes.append(
        .split(
          arrays.features[node], below: arrays.values[node], left: order.count,
          missingGoesLeft: arrays.missingGoesLeft[node] != 0))
      for child in [arrays.left[node], arrays.right[node]] {
        guard isSeen.indices.contains(child) else {
          throw ForestError(place: place, reason: "has a child \(child) of \(isSeen.count) nodes")
        }
        guard !isSeen[child] else {
          throw ForestError(place: place, reason: "leads to node \(child), which another way leads to")
        }
        isSeen[child] = true
        order.append(child)
      }
    }
    return ForestTree(
      classIndex: classIndex, nodes: nodes, gains: zip(nodes, order).map { $0.isLeaf ? 0 : arrays.gains[$1] })
  }

  private typealias Arrays = (
    left: [Int], right: [Int], features: [Int], values: [Float], missingGoesLeft: [Int], gains: [Float]
  )

  private func checkedArrays(number: Int) throws(ForestError) -> Arrays {
    let place = "tree \(number)"
    guard let left, let right, let features, let values, let missingGoesLeft else {
      throw ForestError(place: place, reason: "lacks one of the arrays that describe nodes")
    }
    guard leafSize <= 1 else {
      throw ForestError(place: place, reason: "has leaves of several values, which are not supported")
    }
    guard splitTypes.allSatisfy({ $0 == 0 }) else {
      throw ForestError(place: place, reason: "has categorical splits, which are not supported")
    }
    let gains = gains ?? Array(repeating: 0, count: left.count)
    let counts = [right.count, features.count, values.count, missingGoesLeft.count, gains.count]
    guard !left.isEmpty, left.count <= Int(Int32.max), counts.allSatisfy({ $0 == left.count }) else {
      throw ForestError(place: place, reason: "has arrays of unequal length")
    }
    return (left, right, features, values, missingGoesLeft, gains)
  }
}
