internal import CKernels
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
    halve_modes(upper, lower, output, count)
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
    halve_floats(upper, lower, output, count)
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
    halve_bytes(upper, lower, output, count)
  }
}
