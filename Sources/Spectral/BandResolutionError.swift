public import Pixels

/// Why it cannot be told which band is which.
///
/// `found` always lists the mosaic's data bands.
public enum BandResolutionError: Error, Hashable, Sendable {
  /// A band code has a letter that means no role.
  case unreadableCode(String)
  /// A band code names a role twice.
  case repeatedRoleInCode(String, role: BandRole)
  /// No sensor profile has this name.
  case unknownProfile(String, nearest: String?)
  /// The code or profile has another number of bands than the mosaic.
  case countMismatch(said: String, expected: Int, found: [BandDescription])
  /// The job names a band that the mosaic does not have.
  case noSuchBand(role: BandRole, number: Int, found: [BandDescription])
  /// The job names alpha as data, or data as alpha.
  case alphaIsNotData(role: BandRole, number: Int)
  /// The job names one band for two roles.
  case sharedBand(number: Int, roles: [BandRole])
  /// Several bands' descriptions name one role, and nothing tells them apart.
  case ambiguousRole(BandRole, bands: [Int], found: [BandDescription])
  /// Nothing tells the order of the bands.
  case unknownOrder(found: [BandDescription])
  /// The mosaic has no data band.
  case noDataBands
}

extension BandResolutionError: CustomStringConvertible {
  /// One sentence that lists the bands found.
  public var description: String {
    switch self {
    case .unreadableCode(let code): "the band code '\(code)' is not made of B, G, R, Re, N and L"
    case .repeatedRoleInCode(let code, let role): "the band code '\(code)' names \(role.rawValue) twice"
    case .unknownProfile(let name, let nearest):
      "unknown sensor profile '\(name)'" + (nearest.map { ", did you mean '\($0)'" } ?? "")
    case .countMismatch(let said, let expected, let found):
      "'\(said)' has \(expected) bands, but the mosaic has \(found.count): \(Self.list(found))"
    case .noSuchBand(let role, let number, let found):
      "band \(number) for \(role.rawValue) does not exist; the mosaic has \(Self.list(found))"
    case .alphaIsNotData(let role, let number): "band \(number) for \(role.rawValue) is alpha, not data"
    case .sharedBand(let number, let roles):
      "band \(number) is named for \(roles.map(\.rawValue).joined(separator: " and "))"
    case .ambiguousRole(let role, let bands, let found):
      "bands \(bands.map(String.init).joined(separator: ", ")) could each be \(role.rawValue): "
        + Self.list(found)
    case .unknownOrder(let found): "nothing tells the order of the bands: \(Self.list(found))"
    case .noDataBands: "the mosaic has no data band"
    }
  }

  /// How a job can say it; `nil` where saying more would not help.
  public var remedy: String? {
    switch self {
    case .unreadableCode, .repeatedRoleInCode, .countMismatch, .ambiguousRole, .unknownOrder:
      "say the order as a code such as BGRReN, as band numbers such as red: 3, nir: 5, or as a profile: "
        + SensorProfile.standard.map(\.name).joined(separator: ", ")
    case .unknownProfile: "profiles: " + SensorProfile.standard.map(\.name).joined(separator: ", ")
    case .noSuchBand, .alphaIsNotData, .sharedBand: "bands are counted from 1, alpha included"
    case .noDataBands: nil
    }
  }

  private static func list(_ bands: [BandDescription]) -> String {
    bands.map { band in
      let name = band.name.isEmpty ? "without a name" : "'\(band.name)'"
      let wavelength = band.wavelengthNanometres.map { " (\(Expression.text(of: $0)) nm)" } ?? ""
      return "band \(band.number) \(name)\(wavelength)"
    }.joined(separator: ", ")
  }
}
