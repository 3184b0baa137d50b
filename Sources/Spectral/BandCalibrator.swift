public import Pixels

/// Turns stored samples into calibrated values and finds invalid pixels.
///
/// Made once for a run and shared by its workers.
public struct BandCalibrator: Sendable {
  /// One plane of samples.
  public struct Band: Hashable, Sendable {
    /// What the samples mean.
    public var calibration: Calibration
    /// The stored value that means nodata; NaN means NaN.
    public var nodata: Double?

    /// Makes a band.
    public init(calibration: Calibration, nodata: Double? = nil) {
      self.calibration = calibration
      self.nodata = nodata
    }
  }

  /// The type of the stored samples.
  public let sampleType: SampleType
  /// The bands in the order of the planes.
  public let bands: [Band]
  /// When a pixel counts as nodata.
  public let nodataRule: NodataRule
  private let planes: [CalibrationPlane]

  /// Makes a calibrator.
  ///
  /// - Parameters:
  ///   - sampleType: The type of every plane's samples.
  ///   - bands: The planes that are used, 1 to 254 of them.
  ///   - nodataRule: When a pixel counts as nodata; as the type suggests where
  ///     `nil`.
  public init(sampleType: SampleType, bands: [Band], nodataRule: NodataRule? = nil) {
    precondition((1...254).contains(bands.count), "a calibrator has 1 to 254 bands")
    self.sampleType = sampleType
    self.bands = bands
    self.nodataRule = nodataRule ?? .standard(for: sampleType)
    planes = bands.map { CalibrationPlane($0, sampleType: sampleType) }
  }

  /// Makes a calibrator for bands of a mosaic, in the order of `roles`.
  ///
  /// Every role must be known.
  public init(
    mosaic: MosaicDescription, bands: ResolvedBands, roles: [BandRole], calibration: MosaicCalibration,
    nodataRule: NodataRule? = nil
  ) {
    let planes = roles.map { role in
      precondition(bands.bandNumber[role] != nil, "the role \(role.rawValue) is not known")
      let band = mosaic.bands.first { $0.number == bands.bandNumber[role] }
      return Band(calibration: calibration[role], nodata: band?.nodata)
    }
    self.init(sampleType: mosaic.sampleType, bands: planes, nodataRule: nodataRule)
  }

  /// Calibrates some pixels of a row.
  ///
  /// A pixel that is invalid becomes NaN in every band.
  ///
  /// - Parameters:
  ///   - count: The number of pixels.
  ///   - samples: The first sample of each plane, aligned to its type.
  ///   - mask: 0 where the file's mask or alpha covers nothing; `nil` where
  ///     there is neither.
  ///   - rows: Where each plane's calibrated values go; they overlap nothing.
  /// - Returns: How many pixels can be used.
  public func calibrate(
    count: Int, samples: UnsafePointer<UnsafeRawPointer>, mask: UnsafePointer<UInt8>?,
    into rows: UnsafePointer<UnsafeMutablePointer<Float>>
  ) -> RowValidity {
    var total = RowValidity()
    let length = CalibrationStrip.length
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * length) { flags in
      guard let holding = flags.baseAddress else { return }
      var strip = CalibrationStrip(start: 0, count: 0, holding: holding, broken: holding + length)
      while strip.start < count {
        strip.count = min(length, count - strip.start)
        strip.clear()
        for (index, plane) in planes.enumerated() {
          strip.calibrate(plane, sampleType: sampleType, samples: samples[index], into: rows[index])
        }
        total += strip.finish(planes: planes, rule: nodataRule, mask: mask, rows: rows)
        strip.start += length
      }
    }
    return total
  }
}
