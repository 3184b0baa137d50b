extension Prescription {
  /// The same with coarser detail: blocks of cells share the highest of their rates.
  ///
  /// A block never joins two swaths, so that it stays within one pass. The
  /// product can only grow, and nothing that was treated is left out.
  ///
  /// - Parameter factor: How many cells along and across share a rate; across
  ///   a swath they begin anew.
  public func coarsened(by factor: Int) -> Prescription {
    precondition(factor >= 1, "a block holds a cell at least")
    guard factor > 1 else { return self }
    let (size, sections) = (lattice.size, lattice.machine.sections)
    let ranks = rates.indices.sorted { rates[$0] < rates[$1] }
    var rank = [Int](repeating: 0, count: rates.count)
    for (place, index) in ranks.enumerated() { rank[index] = place }
    let blocksAcross = (sections + factor - 1) / factor
    let width = lattice.swathCount * blocksAcross
    func block(_ index: Int) -> Int {
      let (column, row) = (index % size.width, index / size.width)
      return row / factor * width + column / sections * blocksAcross + column % sections / factor
    }
    var highest = [Int](repeating: 0, count: width * ((size.height + factor - 1) / factor))
    for index in zones.indices where weights[index] > 0 {
      highest[block(index)] = max(highest[block(index)], rank[Int(zones[index])])
    }
    var other = self
    for index in zones.indices { other.zones[index] = UInt8(ranks[highest[block(index)]]) }
    return other
  }
}
