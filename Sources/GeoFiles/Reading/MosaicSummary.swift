/// What the pixels of a mosaic are like: all of them, or a fixed sample.
public struct MosaicSummary: Hashable, Sendable {
  /// The figures of one band, over pixels that the mask covers.
  public struct Band: Hashable, Sendable {
    /// The band's number from 1.
    public var number: Int
    /// The number of samples that are data.
    public var validCount = 0
    /// The number of samples that equal the band's nodata value.
    public var nodataCount = 0
    /// The number of NaN and infinite samples that are not nodata.
    public var nonFiniteCount = 0
    /// The number of samples at the greatest value found, where that is the
    /// top of an integer type or within a thousandth of it: 255, 65535, and
    /// 65520 of sensors with 12 bits.
    public var saturatedCount = 0
    /// The least sample, as stored; `nil` without a valid sample.
    public var minimum: Double?
    /// The greatest sample, as stored; `nil` without a valid sample.
    public var maximum: Double?
    /// The mean of the samples, as stored; `nil` without a valid sample.
    public var mean: Double?
    /// Counts of valid samples in bins of equal width; the last bin holds its
    /// upper bound too. Empty without a valid sample.
    public var histogram: [Int] = []
    /// The lower bound of the first bin.
    public var histogramLower = 0.0
    /// The upper bound of the last bin.
    public var histogramUpper = 0.0

    /// The share of valid samples at the top of the type, 0...1.
    public var saturatedShare: Double {
      validCount == 0 ? 0 : Double(saturatedCount) / Double(validCount)
    }

    /// True where every valid sample is 0 or the top of its type and both
    /// occur, as in an alpha band that is not declared as one.
    public var isTwoValued = false

    init(number: Int) { self.number = number }
  }

  /// The number of bins of every histogram.
  public static let binCount = 256

  /// The bands in file order, alpha left out.
  public var bands: [Band]
  /// The number of pixels looked at.
  public var pixelCount: Int
  /// The number of pixels of the mosaic.
  public var mosaicPixelCount: Int
  /// The number of pixels that alpha or a mask does not cover.
  public var maskedCount: Int
  /// The number of covered pixels of which some bands, not all, are nodata.
  public var partlyNodataCount: Int
  /// What a person should know of the pixels, a sentence each.
  public var warnings: [String]

  /// True where not every pixel was looked at.
  public var isSample: Bool { pixelCount < mosaicPixelCount }

  /// True where some band of some pixel is data.
  public var hasValidPixels: Bool { bands.contains { $0.validCount > 0 } }
}
