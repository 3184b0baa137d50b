/// 1.5 * 2^52: added and subtracted again, it rounds to whole numbers.
private let roundingShift = 6_755_399_441_055_744.0

private let twoToThe52 = 4_503_599_627_370_496.0

/// e to the power of `value`, for results that become single precision.
///
/// The value is split into a multiple of ln 2 and a rest of at most 0.35, whose
/// power series is summed to the tenth power: relative error below 1e-12.
/// Written without branches and calls, so that loops over it are vectorised.
@inline(__always)
func exponential(_ value: Double) -> Double {
  let low = value < -120 ? -120 : value
  let bounded = low > 100 ? 100 : low
  let shifted = bounded * 1.442_695_040_888_963_4 + roundingShift
  let whole = shifted - roundingShift
  let rest = (bounded - whole * 0.693_147_180_369_123_8) - whole * 1.908_214_929_270_587_7e-10
  var series = 1.0 / 3_628_800
  series = series * rest + 1.0 / 362_880
  series = series * rest + 1.0 / 40_320
  series = series * rest + 1.0 / 5_040
  series = series * rest + 1.0 / 720
  series = series * rest + 1.0 / 120
  series = series * rest + 1.0 / 24
  series = series * rest + 1.0 / 6
  series = series * rest + 0.5
  series = series * rest + 1
  series = series * rest + 1
  return series * Double(bitPattern: (shifted.bitPattern &+ 1023) &<< 52)
}

/// The natural logarithm of a single precision number.
///
/// The mantissa, within sqrt 1/2 and sqrt 2, goes through the series of the
/// inverse hyperbolic tangent to the thirteenth power: relative error below
/// 1e-11. 0 gives minus infinity, numbers below 0 give NaN.
@inline(__always)
func logarithm(_ value: Double) -> Double {
  let bits = value.bitPattern
  let mantissa = Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
  let exponentBits = (bits &>> 52) & 0x7FF
  let exponent = Double(bitPattern: exponentBits | 0x4330_0000_0000_0000) - (twoToThe52 + 1023)
  let isLarge = mantissa > 1.414_213_562_373_095
  let reduced = isLarge ? mantissa * 0.5 : mantissa
  let power = isLarge ? exponent + 1 : exponent
  let ratio = (reduced - 1) / (reduced + 1)
  let square = ratio * ratio
  var series = 1.0 / 13
  series = series * square + 1.0 / 11
  series = series * square + 1.0 / 9
  series = series * square + 1.0 / 7
  series = series * square + 1.0 / 5
  series = series * square + 1.0 / 3
  series = series * square + 1
  let finite = power * 0.693_147_180_559_945_3 + 2 * ratio * series
  let bounded = value < .infinity ? finite : value
  let positive = value > 0 ? bounded : .nan
  return value == 0 ? -.infinity : positive
}

/// `base` to the power of `exponent`, with the special cases of the C function
/// `pow`.
@inline(__always)
func raised(_ base: Float, to exponent: Float) -> Float {
  let wide = Double(exponent)
  let size = Double(base.magnitude)
  let half = wide * 0.5
  let isLarge = exponent.magnitude >= 16_777_216
  let isWhole = isLarge || (wide + roundingShift) - roundingShift == wide
  let isOdd = isWhole && !isLarge && (half + roundingShift) - roundingShift != half
  let power = exponential(wide * logarithm(size))
  let signed = isOdd && base.sign == .minus ? -power : power
  let isDefined = isWhole || !(base < 0) || base == -.infinity
  let result = isDefined ? Float(signed) : .nan
  let isOne = exponent == 0 || base == 1 || (base == -1 && exponent.magnitude == .infinity)
  return isOne ? 1 : result
}
