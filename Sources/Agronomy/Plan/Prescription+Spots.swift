extension Prescription {
  /// Prescribes a higher rate where cells are marked.
  ///
  /// Marked cells outside of the working area are left out. Runs of marked
  /// cells along the track that are shorter than the minimum length are
  /// lengthened, ahead and behind alike, as far as the working area goes. A
  /// cap is met by leaving out whole runs, those with the least area of spots
  /// for their product first; the rate stays, since less than a full rate
  /// kills no weed.
  ///
  /// - Parameters:
  ///   - isMarked: True for each cell to be treated.
  ///   - infested: The area of spots in each cell.
  /// - Throws: `PrescriptionError.capUnreachable` where the base rate alone
  ///   passes the cap.
  public static func spots(
    _ isMarked: [Bool], infested: [Double], lattice: MachineLattice, weights: [UInt32], unit: RateUnit,
    request: SpotRequest, blanketRate: Double? = nil
  ) throws(PrescriptionError) -> SpotOutcome {
    var zones = zip(isMarked, weights).map { UInt8($0 && $1 > 0 ? 1 : 0) }
    let tracks = SectionTracks(lattice: lattice, weights: weights)
    tracks.lengthen(&zones, toMetres: request.minimumLengthMetres)
    var outcome = SpotOutcome(
      prescription: Prescription(
        lattice: lattice, weights: weights, zones: zones, rates: [request.baseRate, request.spotRate],
        unit: unit, blanketRate: blanketRate ?? request.spotRate))
    if let cap = request.cap { try outcome.meet(cap: cap, infested: infested, tracks: tracks) }
    return outcome
  }
}

extension SpotOutcome {
  /// Leaves out runs until the product does not pass the cap.
  mutating func meet(cap: Double, infested: [Double], tracks: SectionTracks) throws(PrescriptionError) {
    let (base, spot) = (prescription.rates[0], prescription.rates[1])
    let least = base * prescription.workingSquareMetres / 10_000
    guard least <= cap else {
      throw .capUnreachable(cap: cap, least: least, unit: prescription.unit.product)
    }
    var product = prescription.product
    let runs = tracks.runs(of: prescription.zones).map { run in
      let area = Double(run.reduce(UInt64(0)) { $0 + UInt64(prescription.weights[$1]) })
      return (cells: run, area: area, infested: run.reduce(0) { $0 + infested[$1] })
    }
    // By spots for product, then in the order of tracks, so that one answer comes out.
    let order = runs.indices.sorted {
      let (a, b) = (runs[$0].infested * runs[$1].area, runs[$1].infested * runs[$0].area)
      return (a, $0) < (b, $1)
    }
    for index in order where product > cap {
      for cell in runs[index].cells { prescription.zones[cell] = 0 }
      product -= (spot - base) * runs[index].area * prescription.unitSquareMetres / 10_000
      forgoneSquareMetres += runs[index].infested
      forgoneRuns += 1
    }
  }
}
