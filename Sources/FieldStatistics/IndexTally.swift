/// The figures of one index over one area, mergeable in any order.
///
/// Each pixel counts by how much of it is covered. Sums are exact integers:
/// those of values are taken in double precision over cells of 64 pixels
/// aligned to the mosaic and then rounded to whole units of 2^-48, so that
/// tiles, threads and the order of merging change not one bit. A pixel whose
/// value is not finite or has a magnitude of 2^23 or more is counted apart and
/// adds nothing else.
public struct IndexTally: Hashable, Sendable {
  /// The covered area with a value, in units of 2^-24 of a pixel.
  public internal(set) var weightUnits: UInt64 = 0
  /// The covered area of pixels whose value cannot be counted, in the same units.
  public internal(set) var nonfiniteUnits: UInt64 = 0
  /// The number of pixels, covered to any degree, whose value cannot be counted.
  public internal(set) var nonfiniteCount: UInt64 = 0

  var sum = FixedSum()
  var squares = FixedSum()
  var least = Float.infinity
  var most = -Float.infinity
  var histogram = ValueHistogram()

  /// Makes an empty tally.
  public init() {}

  /// True where no covered pixel has a value.
  public var isEmpty: Bool { weightUnits == 0 }

  /// The covered area with a value, in pixels.
  public var pixelWeight: Double { Double(weightUnits) * 0x1p-24 }

  /// The least value of a pixel covered to any degree; `nil` where there is none.
  public var minimum: Float? { isEmpty ? nil : least }

  /// The greatest value of a pixel covered to any degree; `nil` where there is none.
  public var maximum: Float? { isEmpty ? nil : most }

  /// Adds the tally of other pixels.
  public mutating func merge(_ other: IndexTally) {
    weightUnits &+= other.weightUnits
    nonfiniteUnits &+= other.nonfiniteUnits
    nonfiniteCount &+= other.nonfiniteCount
    sum.merge(other.sum)
    squares.merge(other.squares)
    least = min(least, other.least)
    most = max(most, other.most)
    histogram.merge(other.histogram)
  }

  /// Adds a cell of 64 wholly covered values; false, changing nothing, where
  /// one of them cannot be counted. `places` is scratch.
  mutating func add(covered values: UnsafePointer<Float>, places: UnsafeMutablePointer<Int32>) -> Bool {
    guard let cell = CellSums(covered: values, places: places) else { return false }
    weightUnits &+= UInt64(CellSums.width) << 24
    add(cell)
    histogram.add(places: places, weight: 1 << 24)
    return true
  }

  /// Adds a cell of 64 values with weights; those of weight 0 are ignored.
  ///
  /// All three buffers are overwritten: what cannot be counted becomes 0.
  mutating func add(
    values: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<UInt32>,
    places: UnsafeMutablePointer<Int32>
  ) {
    let units = dropUncountable(UnsafeMutableRawPointer(values), UnsafeMutableRawPointer(weights))
    guard units > 0 else { return }
    weightUnits &+= units
    add(CellSums(values: values, weights: weights, places: places))
    histogram.add(places: places, weights: weights)
  }

  /// Sets values and weights to 0 where a value cannot be counted or has no
  /// weight, and gives back the sum of the weights that stay.
  private mutating func dropUncountable(
    _ values: UnsafeMutableRawPointer, _ weights: UnsafeMutableRawPointer
  ) -> UInt64 {
    var kept = SIMD8<Int32>.zero
    var dropped = SIMD8<Int32>.zero
    var count = SIMD8<Int32>.zero
    for group in 0..<8 {
      let bits = values.loadUnaligned(fromByteOffset: group * 32, as: SIMD8<Int32>.self)
      let units = weights.loadUnaligned(fromByteOffset: group * 32, as: SIMD8<Int32>.self)
      let bad = ((ValueBins.magnitudeLimit - 1) &- (bits & 0x7FFF_FFFF)) &>> 31
      let good = units & ~bad
      kept &+= good
      dropped &+= units &- good
      count &-= bad & units.positives
      values.storeBytes(of: bits & good.positives, toByteOffset: group * 32, as: SIMD8<Int32>.self)
      weights.storeBytes(of: good, toByteOffset: group * 32, as: SIMD8<Int32>.self)
    }
    nonfiniteUnits &+= UInt64(dropped.wrappedSum())
    nonfiniteCount &+= UInt64(count.wrappedSum())
    return UInt64(kept.wrappedSum())
  }

  /// Adds a cell's sums; zeros lose their sign, which would depend on order.
  @inline(__always)
  private mutating func add(_ cell: CellSums) {
    let figures = cell.figures
    sum.add(figures.sum)
    squares.add(figures.squares)
    if figures.minimum < least { least = figures.minimum == 0 ? 0 : figures.minimum }
    if figures.maximum > most { most = figures.maximum == 0 ? 0 : figures.maximum }
  }
}

extension SIMD8<Int32> {
  /// All bits where a lane is above 0, none where it is 0. Arithmetic, because
  /// comparisons with constants do not become vector instructions.
  @inline(__always)
  fileprivate var positives: SIMD8<Int32> { (.zero &- self) &>> 31 }
}
