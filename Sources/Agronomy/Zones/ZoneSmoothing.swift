import Grid

/// Makes zones that a machine can follow: no wider detail than its boom, no
/// zone too small to be worth a change of rate.
public struct ZoneSmoothing: Sendable {
  /// The zone of each cell, row by row; what it is outside of the field does not matter.
  public private(set) var zones: [UInt8]

  private let size: PixelSize
  private let weights: [UInt32]
  private let cellSquareMetres: Double

  /// Takes zones as they were found.
  ///
  /// - Parameter weights: What each cell counts, in units of 2^-24 of a cell;
  ///   0 outside of the field.
  public init(_ zones: [UInt8], lattice: MachineLattice, weights: [UInt32]) {
    self.zones = zones
    size = lattice.size
    self.weights = weights
    cellSquareMetres = lattice.machine.cellSquareMetres
  }

  /// Gives each cell the zone that most of the area around it has.
  ///
  /// - Parameters:
  ///   - columns: How many cells across are looked at, an odd number.
  ///   - rows: How many along.
  ///
  /// A zone that has as much as any other stays; otherwise the lowest of those
  /// with the most wins.
  public mutating func takeMajority(columns: Int, rows: Int) {
    let levels = Set(zones).sorted()
    guard levels.count > 1 else { return }
    var best = [Int64](repeating: -1, count: zones.count)
    var winner = zones
    for level in levels {
      let table = summedArea(of: level)
      for row in 0..<size.height {
        for column in 0..<size.width {
          let index = row * size.width + column
          let here = table.sum(around: PixelPoint(column: column, row: row), columns / 2, rows / 2)
          let wins = here > best[index] || (here == best[index] && zones[index] == level)
          if wins { (best[index], winner[index]) = (here, level) }
        }
      }
    }
    zones = winner
  }

  private func summedArea(of level: UInt8) -> SummedArea {
    SummedArea(size) { index in zones[index] == level ? Int64(weights[index]) : 0 }
  }

  /// Gives regions below a size to the neighbour with which they share the
  /// longest border, the smallest first, until none is left.
  ///
  /// A region is a set of cells of one zone that share sides. One that fills
  /// the whole field stays.
  public mutating func dissolve(belowSquareMetres limit: Double) {
    while limit > 0 {
      let regions = ZoneRegions(zones, size: size, weights: weights)
      let unit = cellSquareMetres * 0x1p-24
      let small = regions.areas.indices.filter { Double(regions.areas[$0]) * unit < limit }
        .sorted { (regions.areas[$0], $0) < (regions.areas[$1], $1) }
      var touched = Set<Int>()
      var moves: [Int: UInt8] = [:]
      for region in small where !touched.contains(region) {
        guard let neighbour = regions.longestNeighbour(of: region), !touched.contains(neighbour) else {
          continue
        }
        moves[region] = regions.zones[neighbour]
        touched.formUnion(regions.neighbours(of: region) + [region])
      }
      guard !moves.isEmpty else { return }
      for index in zones.indices {
        if let zone = moves[Int(regions.labels[index])] { zones[index] = zone }
      }
    }
  }
}

/// Sums over rectangles of a grid in constant time each.
private struct SummedArea {
  private var sums: [Int64]
  private let size: PixelSize

  init(_ size: PixelSize, _ value: (Int) -> Int64) {
    self.size = size
    let stride = size.width + 1
    sums = Array(repeating: 0, count: stride * (size.height + 1))
    for row in 0..<size.height {
      var line: Int64 = 0
      for column in 0..<size.width {
        line += value(row * size.width + column)
        sums[(row + 1) * stride + column + 1] = sums[row * stride + column + 1] + line
      }
    }
  }

  /// The sum over a rectangle around a cell, cut at the grid's edges.
  func sum(around cell: PixelPoint, _ halfColumns: Int, _ halfRows: Int) -> Int64 {
    let left = max(0, cell.column - halfColumns)
    let right = min(size.width, cell.column + halfColumns + 1)
    let top = max(0, cell.row - halfRows) * (size.width + 1)
    let bottom = min(size.height, cell.row + halfRows + 1) * (size.width + 1)
    return sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left]
  }
}
