/// The thresholds of a forest, feature by feature.
///
/// A value's bin in a plane is the number of the plane's cuts that are not
/// above it, so that a value lies below cut number `n` (from 1 on) exactly
/// where its bin is below `n`. Bin 255 is left for missing values.
struct ForestCuts {
  /// Where missing values of a plane's feature go.
  enum Missing {
    case left, right, mixed
  }

  /// Up to 254 neighbouring cuts of a feature.
  struct Plane {
    var feature: Int
    var cuts: ArraySlice<Float>
    var missing: Missing
  }

  static let cutsInPlane = 254

  private(set) var planes: [Plane] = []
  /// The first plane of each feature.
  private var firstPlane: [Int]
  private var cuts: [[Float]]

  init(_ forest: Forest) {
    cuts = Array(repeating: [], count: forest.featureCount)
    var goesLeft = [Bool](repeating: false, count: forest.featureCount)
    var goesRight = goesLeft
    for tree in forest.trees {
      for node in tree.nodes where !node.isLeaf {
        cuts[Int(node.feature)].append(node.value)
        if node.missingGoesLeft {
          goesLeft[Int(node.feature)] = true
        } else {
          goesRight[Int(node.feature)] = true
        }
      }
    }
    firstPlane = []
    for feature in cuts.indices {
      cuts[feature] = Self.distinct(cuts[feature])
      firstPlane.append(planes.count)
      let missing: Missing = goesLeft[feature] ? (goesRight[feature] ? .mixed : .left) : .right
      for start in stride(from: 0, to: cuts[feature].count, by: Self.cutsInPlane) {
        let end = min(start + Self.cutsInPlane, cuts[feature].count)
        planes.append(Plane(feature: feature, cuts: cuts[feature][start..<end], missing: missing))
      }
    }
  }

  private static func distinct(_ values: [Float]) -> [Float] {
    var distinct: [Float] = []
    for value in values.sorted() where distinct.last != value { distinct.append(value) }
    return distinct
  }

  /// The plane and the number of a split's threshold.
  func place(of node: ForestNode) -> (plane: Int, number: UInt8) {
    let cuts = cuts[Int(node.feature)]
    var (low, high) = (0, cuts.count)
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle] < node.value { low = middle + 1 } else { high = middle }
    }
    let plane = firstPlane[Int(node.feature)] + low / Self.cutsInPlane
    return (plane, UInt8(low % Self.cutsInPlane + 1))
  }
}

extension ForestCuts.Plane {
  /// The levels of a search tree that has room for the cuts.
  var levels: Int { Int.bitWidth - cuts.count.leadingZeroBitCount }

  /// The cuts as a complete search tree in heap order from 1 on, padded with
  /// NaN, which no value reaches; at least two vectors long.
  var pivots: [Float] {
    var pivots = [Float](repeating: .nan, count: max(32, 1 << levels))
    func fill(_ place: Int, _ range: Range<Int>) {
      guard !range.isEmpty else { return }
      let middle = (range.lowerBound + range.upperBound) / 2
      if middle < cuts.count { pivots[place] = cuts[cuts.startIndex + middle] }
      fill(2 * place, range.lowerBound..<middle)
      fill(2 * place + 1, middle + 1..<range.upperBound)
    }
    fill(1, 0..<(1 << levels) - 1)
    return pivots
  }
}
