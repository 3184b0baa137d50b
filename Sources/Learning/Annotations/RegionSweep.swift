import Grid

/// Joins runs of labelled pixels into connected regions, row after row.
///
/// Pixels of one class that touch by an edge or a corner are one region. Only
/// the regions that reach the last row are held.
struct RegionSweep {
  private var row = -2
  private var columns: [Range<Int>] = []
  private var owners: [Int] = []
  private var open: [RegionEvidence] = []

  /// Takes the runs of the next row from left to right and gives back the
  /// regions that it ends.
  mutating func push(row: Int, _ runs: [RegionEvidence]) -> [RegionEvidence] {
    var closed: [RegionEvidence] = []
    if row != self.row + 1 { closed = finish() }
    self.row = row
    var sets = DisjointSets(count: open.count + runs.count)
    link(runs, in: &sets)
    var place = [Int](repeating: -1, count: open.count + runs.count)
    var next: [RegionEvidence] = []
    var nextOwners: [Int] = []
    for (index, run) in runs.enumerated() {
      let root = sets.root(open.count + index)
      if place[root] < 0 {
        place[root] = next.count
        next.append(run)
      } else {
        next[place[root]].add(run)
      }
      nextOwners.append(place[root])
    }
    for (index, region) in open.enumerated() {
      let target = place[sets.root(index)]
      if target < 0 { closed.append(region) } else { next[target].add(region) }
    }
    (open, owners, columns) = (next, nextOwners, runs.map(\.window.columns))
    return closed
  }

  /// Ends the sweep and gives back the regions that are still open.
  mutating func finish() -> [RegionEvidence] {
    defer { (open, owners, columns, row) = ([], [], [], -2) }
    return open
  }

  private func link(_ runs: [RegionEvidence], in sets: inout DisjointSets) {
    var first = 0
    for (index, run) in runs.enumerated() {
      let reach = (run.window.columns.lowerBound - 1)..<(run.window.columns.upperBound + 1)
      while first < columns.count, columns[first].upperBound <= reach.lowerBound { first += 1 }
      var other = first
      while other < columns.count, columns[other].lowerBound < reach.upperBound {
        if open[owners[other]].code == run.code { sets.join(owners[other], open.count + index) }
        other += 1
      }
    }
  }
}

/// Sets of small numbers that can be joined.
///
/// Source: Galler and Fisher (1964), doi:10.1145/364099.364331.
struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(_ member: Int) -> Int {
    var member = member
    while parents[member] != member {
      parents[member] = parents[parents[member]]
      member = parents[member]
    }
    return member
  }

  mutating func join(_ one: Int, _ two: Int) {
    let (one, two) = (root(one), root(two))
    if one != two { parents[max(one, two)] = min(one, two) }
  }
}
