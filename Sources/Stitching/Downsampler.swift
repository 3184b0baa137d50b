/// Halves a raster that comes row by row, 2 x 2 pixels becoming one.
///
/// Odd widths and heights are completed with nodata, which no reduction counts:
/// a raster of w x h becomes one of ceil(w / 2) x ceil(h / 2).
public struct Downsampler<Reduction: BlockReduction> {
  /// The type of a pixel.
  public typealias Sample = Reduction.Sample

  /// The width of the rows that come in.
  public let width: Int

  /// The width of the rows that go out.
  public var outputWidth: Int { (width + 1) / 2 }

  private var upper: [Sample]
  private var lower: [Sample]
  private var output: [Sample]
  private var hasUpper = false

  /// Makes a downsampler for rows of `width` pixels.
  public init(width: Int) {
    precondition(width > 0, "a row has at least one pixel")
    self.width = width
    let even = (width + 1) / 2 * 2
    upper = Array(repeating: Reduction.nodata, count: even)
    lower = upper
    output = Array(repeating: Reduction.nodata, count: even / 2)
  }

  /// Takes the next row; `true` where `withOutput` now gives a row.
  public mutating func push(_ row: UnsafeBufferPointer<Sample>) -> Bool {
    precondition(row.count == width, "rows of one raster have one width")
    guard hasUpper else {
      Self.copy(row, to: &upper)
      hasUpper = true
      return false
    }
    Self.copy(row, to: &lower)
    reduce()
    return true
  }

  /// Ends the raster; `true` where an odd height leaves one more row for
  /// `withOutput`.
  public mutating func finish() -> Bool {
    guard hasUpper else { return false }
    for i in lower.indices { lower[i] = Reduction.nodata }
    reduce()
    return true
  }

  /// Lends the row that the last `push` or `finish` made.
  public func withOutput<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Sample>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try output.withUnsafeBufferPointer { row throws(Failure) in try body(row) }
  }

  private mutating func reduce() {
    hasUpper = false
    upper.withUnsafeBufferPointer { upper in
      lower.withUnsafeBufferPointer { lower in
        output.withUnsafeMutableBufferPointer { output in
          guard let top = upper.baseAddress, let bottom = lower.baseAddress,
            let target = output.baseAddress
          else { return }
          Reduction.reduce(top, bottom, into: target, count: output.count)
        }
      }
    }
  }

  private static func copy(_ row: UnsafeBufferPointer<Sample>, to samples: inout [Sample]) {
    samples.withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(row)) }
  }
}

/// Halves a class raster by the commonest class; see `ModeReduction`.
public typealias ModeDownsampler = Downsampler<ModeReduction>

/// Halves a raster of floating-point values; see `MeanReduction`.
public typealias MeanDownsampler = Downsampler<MeanReduction>

/// Halves a raster of confidence bytes; see `ConfidenceReduction`.
public typealias ConfidenceDownsampler = Downsampler<ConfidenceReduction>
