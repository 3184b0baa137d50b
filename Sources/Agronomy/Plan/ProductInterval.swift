/// A range for the product with what it covers.
public struct ProductInterval: Hashable, Sendable {
  /// What a range is made from.
  public enum Basis: String, Hashable, Sendable {
    /// The 95 % interval of the class's corrected area: how much product the
    /// true spots would take, were those that the mask missed or made up
    /// spread as those that it found. Covers confusion of classes as far as
    /// labels show it; not where single spots are.
    case correctedArea = "corrected area"
    /// 95 % of resampled fields: blocks of the field, one boom wide and long,
    /// drawn with replacement. Covers how uneven the field is, so how far the
    /// figure may serve for ground like it; not what the mask confuses.
    case blocks = "blocks of swaths"
  }

  /// The lower end.
  public var low: Double
  /// The upper end.
  public var high: Double
  /// What it is made from.
  public var basis: Basis

  /// Makes an interval.
  public init(low: Double, high: Double, basis: Basis) {
    self.low = low
    self.high = high
    self.basis = basis
  }
}

extension Prescription {
  /// The product's interval under resampling of blocks; `nil` for fewer than
  /// eight blocks.
  ///
  /// Each block is one boom wide and as long. As many blocks as the field has
  /// are drawn with replacement, 2,000 times; the product of their area is
  /// carried to the working area. The seed is fixed.
  ///
  /// Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap,
  /// section 8.6 (blocks), 13.3 (percentiles).
  public func blockInterval() -> ProductInterval? {
    let blocks = productBlocks()
    guard blocks.count >= 8 else { return nil }
    var generator = BlockDraw(state: 0x5EED)
    let area = workingSquareMetres
    let draws = (0..<2000).map { _ -> Double in
      var (product, drawn) = (0.0, 0.0)
      for _ in blocks {
        let block = blocks[generator.index(below: blocks.count)]
        product += block.product
        drawn += block.area
      }
      return drawn > 0 ? product / drawn * area : 0
    }.sorted()
    return ProductInterval(low: draws[49], high: draws[1949], basis: .blocks)
  }

  /// The interval that follows from a class's corrected area.
  ///
  /// - Parameter ratios: The ends of the corrected area over the area as mapped.
  public func correctedInterval(_ ratios: (low: Double, high: Double)) -> ProductInterval {
    let base = (rates.min() ?? 0) * workingSquareMetres / 10_000
    func carried(_ ratio: Double) -> Double {
      min(base + (product - base) * max(ratio, 0), max(blanketProduct, product))
    }
    return ProductInterval(low: carried(ratios.low), high: carried(ratios.high), basis: .correctedArea)
  }

  private func productBlocks() -> [(product: Double, area: Double)] {
    let (size, machine) = (lattice.size, lattice.machine)
    let rows = max(1, Int((machine.boomMetres / machine.stepMetres).rounded()))
    let across = lattice.swathCount
    var blocks = [(product: Double, area: Double)](
      repeating: (0, 0), count: across * ((size.height + rows - 1) / rows))
    for index in zones.indices where weights[index] > 0 {
      let block = index / size.width / rows * across + index % size.width / machine.sections
      let area = Double(weights[index]) * unitSquareMetres
      blocks[block].product += rates[Int(zones[index])] * area / 10_000
      blocks[block].area += area
    }
    return blocks.filter { $0.area > 0 }
  }
}

/// Source: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators (SplitMix64).
private struct BlockDraw {
  var state: UInt64

  mutating func index(below count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)).multipliedFullWidth(by: UInt64(count)).high)
  }
}
