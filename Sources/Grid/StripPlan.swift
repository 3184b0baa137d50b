/// How a mosaic is cut into strips of full width that are processed one after
/// another, each with a margin of rows above and below.
///
/// The cuts lie `reach` rows above multiples of the strip height, so that the
/// rows a strip needs below it end on such a multiple: where the height is a
/// multiple of the file's block height, no block is decoded twice.
public struct StripPlan: Hashable, Sendable {
  /// The size of the mosaic.
  public let mosaic: PixelSize
  /// The rows that are cut into strips; rows around them are only read.
  public let rows: Range<Int>
  /// The height of a strip in rows.
  public let stripHeight: Int
  /// The rows needed above and below a strip.
  public let reach: Int
  /// The height of the file's own blocks.
  public let blockHeight: Int

  /// Makes the plan for some rows of a mosaic, or for all of them.
  public init(
    mosaic: PixelSize, rows: Range<Int>? = nil, stripHeight: Int, reach: Int, blockHeight: Int
  ) {
    precondition(stripHeight > 0 && reach >= 0 && blockHeight > 0, "a strip has rows")
    self.mosaic = mosaic
    self.rows = (rows ?? 0..<mosaic.height).clamped(to: 0..<mosaic.height)
    self.stripHeight = stripHeight
    self.reach = reach
    self.blockHeight = min(blockHeight, max(1, mosaic.height))
  }

  /// The number of strips.
  public var count: Int {
    max(1, (rows.upperBound + reach + stripHeight - 1) / stripHeight - skipped)
  }

  /// The rows that strip `index` is responsible for.
  public func core(_ index: Int) -> Range<Int> {
    let number = index + skipped
    let lower = index == 0 ? rows.lowerBound : number * stripHeight - reach
    let upper = (number + 1) * stripHeight - reach
    return lower..<min(max(upper, lower), rows.upperBound)
  }

  /// The rows that strip `index` reads: its own and the margin.
  public func needed(_ index: Int) -> Range<Int> {
    let core = core(index)
    return max(0, core.lowerBound - reach)..<min(mosaic.height, core.upperBound + reach)
  }

  /// The rows that have been decoded once strip `index` can be processed:
  /// whole blocks, from the mosaic's top.
  public func decodedEnd(_ index: Int) -> Int {
    let end = needed(index).upperBound
    return min(mosaic.height, (end + blockHeight - 1) / blockHeight * blockHeight)
  }

  /// The most rows that a strip holds in memory.
  public var capacity: Int {
    (0..<count).map { decodedEnd($0) - needed($0).lowerBound }.max() ?? 0
  }

  /// Leading strips that would end above the first row.
  private var skipped: Int { (rows.lowerBound + reach) / stripHeight }
}
