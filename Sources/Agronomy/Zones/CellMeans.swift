import Grid

/// What a raster says of each cell: how much of it was seen, and the mean of
/// the values there.
///
/// Pixels larger than half a cell are divided until their pieces are not, so
/// that a coarse raster leaves no cell without a value. Pixels are added in
/// raster order, which fixes the sums.
public struct CellMeans: Sendable {
  /// The seen area of each cell, row by row.
  public private(set) var seenSquareMetres: [Double]
  private var sums: [Double]
  private let size: PixelSize
  private let machine: Machine
  /// The longest side of the pieces that were added.
  private var longestPieceMetres = 0.0

  /// Begins with nothing seen.
  public init(_ lattice: MachineLattice) {
    size = lattice.size
    machine = lattice.machine
    seenSquareMetres = Array(repeating: 0, count: size.pixelCount)
    sums = seenSquareMetres
  }

  /// Adds a pixel with its value, the share of which lies in the field.
  public mutating func add(_ pixel: GroundPixel, value: Double = 0, share: Double = 1) {
    let pieces = min(
      max(
        1, (2 * 2 * pixel.halfWidth / machine.sectionMetres).rounded(.up),
        (2 * 2 * pixel.halfLength / machine.stepMetres).rounded(.up)), 64)
    let area = pixel.squareMetres * share / (pieces * pieces)
    longestPieceMetres = max(longestPieceMetres, 2 * max(pixel.halfWidth, pixel.halfLength) / pieces)
    guard pieces > 1 else { return add(pixel.centre, value, area) }
    for row in 0..<Int(pieces) {
      for column in 0..<Int(pieces) {
        let a = (Double(column) + 0.5) / pieces - 0.5
        let b = (Double(row) + 0.5) / pieces - 0.5
        add(
          MapPoint(
            x: pixel.centre.x + a * pixel.column.x + b * pixel.row.x,
            y: pixel.centre.y + a * pixel.column.y + b * pixel.row.y), value, area)
      }
    }
  }

  private mutating func add(_ place: MapPoint, _ value: Double, _ area: Double) {
    let column = (place.x / machine.sectionMetres).rounded(.down)
    let row = (place.y / machine.stepMetres).rounded(.down)
    guard column >= 0, row >= 0, column < Double(size.width), row < Double(size.height) else { return }
    let index = Int(row) * size.width + Int(column)
    seenSquareMetres[index] += area
    sums[index] += value * area
  }

  /// The mean in a cell; `nil` where nothing was seen.
  public func mean(_ index: Int) -> Double? {
    seenSquareMetres[index] > 0 ? sums[index] / seenSquareMetres[index] : nil
  }

  /// Which cells were seen: half of their working area at least.
  ///
  /// Of a cell with hardly any working area, a strip no wider than a pixel,
  /// the pixels may count for the cell beside it; it counts as seen where a
  /// cell beside it, corners included, does.
  ///
  /// - Parameter weights: The working area of each cell, in units of 2^-24.
  public func seenCells(weights: [UInt32]) -> [Bool] {
    let sliver = longestPieceMetres * max(machine.sectionMetres, machine.stepMetres)
    let areas = weights.map { Double($0) * 0x1p-24 * machine.cellSquareMetres }
    let plain = areas.indices.map { areas[$0] > 0 && seenSquareMetres[$0] >= areas[$0] / 2 }
    return areas.indices.map { index in
      plain[index] || (areas[index] > 0 && areas[index] < sliver && neighbours(index).contains { plain[$0] })
    }
  }

  /// The mean in a cell, or, where none of its pixels' middles lies in it,
  /// the mean of the cells around it.
  public func nearMean(_ index: Int) -> Double? {
    if let own = mean(index) { return own }
    let near = neighbours(index).compactMap(mean)
    return near.isEmpty ? nil : near.reduce(0, +) / Double(near.count)
  }

  private func neighbours(_ index: Int) -> [Int] {
    let (column, row) = (index % size.width, index / size.width)
    return (max(0, row - 1)...min(size.height - 1, row + 1)).flatMap { row in
      (max(0, column - 1)...min(size.width - 1, column + 1)).map { row * size.width + $0 }
    }
  }
}
