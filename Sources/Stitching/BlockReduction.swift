public import Pixels

/// How 2 x 2 pixels become one.
public protocol BlockReduction {
  /// The type of a pixel.
  associatedtype Sample: BitwiseCopyable

  /// The sample that stands for pixels beyond the raster, and is ignored.
  static var nodata: Sample { get }

  /// Reduces pairs of columns of two rows.
  ///
  /// `upper` and `lower` hold 2 * `count` samples, `output` holds `count`.
  static func reduce(
    _ upper: UnsafePointer<Sample>, _ lower: UnsafePointer<Sample>,
    into output: UnsafeMutablePointer<Sample>, count: Int)
}

/// The commonest class; ties go to the higher code. Nodata (255) only where
/// all four pixels are.
public enum ModeReduction: BlockReduction {
  /// The class code that is no class.
  public static var nodata: ClassCode { .nodata }

  /// Takes the mode of each block.
  public static func reduce(
    _ upper: UnsafePointer<ClassCode>, _ lower: UnsafePointer<ClassCode>,
    into output: UnsafeMutablePointer<ClassCode>, count: Int
  ) {
    for i in 0..<count {
      let (a, b, c, d) = (upper[2 * i], upper[2 * i + 1], lower[2 * i], lower[2 * i + 1])
      output[i] = a == b && c == d && a == c ? a : mode(a, b, c, d)
    }
  }

  @inline(__always)
  private static func mode(_ a: ClassCode, _ b: ClassCode, _ c: ClassCode, _ d: ClassCode) -> ClassCode {
    let (ab, ac, ad) = (weight(a == b), weight(a == c), weight(a == d))
    let (bc, bd, cd) = (weight(b == c), weight(b == d), weight(c == d))
    let best = max(
      max(rank(a, ab + ac + ad), rank(b, ab + bc + bd)), max(rank(c, ac + bc + cd), rank(d, ad + bd + cd)))
    return best == 0 ? .nodata : ClassCode(truncatingIfNeeded: best)
  }

  @inline(__always)
  private static func weight(_ isEqual: Bool) -> UInt32 { isEqual ? 256 : 0 }

  /// Counts first, then codes; 0 for nodata alone.
  @inline(__always)
  private static func rank(_ code: ClassCode, _ weight: UInt32) -> UInt32 {
    code == .nodata ? 0 : weight + 256 + UInt32(code)
  }
}

/// The mean of the samples that are not NaN; NaN only where all four are.
///
/// Sums are taken in double precision and rounded once.
public enum MeanReduction: BlockReduction {
  /// Not a number.
  public static var nodata: Float { .nan }

  /// Takes the mean of each block.
  public static func reduce(
    _ upper: UnsafePointer<Float>, _ lower: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count {
      var sum = 0.0
      var valid = 0.0
      add(upper[2 * i], &sum, &valid)
      add(upper[2 * i + 1], &sum, &valid)
      add(lower[2 * i], &sum, &valid)
      add(lower[2 * i + 1], &sum, &valid)
      output[i] = Float(sum / valid)
    }
  }

  @inline(__always)
  private static func add(_ sample: Float, _ sum: inout Double, _ valid: inout Double) {
    let isValid = !sample.isNaN
    sum += isValid ? Double(sample) : 0
    valid += isValid ? 1 : 0
  }
}

/// The mean of bytes that are not 255, halves rounded up; 255 only where all
/// four are.
public enum ConfidenceReduction: BlockReduction {
  /// The byte that stands for no confidence at all.
  public static var nodata: UInt8 { 255 }

  /// Takes the mean of each block.
  public static func reduce(
    _ upper: UnsafePointer<UInt8>, _ lower: UnsafePointer<UInt8>,
    into output: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    for i in 0..<count {
      var sum: UInt32 = 0
      var valid: UInt32 = 0
      add(upper[2 * i], &sum, &valid)
      add(upper[2 * i + 1], &sum, &valid)
      add(lower[2 * i], &sum, &valid)
      add(lower[2 * i + 1], &sum, &valid)
      output[i] = valid == 0 ? 255 : UInt8((2 * sum + valid) / (2 * valid))
    }
  }

  @inline(__always)
  private static func add(_ sample: UInt8, _ sum: inout UInt32, _ valid: inout UInt32) {
    let isValid: UInt32 = sample == 255 ? 0 : 1
    sum += UInt32(sample) * isValid
    valid += isValid
  }
}
