import Learning

/// Drawn pixels: their features, true class and block.
struct Samples: Sendable {
  /// Features of a pixel.
  let featureCount: Int
  /// Pixel after pixel.
  private(set) var features: [Float] = []
  /// The place of the true class in the list of classes.
  private(set) var labels: [UInt8] = []
  /// Where each pixel lies.
  private(set) var blocks: [BlockID] = []
  /// The folds whose judging pixels lie nearer than the buffer, a bit each.
  private(set) var near: [UInt128] = []

  init(featureCount: Int) { self.featureCount = featureCount }

  var count: Int { labels.count }

  /// Adds a pixel whose features `fill` writes.
  mutating func add(label: UInt8, block: BlockID, near: UInt128, fill: (UnsafeMutablePointer<Float>) -> Void)
  {
    let start = features.count
    features.append(contentsOf: repeatElement(.nan, count: featureCount))
    features.withUnsafeMutableBufferPointer { fill($0.baseAddress.unsafelyUnwrapped + start) }
    labels.append(label)
    blocks.append(block)
    self.near.append(near)
  }

  /// Adds other pixels with the same features.
  mutating func append(_ other: Samples) {
    features.append(contentsOf: other.features)
    labels.append(contentsOf: other.labels)
    blocks.append(contentsOf: other.blocks)
    near.append(contentsOf: other.near)
  }

  /// The pixels of one fold.
  func held(by fold: Int, of folds: FoldPlan) -> Samples {
    filtered { folds.foldOfBlock[blocks[$0]] == fold }
  }

  /// The pixels that a model may see which is judged by the pixels of a fold.
  func seen(without fold: Int, of folds: FoldPlan) -> Samples {
    filtered { folds.foldOfBlock[blocks[$0]] != fold && near[$0] & (1 << UInt128(fold)) == 0 }
  }

  /// The pixels that fulfil a condition.
  func filtered(_ holds: (_ row: Int) -> Bool) -> Samples {
    var kept = Samples(featureCount: featureCount)
    for row in 0..<count where holds(row) {
      kept.features.append(contentsOf: features[row * featureCount..<(row + 1) * featureCount])
      kept.labels.append(labels[row])
      kept.blocks.append(blocks[row])
      kept.near.append(near[row])
    }
    return kept
  }
}
