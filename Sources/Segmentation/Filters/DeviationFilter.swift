public import Grid

/// The standard deviation of the values under a Gaussian bell.
///
/// sqrt(max(0, G(x * x) - G(x) * G(x))) with the sums in double precision, so
/// that a small spread about a large mean is not lost. What is left out and
/// how large bells are worked out is as for `GaussianFilter`.
public struct DeviationFilter: PlaneFilter, Hashable {
  private let bell: BlockBell

  /// Makes a filter; `sigma` must be above 0 and at most 100 pixels.
  public init(sigma: Double) {
    precondition(sigma > 0 && sigma <= GaussianFilter.largestSigma, "sigma lies between 0 and 100 pixels")
    bell = BlockBell(sigma: sigma)
  }

  /// As the Gaussian's.
  public var reach: Int { bell.reach }

  /// The sums.
  public func scratchCount(wanted: PixelSize) -> Int {
    bell.scratchCount(wanted: wanted, momentCount: 2)
  }

  /// Takes the deviations of one plane.
  public func apply(
    to sources: [PlaneView], wanted: PixelWindow, of mosaic: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    let source = sources[0]
    let output = targets[0]
    bell.sum(source, wanted: wanted, momentCount: 2) { row, sums in
      let values = source.address(row: row, column: wanted.columns.lowerBound)
      let line = output + (row - wanted.rows.lowerBound) * wanted.width
      let (weights, totals, squares) = (sums[0], sums[1], sums[2])
      for i in 0..<wanted.width {
        let mean = totals[i] / weights[i]
        let variance = squares[i] / weights[i] - mean * mean
        let deviation = Float((variance > 0 ? variance : 0).squareRoot())
        line[i] = values[i] == values[i] ? deviation : .nan
      }
    }
  }
}
