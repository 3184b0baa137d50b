public import Pixels

extension BandRole {
  /// The role of a band with this centre wavelength in nanometres.
  ///
  /// - Returns: `nil` between the roles' ranges, such as in the orange.
  public init?(wavelengthNanometres wavelength: Double) {
    switch wavelength {
    case 430..<510: self = .blue
    case 510..<600: self = .green
    case 620..<695: self = .red
    case 695..<755: self = .redEdge
    case 755..<1000: self = .nearInfrared
    case 7_500..<14_000: self = .thermal
    default: return nil
    }
  }

  /// The wavelength that indices mean by the role, in nanometres.
  ///
  /// Among several bands of one role the nearest to this is used.
  public var nominalWavelengthNanometres: Double? {
    switch self {
    case .blue: 475
    case .green: 560
    case .red: 668
    case .redEdge: 717
    case .nearInfrared: 840
    case .thermal: 11_000
    case .value: nil
    case .alpha: nil
    }
  }
}
