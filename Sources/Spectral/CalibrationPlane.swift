import Pixels

/// What the loops need to know of one plane.
struct CalibrationPlane: Sendable {
  /// A nodata value as a sample of the plane's type can hold it.
  enum Nodata {
    /// No sample is nodata.
    case none
    case integer(Int32)
    case float(Float)
    case nan
  }

  let scale: Float
  let offset: Float
  let nodata: Nodata

  init(_ band: BandCalibrator.Band, sampleType: SampleType) {
    scale = Float(band.calibration.scale)
    offset = Float(band.calibration.offset)
    nodata = Self.nodata(band.nodata, sampleType)
  }

  var declaresNodata: Bool { if case .none = nodata { false } else { true } }

  private static func nodata(_ value: Double?, _ sampleType: SampleType) -> Nodata {
    guard let value else { return .none }
    switch sampleType {
    case .uint8: return UInt8(exactly: value).map { .integer(Int32($0)) } ?? .none
    case .uint16: return UInt16(exactly: value).map { .integer(Int32($0)) } ?? .none
    case .int16: return Int16(exactly: value).map { .integer(Int32($0)) } ?? .none
    case .float32: return value.isNaN ? .nan : .float(Float(value))
    }
  }
}
