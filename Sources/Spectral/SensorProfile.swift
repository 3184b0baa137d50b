public import Pixels

/// Which band of a sensor's mosaics holds which role, and how its samples
/// become reflectance.
public struct SensorProfile: Hashable, Sendable {
  /// One band of a sensor.
  public struct Band: Hashable, Sendable {
    /// What the band is used as; `nil` for bands that no role names.
    public var role: BandRole?
    /// The centre wavelength in nanometres, where the maker states it.
    public var wavelengthNanometres: Double?

    /// Makes a band.
    public init(_ role: BandRole?, _ wavelengthNanometres: Double? = nil) {
      self.role = role
      self.wavelengthNanometres = wavelengthNanometres
    }
  }

  /// What the integers in a sensor's mosaics mean.
  public enum Scale: Hashable, Sendable {
    /// Counts without a physical unit.
    case counts
    /// Unsigned 16-bit reflectance: this many counts are 100 %.
    case reflectance(fullScale: Double)
    /// The program that made the mosaic decides; the file or the job must say.
    case productDependent
  }

  /// The name in job files, such as "micasense-altum".
  public var name: String
  /// The name for people.
  public var title: String
  /// The bands in the mosaic's order, alpha left out.
  public var bands: [Band]
  /// What unsigned 16-bit samples of the optical bands mean.
  public var scale: Scale
  /// Kelvin of one count of the thermal band, where there is one.
  public var kelvinPerCount: Double?

  /// Makes a profile.
  public init(
    name: String, title: String, bands: [Band], scale: Scale, kelvinPerCount: Double? = nil
  ) {
    self.name = name
    self.title = title
    self.bands = bands
    self.scale = scale
    self.kelvinPerCount = kelvinPerCount
  }

  /// The number, from 1, of the band that holds each role.
  public var bandNumber: [BandRole: Int] {
    var numbers: [BandRole: Int] = [:]
    for (index, band) in bands.enumerated() {
      if let role = band.role, numbers[role] == nil { numbers[role] = index + 1 }
    }
    return numbers
  }
}
