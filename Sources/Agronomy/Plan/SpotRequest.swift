/// How spots become treated cells.
public struct SpotRequest: Hashable, Sendable {
  /// The rate where there are no spots.
  public var baseRate: Double
  /// The rate where there are.
  public var spotRate: Double
  /// The least length, along the track, for which a section is switched on.
  public var minimumLengthMetres: Double
  /// The most product; `nil` for any.
  public var cap: Double?

  /// Makes a request.
  ///
  /// - Throws: `PrescriptionError` where the spots do not get more than the
  ///   rest, or a number is out of range.
  public init(
    baseRate: Double = 0, spotRate: Double, minimumLengthMetres: Double = 0, cap: Double? = nil
  ) throws(PrescriptionError) {
    guard baseRate >= 0, spotRate > baseRate, spotRate.isFinite else {
      throw .wrongRates("spots must get more than the rest, not \(spotRate) against \(baseRate)")
    }
    guard minimumLengthMetres >= 0, minimumLengthMetres.isFinite else {
      throw .notPositive(what: "minimum length", value: minimumLengthMetres)
    }
    if let cap, !(cap > 0 && cap.isFinite) { throw .notPositive(what: "cap", value: cap) }
    self.baseRate = baseRate
    self.spotRate = spotRate
    self.minimumLengthMetres = minimumLengthMetres
    self.cap = cap
  }
}

/// What became of a request.
public struct SpotOutcome: Hashable, Sendable {
  /// The prescription: zone 0 is the rest, zone 1 the spots.
  public var prescription: Prescription
  /// The spots' area for which the cap left nothing.
  public var forgoneSquareMetres = 0.0
  /// How many runs of cells the cap left out.
  public var forgoneRuns = 0
}
