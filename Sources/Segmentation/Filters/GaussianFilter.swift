import Foundation
public import Grid

/// Smooths a plane with a Gaussian bell.
///
/// The bell is cut off at ceil(3 sigma) rows and columns. Pixels without a
/// value, and those beyond the mosaic, are left out and the weights of the
/// rest normalised (normalised convolution, Knutsson and Westin 1993). A
/// pixel without a value stays so.
///
/// From `coarseSigma` on the sums are taken over blocks of the mosaic's own
/// grid and put back by bilinear interpolation, see `BlockBell`; that differs
/// from the bell itself by less than 1 per cent of the values' range, but for
/// patterns that fit the blocks.
public struct GaussianFilter: PlaneFilter, Hashable {
  /// The standard deviation of the bell in pixels.
  public let sigma: Double

  private let kernel: SeparableKernel?
  private let bell: BlockBell

  /// The largest sigma, in pixels.
  public static let largestSigma = 100.0

  /// The least sigma, in pixels, that is worked out over blocks.
  public static let coarseSigma = 8.0

  /// Makes a filter; `sigma` must be above 0 and at most `largestSigma` pixels.
  public init(sigma: Double) {
    self.init(sigma: sigma, isExact: sigma < Self.coarseSigma)
  }

  /// Makes a filter that is worked out pixel by pixel, or over blocks.
  init(sigma: Double, isExact: Bool) {
    precondition(sigma > 0 && sigma <= Self.largestSigma, "sigma lies between 0 and 100 pixels")
    self.sigma = sigma
    bell = BlockBell(sigma: sigma)
    kernel =
      isExact
      ? SeparableKernel(
        taps: (0...Int((3 * sigma).rounded(.up))).map { distance in
          Float(exp(-Double(distance * distance) / (2 * sigma * sigma)))
        }) : nil
  }

  /// ceil(3 sigma), or what the blocks need.
  public var reach: Int { kernel?.reach ?? bell.reach }

  /// The pixels over which differences of the smoothed plane are taken: the
  /// side of its blocks.
  var step: Int { kernel == nil ? bell.factor : 1 }

  /// The sums along the rows or over blocks.
  public func scratchCount(wanted: PixelSize) -> Int {
    kernel?.scratchCount(wanted: wanted) ?? bell.scratchCount(wanted: wanted, momentCount: 1)
  }

  /// Smooths one plane.
  public func apply(
    to sources: [PlaneView], wanted: PixelWindow, of mosaic: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    if let kernel { return kernel.apply(to: sources[0], wanted: wanted, into: targets[0]) }
    let source = sources[0]
    let output = targets[0]
    bell.sum(source, wanted: wanted, momentCount: 1) { row, sums in
      let values = source.address(row: row, column: wanted.columns.lowerBound)
      let line = output + (row - wanted.rows.lowerBound) * wanted.width
      let (weights, totals) = (sums[0], sums[1])
      for i in 0..<wanted.width {
        let mean = Float(totals[i] / weights[i])
        line[i] = values[i] == values[i] ? mean : .nan
      }
    }
  }
}
