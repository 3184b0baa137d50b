public import Grid

/// How much of a product each cell of a field gets.
///
/// A cell's rate holds for the part of it that lies in the working area: the
/// field without its safety margin.
public struct Prescription: Hashable, Sendable {
  /// The cells.
  public let lattice: MachineLattice
  /// How much of each cell is working area, in units of 2^-24 of a cell.
  public let weights: [UInt32]
  /// Which of the rates each cell gets, row by row.
  public internal(set) var zones: [UInt8]
  /// The rates.
  public internal(set) var rates: [Double]
  /// What rates count.
  public let unit: RateUnit
  /// The rate that spraying the whole working area alike would take.
  public let blanketRate: Double

  /// Makes a prescription.
  public init(
    lattice: MachineLattice, weights: [UInt32], zones: [UInt8], rates: [Double], unit: RateUnit,
    blanketRate: Double
  ) {
    precondition(weights.count == lattice.size.pixelCount && zones.count == weights.count, "a value a cell")
    precondition(zones.allSatisfy { Int($0) < rates.count }, "each zone has a rate")
    self.lattice = lattice
    self.weights = weights
    self.zones = zones
    self.rates = rates
    self.unit = unit
    self.blanketRate = blanketRate
  }

  /// The area of a weight's unit.
  var unitSquareMetres: Double { lattice.machine.cellSquareMetres * 0x1p-24 }

  /// The area that gets each rate.
  public var zoneSquareMetres: [Double] {
    var units = [UInt64](repeating: 0, count: rates.count)
    for (zone, weight) in zip(zones, weights) { units[Int(zone)] += UInt64(weight) }
    return units.map { Double($0) * unitSquareMetres }
  }

  /// The area of the field without its margin.
  public var workingSquareMetres: Double {
    Double(weights.reduce(UInt64(0)) { $0 + UInt64($1) }) * unitSquareMetres
  }

  /// The area that gets anything at all.
  public var treatedSquareMetres: Double {
    zip(rates, zoneSquareMetres).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
  }

  /// The whole product, in the unit's litres, kilograms or seeds.
  public var product: Double {
    zip(rates, zoneSquareMetres).reduce(0) { $0 + $1.0 * $1.1 } / 10_000
  }

  /// What spraying the whole working area alike takes.
  public var blanketProduct: Double { blanketRate * workingSquareMetres / 10_000 }

  /// The share of the blanket product that is not needed; negative where more is.
  public var saving: Double { blanketProduct > 0 ? 1 - product / blanketProduct : 0 }

  /// The rate at a point on the ground; `nil` outside of the cells.
  ///
  /// What lies in a cell but outside of the working area gets nothing, which
  /// this does not look at.
  public func rate(at point: MapPoint) -> Double? {
    lattice.cell(at: point).map { rates[Int(zones[lattice.index(column: $0.column, row: $0.row)])] }
  }

  /// The same prescription with other rates, one for each.
  public func with(rates: [Double]) -> Prescription {
    precondition(rates.count == self.rates.count, "each zone has a rate")
    var other = self
    other.rates = rates
    return other
  }
}
