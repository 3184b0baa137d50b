public import Pixels

/// The spread of a band's calibrated values over a sample of valid pixels.
public struct CalibrationSample: Hashable, Sendable {
  /// The band.
  public var role: BandRole
  /// The value below which 2 % of the pixels lie.
  public var lower: Double
  /// The value above which 2 % of the pixels lie.
  public var upper: Double
  /// The greatest value.
  public var maximum: Double

  /// Makes a sample from its figures.
  public init(role: BandRole, lower: Double, upper: Double, maximum: Double) {
    self.role = role
    self.lower = lower
    self.upper = upper
    self.maximum = maximum
  }

  /// Makes a sample from calibrated values; those that are not finite do not
  /// count.
  ///
  /// - Throws: `CalibrationError.noValidPixels` where no value is finite.
  public init(role: BandRole, values: some Sequence<Float>) throws(CalibrationError) {
    let sorted = values.filter(\.isFinite).sorted()
    guard let last = sorted.last else { throw .noValidPixels(band: role) }
    let margin = (sorted.count - 1) / 50
    self.init(
      role: role, lower: Double(sorted[margin]), upper: Double(sorted[sorted.count - 1 - margin]),
      maximum: Double(last))
  }

  /// Checks that sampled pixels agree with the declared calibration.
  ///
  /// Reflectance may exceed 1 on bright targets, and glint may exceed anything:
  /// it is wrong only where more than 2 % of the pixels are above 2 or below
  /// -0.5, or where no pixel of any optical band reaches 1 %.
  ///
  /// - Parameters:
  ///   - samples: One for each band in use.
  ///   - calibration: The calibration that made the values.
  /// - Throws: `CalibrationError.outOfRange`.
  public static func check(
    _ samples: [CalibrationSample], calibration: MosaicCalibration
  ) throws(CalibrationError) {
    for sample in samples { try sample.check(calibration[sample.role]) }
    let optical = samples.filter { calibration[$0.role].isReflectance }
    guard let brightest = optical.max(by: { $0.maximum < $1.maximum }), brightest.maximum < 0.01 else {
      return
    }
    throw brightest.outOfRange(0...1)
  }

  private func check(_ calibration: Calibration) throws(CalibrationError) {
    guard let expected = calibration.expectedValues else { return }
    let plausible = calibration.isReflectance ? -0.5...2 : expected
    guard plausible.contains(lower), plausible.contains(upper) else { throw outOfRange(expected) }
  }

  private func outOfRange(_ expected: ClosedRange<Double>) -> CalibrationError {
    .outOfRange(band: role, found: min(lower, upper)...max(upper, maximum), expected: expected)
  }
}
