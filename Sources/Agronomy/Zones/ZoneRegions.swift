import Grid

/// The connected regions of zones: cells of one zone that share sides.
struct ZoneRegions {
  /// The region of each cell; -1 outside of the field.
  private(set) var labels: [Int32]
  /// The zone of each region.
  private(set) var zones: [UInt8] = []
  /// The weight of each region.
  private(set) var areas: [UInt64] = []
  /// How many cell sides each region shares with each of its neighbours.
  private var borders: [[Int: Int]] = []

  init(_ cellZones: [UInt8], size: PixelSize, weights: [UInt32]) {
    labels = Array(repeating: -1, count: cellZones.count)
    for start in cellZones.indices where weights[start] > 0 && labels[start] < 0 {
      fill(from: start, cellZones, size, weights)
    }
    borders = Array(repeating: [:], count: zones.count)
    for index in labels.indices where labels[index] >= 0 {
      if (index + 1) % size.width != 0 { join(index, index + 1) }
      if index + size.width < labels.count { join(index, index + size.width) }
    }
  }

  /// The regions beside one.
  func neighbours(of region: Int) -> [Int] { Array(borders[region].keys) }

  /// The neighbour with the longest border; of several the first in raster order.
  func longestNeighbour(of region: Int) -> Int? {
    borders[region].min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  private mutating func fill(from start: Int, _ cellZones: [UInt8], _ size: PixelSize, _ weights: [UInt32]) {
    let label = Int32(zones.count)
    var area: UInt64 = 0
    var waiting = [start]
    labels[start] = label
    while let index = waiting.popLast() {
      area += UInt64(weights[index])
      let column = index % size.width
      for (next, isInside) in [
        (index - 1, column > 0), (index + 1, column + 1 < size.width),
        (index - size.width, index >= size.width),
        (index + size.width, index + size.width < cellZones.count),
      ] where isInside && labels[next] < 0 && weights[next] > 0 && cellZones[next] == cellZones[start] {
        labels[next] = label
        waiting.append(next)
      }
    }
    zones.append(cellZones[start])
    areas.append(area)
  }

  private mutating func join(_ a: Int, _ b: Int) {
    let (one, other) = (Int(labels[a]), Int(labels[b]))
    guard one != other, other >= 0 else { return }
    borders[one][other, default: 0] += 1
    borders[other][one, default: 0] += 1
  }
}
