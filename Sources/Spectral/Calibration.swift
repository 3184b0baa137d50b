public import Pixels

/// What the stored samples of a band mean: value = stored * scale + offset.
public enum Calibration: Hashable, Sendable {
  /// Counts without a unit, as stored.
  case counts
  /// Reflectance, 0 to 1; slightly more is legal.
  case reflectance(scale: Double, offset: Double)
  /// Temperature in kelvin.
  case kelvin(scale: Double, offset: Double)

  /// What one stored unit is worth.
  public var scale: Double {
    switch self {
    case .counts: 1
    case .reflectance(let scale, _), .kelvin(let scale, _): scale
    }
  }

  /// The value of a stored 0.
  public var offset: Double {
    switch self {
    case .counts: 0
    case .reflectance(_, let offset), .kelvin(_, let offset): offset
    }
  }

  /// True for reflectance.
  public var isReflectance: Bool { if case .reflectance = self { true } else { false } }

  /// The values that ground and plants can have; `nil` for counts.
  public var expectedValues: ClosedRange<Double>? {
    switch self {
    case .counts: nil
    case .reflectance: 0...1
    case .kelvin: 220...400
    }
  }
}

/// What a job says about calibration.
public enum CalibrationRequest: Hashable, Sendable {
  /// Nothing: the file, the profile and the sample type decide.
  case automatic
  /// The samples are counts, whatever the file says.
  case counts
  /// Reflectance = stored * scale + offset in every optical band.
  case reflectance(scale: Double, offset: Double)
}

/// The calibration of every band of a mosaic that has a role, and how it is
/// known.
public struct MosaicCalibration: Hashable, Sendable {
  /// How the calibration was told.
  public enum Evidence: Hashable, Sendable {
    /// The job said it.
    case job
    /// The file's own scale and offset.
    case file
    /// The sensor profile of this name.
    case profile(String)
    /// Floating point samples are taken as reflectance.
    case sampleType
    /// Nothing tells it, so the samples are counts.
    case none
  }

  /// The calibration by role.
  public let bands: [BandRole: Calibration]
  /// How each is known.
  public let evidence: [BandRole: Evidence]

  /// Makes a calibration.
  public init(bands: [BandRole: Calibration], evidence: [BandRole: Evidence]) {
    self.bands = bands
    self.evidence = evidence
  }

  /// The calibration of a role; counts where the role is not known.
  public subscript(role: BandRole) -> Calibration { bands[role] ?? .counts }

  /// True where every optical band is calibrated to reflectance.
  public var isReflectance: Bool {
    let optical = bands.filter(\.key.isOptical)
    return !optical.isEmpty && optical.values.allSatisfy(\.isReflectance)
  }
}
