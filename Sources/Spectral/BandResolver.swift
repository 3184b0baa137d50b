public import Pixels

/// Tells which band of a mosaic is which.
///
/// What the job says comes first, then the bands' descriptions, their
/// wavelengths, the colour interpretation where it covers every data band, and
/// last a profile that only the number of bands can mean. Nothing is guessed.
public enum BandResolver {
  /// Tells which band is which.
  ///
  /// - Throws: `BandResolutionError` where what the job says does not fit the
  ///   mosaic, or nothing tells the order.
  public static func resolve(
    mosaic: MosaicDescription, request: BandRequest = .automatic
  ) throws(BandResolutionError) -> ResolvedBands {
    let resolution = BandResolution(mosaic)
    guard !resolution.data.isEmpty else { throw .noDataBands }
    switch request {
    case .numbers(let numbers): return try resolution.explicit(numbers)
    case .code(let code):
      return try resolution.ordered(code.roles, said: code.description, evidence: .job, profile: nil)
    case .profile(let name):
      guard let profile = SensorProfile.named(name) else {
        let names = SensorProfile.standard.map(\.name)
        throw .unknownProfile(name, nearest: NearestName.nearest(to: name, among: names))
      }
      return try resolution.ordered(
        profile.bands.map(\.role), said: profile.name, evidence: .profile(profile.name), profile: profile)
    case .automatic: return try resolution.automatic()
    }
  }
}

extension MosaicDescription {
  /// The bands that hold data: all but alpha.
  public var dataBands: [BandDescription] {
    bands.filter { band in
      if case .alpha(band.number) = mask { return false }
      return band.role != .alpha && BandRole(bandName: band.name) != .alpha
    }
  }
}
