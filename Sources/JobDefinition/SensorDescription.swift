public import Pixels

/// What a job says of the mosaics' bands; what it leaves out is found in the files.
public struct SensorDescription: Hashable, Sendable {
  /// Which band holds which role.
  public enum Bands: Hashable, Sendable {
    /// The roles in file order as a code such as "BGRReN".
    case code(String)
    /// Band numbers from 1.
    case numbers([BandRole: Int])
  }

  /// What the samples are.
  public enum Scale: Hashable, Sendable {
    /// Reflectance times this number.
    case divisor(Double)
    /// Camera counts without calibration.
    case counts
    /// Reflectance from 0 to 1.
    case reflectance
  }

  /// When a pixel counts as not covered.
  public struct Nodata: Hashable, Sendable {
    /// How many of the bands must hold the value.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
      /// Every band.
      case all
      /// One band is enough.
      case any
    }

    /// The bits of the sample value that means nodata.
    private let bitPattern: UInt64
    /// How many of the bands must hold it.
    public let rule: Rule

    /// Makes a rule; the value may be NaN.
    public init(value: Double, rule: Rule) {
      bitPattern = (value.isNaN ? .nan : value).bitPattern
      self.rule = rule
    }

    /// The sample value that means nodata; may be NaN.
    public var value: Double { Double(bitPattern: bitPattern) }
  }

  /// The name of a sensor profile.
  public var profile: String?
  /// Which band holds which role.
  public var bands: Bands?
  /// What the samples are.
  public var scale: Scale?
  /// When a pixel counts as not covered.
  public var nodata: Nodata?
  /// The reference system of a mosaic that does not state its own.
  public var referenceSystem: String?

  /// Makes a description.
  public init(
    profile: String? = nil, bands: Bands? = nil, scale: Scale? = nil, nodata: Nodata? = nil,
    referenceSystem: String? = nil
  ) {
    self.profile = profile
    self.bands = bands
    self.scale = scale
    self.nodata = nodata
    self.referenceSystem = referenceSystem
  }
}
