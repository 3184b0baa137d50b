import Agronomy
import GeoFiles
import Grid

/// Brings a grid's product to the plan's by changing cells beside another rate.
struct GridBalance {
  let prescription: Prescription
  let carrier: LatticeCarrier
  let resolution: Double

  private struct Change {
    var index: Int
    var code: UInt8
    /// How far the cell's rate is from the plan's mean in it, in the wanted direction.
    var fault: Double
    /// What the change does to the product.
    var effect: Double
  }

  /// - Throws: `PrescribingError.gridTooCoarse` where all borders are too few.
  mutating func bring(_ grid: inout RateGrid) throws {
    var rest = prescription.product - grid.product
    guard rest != 0 else { return }
    let changes = try self.changes(in: grid, raising: rest > 0)
    for change in changes.sorted(by: { ($1.fault, $0.index) < ($0.fault, $1.index) }) {
      guard abs(rest) > abs(change.effect) else {
        makeUp(rest, change.index, &grid)
        return
      }
      grid.codes[change.index] = change.code
      rest -= change.effect
    }
    guard abs(rest) <= prescription.product * 1e-4 else {
      throw PrescribingError.gridTooCoarse(cells: GridMaking.maximumCells)
    }
  }

  /// Gives one cell a rate of its own.
  private func makeUp(_ rest: Double, _ index: Int, _ grid: inout RateGrid) {
    let area = grid.cellSquareMetres(row: index / grid.size.width) / 10_000
    let rate = ((grid.rates[Int(grid.codes[index])] + rest / area) / resolution).rounded() * resolution
    if let known = grid.rates.firstIndex(of: rate) {
      grid.codes[index] = UInt8(known)
    } else {
      grid.codes[index] = UInt8(grid.rates.count)
      grid.rates.append(rate)
    }
  }

  private func changes(in grid: RateGrid, raising: Bool) throws -> [Change] {
    var changes: [Change] = []
    for row in 0..<grid.size.height {
      let area = grid.cellSquareMetres(row: row) / 10_000
      var isEntered = false
      for column in 0..<grid.size.width {
        let index = row * grid.size.width + column
        let rate = grid.rates[Int(grid.codes[index])]
        guard let code = neighbour(of: index, column, grid, raising: raising) else { continue }
        if !isEntered { try carrier.enter(row: row) }
        isEntered = true
        let mean = meanRate(in: carrier.pixel(column: column, row: row))
        changes.append(
          Change(
            index: index, code: code, fault: raising ? mean - rate : rate - mean,
            effect: (grid.rates[Int(code)] - rate) * area))
      }
    }
    return changes
  }

  /// The neighbours' code with the rate farthest in the wanted direction.
  private func neighbour(of index: Int, _ column: Int, _ grid: RateGrid, raising: Bool) -> UInt8? {
    let own = grid.rates[Int(grid.codes[index])]
    var best: (code: UInt8, rate: Double)?
    for (next, isInside) in [
      (index - 1, column > 0), (index + 1, column + 1 < grid.size.width),
      (index - grid.size.width, index >= grid.size.width),
      (index + grid.size.width, index + grid.size.width < grid.codes.count),
    ] where isInside {
      let rate = grid.rates[Int(grid.codes[next])]
      guard raising ? rate > own : rate < own else { continue }
      if best.map({ raising ? rate > $0.rate : rate < $0.rate }) ?? true { best = (grid.codes[next], rate) }
    }
    return best?.code
  }

  /// The plan's mean rate in a grid cell, from 25 places in it.
  private func meanRate(in pixel: GroundPixel) -> Double {
    var sum = 0.0
    for a in stride(from: -0.4, through: 0.41, by: 0.2) {
      for b in stride(from: -0.4, through: 0.41, by: 0.2) {
        guard let index = prescription.index(atMetres: pixel.centre + pixel.column * a + pixel.row * b) else {
          continue
        }
        sum +=
          prescription.rates[Int(prescription.zones[index])] * Double(prescription.weights[index]) * 0x1p-24
      }
    }
    return sum / 25
  }
}
