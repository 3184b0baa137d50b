import Grid
public import Pixels

extension MosaicSummary {
  /// Reads a mosaic, or a fixed sample of it, and sums it up.
  ///
  /// Windows follow the file's own blocks. A mosaic of more than
  /// `maximumPixels` is sampled on a staggered lattice of windows that depends
  /// on its size and blocks alone, so that the answer is always the same.
  ///
  /// - Throws: what the mosaic's reader throws.
  public static func make(
    of file: some TileSource, maximumPixels: Int = 64_000_000
  ) throws -> MosaicSummary {
    let mosaic = file.mosaic
    let plan = SummaryPlan(mosaic, maximumPixels: maximumPixels)
    let reader = try file.makeReader()
    switch mosaic.sampleType {
    case .uint8: return try SummaryPass<UInt8>(mosaic, plan).run(reader)
    case .uint16: return try SummaryPass<UInt16>(mosaic, plan).run(reader)
    case .int16: return try SummaryPass<Int16>(mosaic, plan).run(reader)
    case .float32: return try SummaryPass<Float>(mosaic, plan).run(reader)
    }
  }
}
