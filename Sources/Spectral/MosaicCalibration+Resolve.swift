public import Pixels

extension MosaicCalibration {
  /// Decides what the samples of a mosaic mean.
  ///
  /// The job's word comes first, then the file's own scale and offset, then the
  /// profile's scale for unsigned 16-bit samples; floating point is taken as
  /// reflectance 0 to 1, and anything else is counts. Whether the pixels agree
  /// is for `CalibrationSample.check(_:)` to find.
  ///
  /// - Throws: `CalibrationError.unusableScale` where a scale is 0 or not
  ///   finite, `.mixedScales` where the file declares a scale for some of the
  ///   optical bands only.
  public static func resolve(
    mosaic: MosaicDescription, bands: ResolvedBands, request: CalibrationRequest = .automatic
  ) throws(CalibrationError) -> MosaicCalibration {
    var calibrations: [BandRole: Calibration] = [:]
    var evidence: [BandRole: Evidence] = [:]
    for role in bands.roles {
      guard let band = mosaic.bands.first(where: { $0.number == bands.bandNumber[role] }) else { continue }
      let decided = decide(role: role, band: band, bands: bands, request: request)
      guard decided.0.scale != 0, decided.0.scale.isFinite, decided.0.offset.isFinite else {
        throw .unusableScale(band: role, scale: decided.0.scale, offset: decided.0.offset)
      }
      (calibrations[role], evidence[role]) = decided
    }
    try checkMixture(evidence)
    return MosaicCalibration(bands: calibrations, evidence: evidence)
  }

  private static func decide(
    role: BandRole, band: BandDescription, bands: ResolvedBands, request: CalibrationRequest
  ) -> (Calibration, Evidence) {
    if role == .value { return (.counts, .none) }
    let isThermal = role == .thermal
    switch request {
    case .counts: return (.counts, .job)
    case .reflectance(let scale, let offset) where !isThermal:
      return (.reflectance(scale: scale, offset: offset), .job)
    case .reflectance, .automatic: break
    }
    if band.scale != 1 || band.offset != 0 {
      return (
        isThermal
          ? .kelvin(scale: band.scale, offset: band.offset)
          : .reflectance(scale: band.scale, offset: band.offset), .file
      )
    }
    if bands.sampleType == .uint16, let told = bands.profile?.calibration(of: role) {
      return (told, .profile(bands.profile?.name ?? ""))
    }
    if bands.sampleType == .float32 {
      return (isThermal ? .counts : .reflectance(scale: 1, offset: 0), .sampleType)
    }
    return (.counts, .none)
  }

  private static func checkMixture(_ evidence: [BandRole: Evidence]) throws(CalibrationError) {
    let optical = BandRole.allCases.filter { $0.isOptical && evidence[$0] != nil }
    let scaled = optical.filter { evidence[$0] == .file }
    guard scaled.isEmpty || scaled.count == optical.count else {
      throw .mixedScales(scaled: scaled, unscaled: optical.filter { !scaled.contains($0) })
    }
  }
}

extension SensorProfile {
  /// What unsigned 16-bit samples of a role mean; `nil` where the profile does
  /// not say.
  func calibration(of role: BandRole) -> Calibration? {
    if role == .thermal { return kelvinPerCount.map { .kelvin(scale: $0, offset: 0) } }
    guard case .reflectance(let fullScale) = scale else { return nil }
    return .reflectance(scale: 1 / fullScale, offset: 0)
  }
}
