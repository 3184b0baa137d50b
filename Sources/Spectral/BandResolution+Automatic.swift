import Pixels

extension BandResolution {
  private struct Candidate {
    var band: BandDescription
    var evidence: ResolvedBands.Evidence
  }

  /// The bands as the file itself tells them.
  func automatic() throws(BandResolutionError) -> ResolvedBands {
    let told = candidates()
    if !told.isEmpty { return try fromCandidates(told) }
    if coloursCoverAllBands { return fromColours() }
    if data.count == 3, mosaic.sampleType == .uint8, let profile = SensorProfile.named("rgb") {
      return try ordered(
        profile.bands.map(\.role), said: profile.name, evidence: .profile(profile.name), profile: profile,
        warnings: [.countOnly(profile: profile.name)])
    }
    throw .unknownOrder(found: data)
  }

  /// The bands whose role their description tells, or else their wavelength.
  private func candidates() -> [BandRole: [Candidate]] {
    var candidates: [BandRole: [Candidate]] = [:]
    for band in data {
      if let role = BandRole(bandName: band.name) {
        candidates[role, default: []].append(Candidate(band: band, evidence: .description))
      } else if let role = band.wavelengthRole {
        candidates[role, default: []].append(Candidate(band: band, evidence: .wavelength))
      }
    }
    return candidates
  }

  private func fromCandidates(
    _ candidates: [BandRole: [Candidate]]
  ) throws(BandResolutionError) -> ResolvedBands {
    var numbers: [BandRole: Int] = [:]
    var evidence: [BandRole: ResolvedBands.Evidence] = [:]
    var warnings: [BandWarning] = []
    for role in BandRole.allCases {
      guard let rivals = candidates[role], let chosen = try nearest(rivals, to: role) else { continue }
      numbers[role] = chosen.band.number
      evidence[role] = rivals.count == 1 ? chosen.evidence : .wavelength
      let others = rivals.map(\.band.number).filter { $0 != chosen.band.number }
      if !others.isEmpty { warnings.append(.chosen(role: role, band: chosen.band.number, others: others)) }
    }
    let known = Set(candidates.values.joined().map(\.band.number))
    let unknown = data.map(\.number).filter { !known.contains($0) }
    if !unknown.isEmpty { warnings.append(.unknownRole(bands: unknown)) }
    return found(numbers, evidence: evidence, warnings: warnings)
  }

  /// The one band of a role whose wavelength is nearest to what indices mean.
  private func nearest(
    _ rivals: [Candidate], to role: BandRole
  ) throws(BandResolutionError) -> Candidate? {
    guard rivals.count > 1 else { return rivals.first }
    let nominal = role.nominalWavelengthNanometres ?? 0
    let distances = rivals.compactMap { $0.band.knownWavelengthNanometres.map { abs($0 - nominal) } }
    guard distances.count == rivals.count, let least = distances.min(),
      distances.count(where: { $0 == least }) == 1, let index = distances.firstIndex(of: least)
    else { throw .ambiguousRole(role, bands: rivals.map(\.band.number), found: data) }
    return rivals[index]
  }

  private func fromColours() -> ResolvedBands {
    var numbers: [BandRole: Int] = [:]
    for band in data {
      if let role = band.role { numbers[role] = band.number }
    }
    return found(numbers, evidence: numbers.mapValues { _ in .colour }, warnings: [])
  }
}
