extension PanopticScorer {
  /// Decides what no later row can change, and forgets it.
  ///
  /// A pair is decided when both of its segments are closed. A closed segment
  /// of size `n` waits for open ones of sizes `s` that overlap it by `o` only
  /// while these, however they may still join, could overlap it by more than
  /// half of the union: while the sum of what is positive of `3 o - s` is above
  /// `n`. That sum never grows.
  mutating func settle() {
    for side in before.indices {
      for i in before[side].indices {
        before[side][i].segment = forest.find(before[side][i].segment)
        forest.nodes[Int(before[side][i].segment)].isOpen = true
      }
    }
    decidePairs()
    forgetClosed()
    settleAt = forest.count * 2
  }

  private mutating func decidePairs() {
    let pairs = forest.wholeOverlaps()
    let hopes = hopes(of: pairs)
    forest.overlaps = pairs.filter { pair, pixels in
      let truth = forest.nodes[Int(pair.truth)]
      let predicted = forest.nodes[Int(pair.predicted)]
      switch (truth.isOpen, predicted.isOpen) {
      case (true, true): return true
      case (false, true): return hopes[pair.truth, default: 0] > truth.known
      case (true, false): return hopes[pair.predicted, default: 0] > predicted.known
      case (false, false): break
      }
      let union = truth.known + predicted.known - pixels
      if 2 * pixels > union {
        counts[Int(truth.place)].match(overlap: pixels, union: union)
        forest.nodes[Int(pair.truth)].isMatched = true
        forest.nodes[Int(pair.predicted)].isMatched = true
      }
      return false
    }
  }

  /// For each closed segment the sum by which it may still find a match.
  private func hopes(of pairs: [SegmentForest.Pair: Int]) -> [Int32: Int] {
    var hopes: [Int32: Int] = [:]
    for (pair, pixels) in pairs {
      let truth = forest.nodes[Int(pair.truth)]
      let predicted = forest.nodes[Int(pair.predicted)]
      if !truth.isOpen, predicted.isOpen {
        hopes[pair.truth, default: 0] += max(0, 3 * pixels - predicted.known)
      } else if truth.isOpen, !predicted.isOpen {
        hopes[pair.predicted, default: 0] += max(0, 3 * pixels - truth.known)
      }
    }
    return hopes
  }

  private mutating func forgetClosed() {
    for pair in forest.overlaps.keys {
      forest.nodes[Int(pair.truth)].isWaiting = true
      forest.nodes[Int(pair.predicted)].isWaiting = true
    }
    var numbers = [Int32](repeating: -1, count: forest.count)
    var kept: [SegmentForest.Node] = []
    for (i, node) in forest.nodes.enumerated() where Int(node.parent) == i {
      guard node.isOpen || node.isWaiting else {
        close(node)
        continue
      }
      numbers[i] = Int32(kept.count)
      kept.append(.init(parent: numbers[i], place: node.place, isPrediction: node.isPrediction))
      kept[kept.count - 1].pixels = node.pixels
      kept[kept.count - 1].onVoid = node.onVoid
    }
    renumber(numbers, kept)
  }

  private mutating func close(_ node: SegmentForest.Node) {
    guard !node.isMatched else { return }
    if !node.isPrediction {
      counts[Int(node.place)].missed += 1
    } else if 2 * node.onVoid <= node.pixels {
      counts[Int(node.place)].falseAlarms += 1
    }
  }

  private mutating func renumber(_ numbers: [Int32], _ kept: [SegmentForest.Node]) {
    forest.nodes = kept
    let pairs = forest.overlaps.map { pair, pixels in
      let moved = SegmentForest.Pair(
        truth: numbers[Int(pair.truth)], predicted: numbers[Int(pair.predicted)])
      return (moved, pixels)
    }
    forest.overlaps = Dictionary(uniqueKeysWithValues: pairs)
    for side in before.indices {
      for i in before[side].indices { before[side][i].segment = numbers[Int(before[side][i].segment)] }
    }
  }
}
