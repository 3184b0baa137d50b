import CKernels
public import Pixels

/// How many pixels of a row can be used.
///
/// Every pixel counts once as valid, nodata or not finite.
@frozen
public struct RowValidity: Hashable, Sendable {
  /// Pixels with a value in every band.
  public var valid = 0
  /// Pixels that the mosaic does not cover: by its mask, alpha or nodata value.
  public var nodata = 0
  /// Covered pixels where a band is NaN or infinite.
  public var notFinite = 0
  /// Pixels where some bands hold nodata and others do not, counted besides.
  public var partialNodata = 0

  /// Makes the validity of no pixels.
  public init() {}

  /// Makes a validity from its counts.
  public init(valid: Int, nodata: Int, notFinite: Int, partialNodata: Int) {
    self.valid = valid
    self.nodata = nodata
    self.notFinite = notFinite
    self.partialNodata = partialNodata
  }

  /// Adds the pixels of another row.
  public static func += (total: inout RowValidity, row: RowValidity) {
    total.valid += row.valid
    total.nodata += row.nodata
    total.notFinite += row.notFinite
    total.partialNodata += row.partialNodata
  }

  /// Marks the pixels of a calibrated row: 1 where it holds a number, else 0.
  public static func mark(
    _ row: UnsafePointer<Float>, count: Int, in valid: UnsafeMutablePointer<UInt8>
  ) {
    find_numbers(count, row, valid)
  }
}

/// When a pixel counts as nodata.
public enum NodataRule: String, Hashable, Sendable, CaseIterable {
  /// Where every band that declares nodata holds it.
  case everyBand
  /// Where any band holds it.
  case anyBand

  /// Every band for integers, where 0 is also a dark pixel; any for floating
  /// point.
  public static func standard(for sampleType: SampleType) -> NodataRule {
    sampleType.isInteger ? .everyBand : .anyBand
  }
}
