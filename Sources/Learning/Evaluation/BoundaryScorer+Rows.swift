extension BoundaryScorer {
  /// The distance that stands for "none near".
  private static let far: UInt8 = 255

  /// Finds the edges of one of the rows held, whose neighbours are at hand.
  mutating func measure(_ index: Int) {
    let above = index > 0 ? rows[index - 1] : nil
    let below = index + 1 < rows.count ? rows[index + 1] : nil
    var distances = [UInt8](repeating: Self.far, count: 2 * codes.count * width)
    distances.withUnsafeMutableBufferPointer { distances in
      mark(rows[index].truth, above?.truth, below?.truth, into: distances, mask: 0)
      mark(rows[index].prediction, above?.prediction, below?.prediction, into: distances, mask: 1)
      for plane in 0..<2 * codes.count { spread(distances, from: plane * width) }
    }
    rows[index].distances = distances
  }

  /// Sets the distance of edge pixels to 0.
  private func mark(
    _ row: [UInt8], _ above: [UInt8]?, _ below: [UInt8]?, into distances: UnsafeMutableBufferPointer<UInt8>,
    mask: Int
  ) {
    let classes = UInt8(codes.count)
    let unlabelled = classes + 1
    func differs(_ place: UInt8, _ other: UInt8) -> Bool { other != place && other != unlabelled }
    for i in row.indices where row[i] < classes {
      let place = row[i]
      let isEdge =
        i > 0 && differs(place, row[i - 1]) || i + 1 < width && differs(place, row[i + 1])
        || above.map { differs(place, $0[i]) } == true || below.map { differs(place, $0[i]) } == true
      if isEdge { distances[(Int(place) * 2 + mask) * width + i] = 0 }
    }
  }

  /// Turns zeros among far pixels into distances along the row.
  private func spread(_ distances: UnsafeMutableBufferPointer<UInt8>, from start: Int) {
    var next = Self.far
    for i in start..<start + width {
      next = distances[i] == 0 ? 0 : next < Self.far ? next + 1 : next
      distances[i] = next
    }
    next = Self.far
    for i in stride(from: start + width - 1, through: start, by: -1) {
      next = distances[i] == 0 ? 0 : next < Self.far ? next + 1 : next
      distances[i] = min(distances[i], next)
    }
  }

  /// Judges rows before `end`, and lets go of those that no later one needs.
  mutating func judge(upTo end: Int) {
    while judged < end {
      let first = pushed - rows.count
      let low = max(judged - tolerancePixels, first)
      let high = min(judged + tolerancePixels, pushed - 1)
      for place in codes.indices {
        let truth = met(mask: 0, of: place, row: judged - first, among: low - first...high - first)
        counts[place].truth += truth.all
        counts[place].truthMet += truth.met
        let predicted = met(mask: 1, of: place, row: judged - first, among: low - first...high - first)
        counts[place].predicted += predicted.all
        counts[place].predictedMet += predicted.met
      }
      judged += 1
      let kept = judged - tolerancePixels
      if kept > first, rows.count > 2 { rows.removeFirst(min(kept - first, rows.count - 2)) }
    }
  }

  private func met(mask: Int, of place: Int, row: Int, among span: ClosedRange<Int>) -> (all: Int, met: Int) {
    let (own, other) = ((place * 2 + mask) * width, (place * 2 + 1 - mask) * width)
    var (all, met) = (0, 0)
    for i in 0..<width where rows[row].distances[own + i] == 0 {
      all += 1
      if span.contains(where: { rows[$0].distances[other + i] <= reach[abs($0 - row)] }) { met += 1 }
    }
    return (all, met)
  }
}
