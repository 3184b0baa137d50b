import Foundation
public import Grid

/// Smooths a plane with a Gaussian bell.
///
/// The bell is cut off at ceil(3 sigma) rows and columns. Pixels without a
/// value, and those beyond the mosaic, are left out and the weights of the
/// rest normalised (normalised convolution, Knutsson and Westin 1993). A
/// pixel without a value stays so.
public struct GaussianFilter: PlaneFilter, Hashable {
  /// The standard deviation of the bell in pixels.
  public let sigma: Double

  private let kernel: SeparableKernel

  /// The largest sigma, in pixels.
  public static let largestSigma = 100.0

  /// Makes a filter; `sigma` must be above 0 and at most `largestSigma` pixels.
  public init(sigma: Double) {
    precondition(sigma > 0 && sigma <= Self.largestSigma, "sigma lies between 0 and 100 pixels")
    self.sigma = sigma
    kernel = SeparableKernel(
      taps: (0...Int((3 * sigma).rounded(.up))).map { distance in
        Float(exp(-Double(distance * distance) / (2 * sigma * sigma)))
      })
  }

  /// ceil(3 sigma).
  public var reach: Int { kernel.reach }

  /// Smooths one plane into another of the same size.
  public func apply(
    to source: UnsafeBufferPointer<Float>, size: PixelSize,
    into target: UnsafeMutableBufferPointer<Float>
  ) {
    kernel.apply(to: source, size: size, into: target)
  }
}
