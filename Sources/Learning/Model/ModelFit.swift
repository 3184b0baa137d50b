public import Pixels
public import Spectral

/// Whether a model can be used on a flight, and in a job.
public struct ModelFit: Sendable {
  /// What is known of a flight's mosaic.
  public struct Flight: Sendable {
    /// The flight's name, which errors name.
    public var name: String
    /// The roles that its bands hold.
    public var roles: [BandRole]
    /// What its samples mean.
    public var calibration: MosaicCalibration
    /// The type of its samples.
    public var sampleType: SampleType
    /// The side of a pixel in metres; `nil` for plain images.
    public var pixelSideMetres: Double?

    /// Makes a description.
    public init(
      name: String, roles: [BandRole], calibration: MosaicCalibration, sampleType: SampleType,
      pixelSideMetres: Double?
    ) {
      self.name = name
      self.roles = roles
      self.calibration = calibration
      self.sampleType = sampleType
      self.pixelSideMetres = pixelSideMetres
    }
  }

  private let card: ModelCard

  /// Asks about a model.
  public init(_ card: ModelCard) { self.card = card }

  /// Checks a flight.
  ///
  /// Counts must be of the type that the model was trained on, since their
  /// range is part of what it knows. A model that was trained on plain images
  /// takes pixels of any size.
  ///
  /// - Throws: `ModelFitError` where bands are missing, their values are
  ///   another quantity, or pixels are too small or too large.
  public func check(_ flight: Flight) throws(ModelFitError) {
    let missing = card.sensor.roles.filter { !flight.roles.contains($0) }
    guard missing.isEmpty else {
      throw .bands(model: card.name, missing: missing, flight: flight.name, found: flight.roles)
    }
    try checkScale(flight)
    try checkPixelSide(flight)
  }

  private func checkScale(_ flight: Flight) throws(ModelFitError) {
    for role in card.sensor.roles where role.isOptical {
      let isReflectance = flight.calibration[role].isReflectance
      let found = isReflectance ? ModelCard.Sensor.Scale.reflectance : .counts(flight.sampleType)
      guard found == card.sensor.scale else {
        throw .scale(model: card.name, card.sensor.scale, flight: flight.name, found, role: role)
      }
    }
  }

  private func checkPixelSide(_ flight: Flight) throws(ModelFitError) {
    guard let accepted = card.pixelSide?.acceptedMetres else { return }
    guard let side = flight.pixelSideMetres else {
      throw .noPixelSide(model: card.name, accepted: accepted, flight: flight.name)
    }
    guard accepted.contains(side) else {
      throw .pixelSide(model: card.name, accepted: accepted, flight: flight.name, side: side)
    }
  }

  /// Checks a job's legend: it must have every class of the model, with its
  /// code and name. It may have more, for cleaning to put in.
  ///
  /// - Throws: `ModelFitError`.
  public func check(_ legend: Legend, ofJob job: String) throws(ModelFitError) {
    for code in Set(card.stages.flatMap(\.classes)).sorted() {
      guard let entry = card.legend[code] else { continue }
      guard let other = legend[code] else {
        throw .noClass(model: card.name, code: code, name: entry.name, job: job)
      }
      guard other.name == entry.name else {
        throw .otherClass(model: card.name, code: code, name: entry.name, job: job, found: other.name)
      }
    }
  }
}

/// Why a model cannot be used on a flight or in a job.
public enum ModelFitError: Error, Hashable, Sendable {
  /// The flight lacks bands.
  case bands(model: String, missing: [BandRole], flight: String, found: [BandRole])
  /// The flight's values are another quantity.
  case scale(
    model: String, ModelCard.Sensor.Scale, flight: String, ModelCard.Sensor.Scale, role: BandRole)
  /// The flight's pixels have no size on the ground.
  case noPixelSide(model: String, accepted: ClosedRange<Double>, flight: String)
  /// The flight's pixels are too small or too large.
  case pixelSide(model: String, accepted: ClosedRange<Double>, flight: String, side: Double)
  /// The job's legend lacks a class.
  case noClass(model: String, code: ClassCode, name: String, job: String)
  /// A class has another name in the job's legend.
  case otherClass(model: String, code: ClassCode, name: String, job: String, found: String)
}

extension ModelFitError: CustomStringConvertible {
  /// One sentence that names both sides.
  public var description: String {
    switch self {
    case .bands(let model, let missing, let flight, let found):
      "model '\(model)' reads \(Self.list(missing)), but flight '\(flight)' has \(Self.list(found))"
    case .scale(let model, let scale, let flight, let found, let role):
      "model '\(model)' was trained on \(scale), but \(role.rawValue) of flight '\(flight)' is \(found)"
    case .noPixelSide(let model, let accepted, let flight):
      "model '\(model)' takes pixels of \(Self.text(accepted)), but those of '\(flight)' have no size on the ground"
    case .pixelSide(let model, let accepted, let flight, let side):
      "model '\(model)' takes pixels of \(Self.text(accepted)), but those of flight '\(flight)' are "
        + "\(Self.centimetres(side)) cm"
    case .noClass(let model, let code, let name, let job):
      "model '\(model)' has class \(code) '\(name)', but the legend of job '\(job)' has no class \(code)"
    case .otherClass(let model, let code, let name, let job, let found):
      "class \(code) is '\(name)' in model '\(model)', but '\(found)' in the legend of job '\(job)'"
    }
  }

  private static func list(_ roles: [BandRole]) -> String {
    roles.isEmpty ? "no band with a role" : roles.map(\.rawValue).joined(separator: ", ")
  }

  private static func text(_ sides: ClosedRange<Double>) -> String {
    "\(centimetres(sides.lowerBound)) to \(centimetres(sides.upperBound)) cm"
  }

  /// Centimetres with three decimals at most.
  private static func centimetres(_ metres: Double) -> String {
    let value = (metres * 100_000).rounded() / 1000
    return value == value.rounded() ? String(Int(value)) : "\(value)"
  }
}

extension ModelCard.Sensor.Scale: CustomStringConvertible {
  /// "reflectance" or "counts (uint8)".
  public var description: String {
    switch self {
    case .reflectance: "reflectance"
    case .counts(let type): "counts (\(type.rawValue))"
    }
  }
}
