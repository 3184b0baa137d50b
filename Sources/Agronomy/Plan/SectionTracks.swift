/// The ways of single sections over a field, cell after cell.
struct SectionTracks {
  let lattice: MachineLattice
  let weights: [UInt32]

  /// The stretches of working area under each section, as indices of cells.
  private func stretches(column: Int) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for row in 0...lattice.size.height {
      let isInside = row < lattice.size.height && weights[lattice.index(column: column, row: row)] > 0
      if isInside, start == nil { start = row }
      if !isInside, let begun = start {
        found.append(begun..<row)
        start = nil
      }
    }
    return found
  }

  /// Lengthens runs of cells that are not in zone 0.
  func lengthen(_ zones: inout [UInt8], toMetres length: Double) {
    let least = Int((length / lattice.machine.stepMetres - 1e-9).rounded(.up))
    guard least > 1 else { return }
    for column in 0..<lattice.size.width {
      for stretch in stretches(column: column) {
        for run in runs(of: zones, column: column, within: stretch) where run.count < least {
          let grown = Self.grown(run, to: least, within: stretch)
          for row in grown { zones[lattice.index(column: column, row: row)] = 1 }
        }
      }
    }
  }

  /// The run grown at both ends, moved where the stretch ends.
  static func grown(_ run: Range<Int>, to least: Int, within stretch: Range<Int>) -> Range<Int> {
    let wanted = min(least, stretch.count)
    let start = run.lowerBound - (wanted - run.count) / 2
    let kept = min(max(start, stretch.lowerBound), stretch.upperBound - wanted)
    return kept..<kept + wanted
  }

  /// Every run of cells that are not in zone 0, as indices of cells.
  func runs(of zones: [UInt8]) -> [[Int]] {
    (0..<lattice.size.width).flatMap { column in
      stretches(column: column).flatMap { stretch in
        runs(of: zones, column: column, within: stretch).map { run in
          run.map { lattice.index(column: column, row: $0) }
        }
      }
    }
  }

  private func runs(of zones: [UInt8], column: Int, within stretch: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for row in stretch.lowerBound...stretch.upperBound {
      let isOn = row < stretch.upperBound && zones[lattice.index(column: column, row: row)] > 0
      if isOn, start == nil { start = row }
      if !isOn, let begun = start {
        found.append(begun..<row)
        start = nil
      }
    }
    return found
  }
}
