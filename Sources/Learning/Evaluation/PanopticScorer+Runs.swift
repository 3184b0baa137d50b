import Pixels

/// Pixels of one class beside one another, and the segment they belong to.
struct SegmentRun: Sendable {
  var start: Int32
  var end: Int32
  /// The place of the class; the number of classes for none.
  var place: UInt8
  /// The segment's number in the forest; -1 for what is no thing.
  var segment: Int32 = -1

  var count: Int { Int(end - start) }
}

extension PanopticScorer {
  /// A row as runs from the first to the last column, those of no class too.
  func runs(_ row: UnsafeBufferPointer<ClassCode>) -> [SegmentRun] {
    var runs: [SegmentRun] = []
    var start = 0
    while start < row.count {
      let place = places[Int(row[start])]
      var end = start + 1
      while end < row.count, places[Int(row[end])] == place { end += 1 }
      runs.append(SegmentRun(start: Int32(start), end: Int32(end), place: place))
      start = end
    }
    return runs
  }

  /// Gives each run of a thing its segment: that of the runs of its class that
  /// touch it from above, corners too, or a new one.
  mutating func connect(_ runs: inout [SegmentRun], to above: [SegmentRun]) {
    var first = 0
    for i in runs.indices where Int(runs[i].place) < codes.count && isThing[Int(runs[i].place)] {
      while first < above.count, above[first].end < runs[i].start { first += 1 }
      var touching = first
      while touching < above.count, above[touching].start <= runs[i].end {
        if above[touching].place == runs[i].place {
          let segment = forest.find(above[touching].segment)
          runs[i].segment = runs[i].segment < 0 ? segment : forest.unite(runs[i].segment, segment)
        }
        touching += 1
      }
      if runs[i].segment < 0 { runs[i].segment = forest.make(place: runs[i].place) }
    }
  }

  /// Counts pixels of each segment, and of each pair of the same class.
  mutating func overlap(_ truth: [SegmentRun], _ predicted: [SegmentRun]) {
    for run in truth { addTruth(run) }
    for run in predicted { addPrediction(run) }
    var (i, j) = (0, 0)
    while i < truth.count, j < predicted.count {
      let start = max(truth[i].start, predicted[j].start)
      let end = min(truth[i].end, predicted[j].end)
      add(truth[i], predicted[j], pixels: Int(end - start))
      if truth[i].end == end { i += 1 }
      if predicted[j].end == end { j += 1 }
    }
  }

  private mutating func addTruth(_ run: SegmentRun) {
    if run.segment >= 0 {
      forest.add(run.segment, pixels: run.count, isPrediction: false)
    } else if Int(run.place) < codes.count {
      stuff[Int(run.place)].truth += run.count
    }
  }

  private mutating func addPrediction(_ run: SegmentRun) {
    if run.segment >= 0 {
      forest.add(run.segment, pixels: run.count, isPrediction: true)
    } else if Int(run.place) < codes.count {
      stuff[Int(run.place)].predicted += run.count
    }
  }

  private mutating func add(_ truth: SegmentRun, _ predicted: SegmentRun, pixels: Int) {
    let place = Int(predicted.place)
    guard place < codes.count else { return }
    let isVoid = Int(truth.place) == codes.count
    if predicted.segment >= 0 {
      if isVoid {
        forest.addVoid(predicted.segment, pixels: pixels)
      } else if truth.place == predicted.place {
        forest.addOverlap(truth.segment, predicted.segment, pixels: pixels)
      }
    } else if isVoid {
      stuff[place].onVoid += pixels
    } else if truth.place == predicted.place {
      stuff[place].overlap += pixels
    }
  }
}
