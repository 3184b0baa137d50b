import Pixels
import Spectral

/// Which values of a band are too bright or too dark to tell anything.
struct Exposure {
  /// Values from here on are overexposed.
  var bright: Float
  /// Values up to here are underexposed; `nil` where darkness cannot be told.
  var dark: Float?
  /// The values that ground can have; `nil` for counts.
  var plausible: ClosedRange<Float>?

  /// Reflectance has a range of its own, and so have samples of 8 bits: 2 %
  /// from either end. What 16 bits of counts can reach nobody says; there the
  /// greatest value that occurs is where the sensor may have been full.
  init(_ calibration: Calibration, sampleType: SampleType, values: [Float]) {
    if calibration.isReflectance {
      (bright, dark, plausible) = (1, 0.02, -0.05...1.2)
    } else if sampleType == .uint8 {
      (bright, dark) = (250, 5)
    } else {
      bright = values.max() ?? .infinity
    }
  }
}
