public import Pixels

/// Which band of one mosaic holds which role, and how that is known.
public struct ResolvedBands: Hashable, Sendable {
  /// How the role of a band was told.
  public enum Evidence: Hashable, Sendable {
    /// The job named the band or the order.
    case job
    /// A sensor profile, named by the job or the only one that fits.
    case profile(String)
    /// The band's own description.
    case description
    /// The band's centre wavelength.
    case wavelength
    /// The colour interpretation of all data bands.
    case colour
  }

  /// The number, from 1, of the band that holds each role that is known.
  public let bandNumber: [BandRole: Int]
  /// How each role was told.
  public let evidence: [BandRole: Evidence]
  /// The sensor profile, where the job named it or it is the only one that fits.
  public let profile: SensorProfile?
  /// The type of the mosaic's samples.
  public let sampleType: SampleType
  /// What a person should know: contradictions, choices and unused bands.
  public let warnings: [BandWarning]

  /// The roles that are known, in the order of `BandRole`.
  public var roles: [BandRole] { BandRole.allCases.filter { bandNumber[$0] != nil } }
}

/// Something about a mosaic's bands that a person should know.
public enum BandWarning: Hashable, Sendable {
  /// A band's role was told, but its own metadata tell another one.
  case contradiction(band: Int, used: BandRole, told: BandRole, by: String)
  /// Several bands hold one role; one of them was chosen by wavelength.
  case chosen(role: BandRole, band: Int, others: [Int])
  /// Nothing tells what these bands are, so they are not used.
  case unknownRole(bands: [Int])
  /// Only the number and type of the bands tell the profile.
  case countOnly(profile: String)
}

extension BandWarning: CustomStringConvertible {
  /// One sentence that names the bands.
  public var description: String {
    switch self {
    case .contradiction(let band, let used, let told, let by):
      "band \(band) is used as \(used.rawValue), but its \(by) says \(told.rawValue)"
    case .chosen(let role, let band, let others):
      "band \(band) is used as \(role.rawValue), though \(Self.list(others)) would do as well"
    case .unknownRole(let bands): "nothing tells the role of \(Self.list(bands)), which is not used"
    case .countOnly(let profile):
      "the band order is that of profile '\(profile)', known from the number of bands alone"
    }
  }

  private static func list(_ bands: [Int]) -> String {
    (bands.count == 1 ? "band " : "bands ") + bands.map(String.init).joined(separator: ", ")
  }
}
