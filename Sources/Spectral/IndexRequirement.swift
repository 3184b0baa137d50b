public import Pixels

/// What an expression needs of a mosaic's bands.
public struct IndexRequirement: Hashable, Sendable {
  /// The roles that it reads.
  public var roles: Set<BandRole>
  /// What the bands must be; empty where any scale will do.
  public var scales: Set<IndexDefinition.ScaleNeed>

  /// Makes a requirement; without arguments, of nothing.
  public init(roles: Set<BandRole> = [], scales: Set<IndexDefinition.ScaleNeed> = []) {
    self.roles = roles
    self.scales = scales
  }

  /// Adds what another expression needs.
  public mutating func formUnion(_ other: IndexRequirement) {
    roles.formUnion(other.roles)
    scales.formUnion(other.scales)
  }

  /// Whether these bands meet the requirement.
  public func availability(
    with bands: ResolvedBands, calibration: MosaicCalibration
  ) -> IndexAvailability {
    let needed = BandRole.allCases.filter(roles.contains)
    let missing = needed.filter { bands.bandNumber[$0] == nil }
    guard missing.isEmpty else { return .missing(missing) }
    let optical = needed.filter(\.isOptical)
    if scales.contains(.reflectance) {
      let others = optical.filter { !calibration[$0].isReflectance }
      guard others.isEmpty else { return .needsReflectance(others) }
    }
    if scales.contains(.counts8) {
      let isCounts = bands.sampleType == .uint8 && optical.allSatisfy { calibration[$0] == .counts }
      guard isCounts else { return .needsCounts8 }
    }
    return .available
  }
}

/// Whether an expression can be worked out on a mosaic's bands.
public enum IndexAvailability: Hashable, Sendable {
  /// It can.
  case available
  /// The mosaic has no bands of these roles.
  case missing([BandRole])
  /// The formula has constants, and these bands are not reflectance.
  case needsReflectance([BandRole])
  /// The formula was made for raw counts of 0 to 255.
  case needsCounts8
}

extension IndexAvailability: CustomStringConvertible {
  /// Such as "missing nir".
  public var description: String {
    switch self {
    case .available: "available"
    case .missing(let roles): "missing \(Self.list(roles))"
    case .needsReflectance(let roles): "needs reflectance, but \(Self.list(roles)) is not calibrated"
    case .needsCounts8: "needs raw counts of 0 to 255"
    }
  }

  private static func list(_ roles: [BandRole]) -> String {
    roles.map(\.rawValue).joined(separator: ", ")
  }
}
