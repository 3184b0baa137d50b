import Pixels

/// The bands of one mosaic while their roles are found.
struct BandResolution {
  let mosaic: MosaicDescription
  let data: [BandDescription]

  init(_ mosaic: MosaicDescription) {
    self.mosaic = mosaic
    data = mosaic.dataBands
  }

  /// The bands as the job numbers them.
  func explicit(_ numbers: [BandRole: Int]) throws(BandResolutionError) -> ResolvedBands {
    for role in BandRole.allCases {
      guard let number = numbers[role] else { continue }
      guard mosaic.bands.contains(where: { $0.number == number }) else {
        throw .noSuchBand(role: role, number: number, found: data)
      }
      guard role != .alpha, data.contains(where: { $0.number == number }) else {
        throw .alphaIsNotData(role: role, number: number)
      }
      let sharing = BandRole.allCases.filter { numbers[$0] == number }
      guard sharing.count == 1 else { throw .sharedBand(number: number, roles: sharing) }
    }
    guard !numbers.isEmpty else { throw .unknownOrder(found: data) }
    return resolved(numbers, evidence: numbers.mapValues { _ in .job }, profile: nil)
  }

  /// The bands in an order that is known.
  func ordered(
    _ roles: [BandRole?], said: String, evidence: ResolvedBands.Evidence, profile: SensorProfile?,
    warnings: [BandWarning] = []
  ) throws(BandResolutionError) -> ResolvedBands {
    guard roles.count == data.count else {
      throw .countMismatch(said: said, expected: roles.count, found: data)
    }
    var numbers: [BandRole: Int] = [:]
    for (role, band) in zip(roles, data) {
      if let role { numbers[role] = band.number }
    }
    return resolved(
      numbers, evidence: numbers.mapValues { _ in evidence }, profile: profile, warnings: warnings)
  }

  private func resolved(
    _ numbers: [BandRole: Int], evidence: [BandRole: ResolvedBands.Evidence], profile: SensorProfile?,
    warnings: [BandWarning] = []
  ) -> ResolvedBands {
    ResolvedBands(
      bandNumber: numbers, evidence: evidence, profile: profile, sampleType: mosaic.sampleType,
      warnings: warnings + contradictions(numbers))
  }

  /// Where a band's description or wavelength tells another role than is used.
  private func contradictions(_ numbers: [BandRole: Int]) -> [BandWarning] {
    data.compactMap { band in
      guard let used = numbers.first(where: { $0.value == band.number })?.key else { return nil }
      if let told = BandRole(bandName: band.name), told != used {
        return .contradiction(band: band.number, used: used, told: told, by: "description")
      }
      if let told = band.wavelengthRole, told != used {
        return .contradiction(band: band.number, used: used, told: told, by: "wavelength")
      }
      if coloursCoverAllBands, let told = band.role, told != used {
        return .contradiction(band: band.number, used: used, told: told, by: "colour interpretation")
      }
      return nil
    }
  }

  /// Colour interpretation says something only where every data band has one.
  var coloursCoverAllBands: Bool {
    Set(data.compactMap(\.role)).count == data.count
  }

  /// The bands as found by `roles`, with one entry for each role.
  func found(
    _ numbers: [BandRole: Int], evidence: [BandRole: ResolvedBands.Evidence], warnings: [BandWarning]
  ) -> ResolvedBands {
    resolved(numbers, evidence: evidence, profile: nil, warnings: warnings)
  }
}

extension BandDescription {
  /// The centre wavelength from the metadata, else from a number in the name.
  var knownWavelengthNanometres: Double? {
    wavelengthNanometres
      ?? BandRole.words(of: name).lazy.compactMap(Double.init).first { (400..<1100).contains($0) }
  }

  var wavelengthRole: BandRole? {
    wavelengthNanometres.flatMap { BandRole(wavelengthNanometres: $0) }
  }
}
