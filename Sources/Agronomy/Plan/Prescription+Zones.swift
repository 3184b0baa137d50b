/// How values become zones with rates.
public struct ZoneRequest: Hashable, Sendable {
  /// The rates from the zone of the lowest values to that of the highest.
  public var rates: [Double]
  /// How values are divided.
  public var method: ZoneMethod
  /// Regions below this size are given to a neighbour.
  public var smallestSquareMetres: Double
  /// Whether each cell takes the zone of most of the ground around it, as wide
  /// and as long as the boom.
  public var isSmoothed: Bool
  /// The most product; `nil` for any.
  public var cap: Double?

  /// Makes a request.
  ///
  /// - Throws: `PrescriptionError` where there is no rate or a number is out of range.
  public init(
    rates: [Double], method: ZoneMethod, smallestSquareMetres: Double = 0, isSmoothed: Bool = true,
    cap: Double? = nil
  ) throws(PrescriptionError) {
    guard !rates.isEmpty, rates.count <= 200, rates.allSatisfy({ $0 >= 0 && $0.isFinite }),
      rates.contains(where: { $0 > 0 })
    else { throw .wrongRates("zones need 1 to 200 rates of 0 or more, one of them above 0") }
    if let cap, !(cap > 0 && cap.isFinite) { throw .notPositive(what: "cap", value: cap) }
    self.rates = rates
    self.method = method
    self.smallestSquareMetres = smallestSquareMetres
    self.isSmoothed = isSmoothed
    self.cap = cap
  }
}

/// What became of a request for zones.
public struct ZoneOutcome: Hashable, Sendable {
  /// The prescription; cells without a value have a rate of their own at the end.
  public var prescription: Prescription
  /// The limits between zones, ascending.
  public var limits: [Double]
  /// What rates were multiplied with to meet the cap; 1 where nothing was needed.
  public var scale = 1.0
}

extension Prescription {
  /// Prescribes by zones of values.
  ///
  /// Cells without a value take no part in finding and smoothing zones. A cap
  /// is met by multiplying all rates with one number.
  ///
  /// - Parameters:
  ///   - value: The value of a cell; `nil` where none was seen.
  ///   - unseenRate: What cells without a value get.
  /// - Throws: `PrescriptionError`.
  public static func zones(
    field: String, lattice: MachineLattice, weights: [UInt32], unit: RateUnit, request: ZoneRequest,
    unseenRate: Double, blanketRate: Double, value: (Int) -> Double?
  ) throws(PrescriptionError) -> ZoneOutcome {
    let values = weights.indices.map { weights[$0] > 0 ? value($0) : nil }
    let sample = ValueSample(
      zip(values, weights).compactMap { value, weight in value.map { ($0, Double(weight)) } })
    guard sample.count > 0 else { throw .noValues(field: field) }
    let limits = try request.method.limits(of: sample, zones: request.rates.count)
    let found = values.map { UInt8($0.map { ZoneMethod.zone(of: $0, limits: limits) } ?? 0) }
    let seen = zip(values, weights).map { $0 == nil ? 0 : $1 }
    let unseenZone = UInt8(request.rates.count)
    let smooth = smoothed(found, lattice, seen, request)
    let prescription = Prescription(
      lattice: lattice, weights: weights, zones: zip(smooth, values).map { $1 == nil ? unseenZone : $0 },
      rates: request.rates + [unseenRate], unit: unit, blanketRate: blanketRate)
    return ZoneOutcome(prescription: prescription, limits: limits).meeting(cap: request.cap)
  }

  private static func smoothed(
    _ zones: [UInt8], _ lattice: MachineLattice, _ weights: [UInt32], _ request: ZoneRequest
  ) -> [UInt8] {
    var smoothing = ZoneSmoothing(zones, lattice: lattice, weights: weights)
    if request.isSmoothed {
      let machine = lattice.machine
      smoothing.takeMajority(
        columns: machine.sections, rows: Int((machine.boomMetres / machine.stepMetres).rounded()))
    }
    smoothing.dissolve(belowSquareMetres: request.smallestSquareMetres)
    return smoothing.zones
  }
}

extension ZoneOutcome {
  fileprivate func meeting(cap: Double?) -> ZoneOutcome {
    guard let cap, prescription.product > cap else { return self }
    var other = self
    other.scale = cap / prescription.product * (1 - 1e-12)
    other.prescription = prescription.with(rates: prescription.rates.map { $0 * other.scale })
    return other
  }
}
