public import Pixels

/// A camera as its mosaics come out of photogrammetry.
public struct SensorModel: Hashable, Sendable {
  /// How reflectance becomes a sample.
  public enum Response: Hashable, Sendable {
    /// Sample = reflectance * scale.
    case linear(scale: Double)
    /// Sample = 255 * (gain * reflectance) ^ (1 / gamma), each band with its own
    /// white balance.
    case gamma(Double, gains: [BandRole: Double])
  }

  /// How pixels are marked that the flight did not cover.
  public enum Nodata: Hashable, Sendable {
    /// Every band holds this value, which no covered pixel has: 0 for integer
    /// types, any unlikely value or NaN for float32.
    case value(Double)
    /// A last band of opacity: 0 not covered, the type's largest value covered.
    case alpha
  }

  /// The profile's name.
  public var name: String
  /// The bands in file order, without alpha.
  public var roles: [BandRole]
  /// Centre wavelengths in nanometres beside `roles`; empty for colour cameras.
  public var wavelengthsNanometres: [Double]
  /// The type of samples.
  public var sampleType: SampleType
  /// How reflectance becomes a sample.
  public var response: Response
  /// How uncovered pixels are marked.
  public var nodata: Nodata
  /// Samples of integer types are multiples of this; above 1 compresses better.
  public var quantum: Int

  /// Makes a sensor; `sampleType` is uint8, uint16 or float32.
  public init(
    name: String, roles: [BandRole], wavelengthsNanometres: [Double] = [], sampleType: SampleType,
    response: Response, nodata: Nodata, quantum: Int = 1
  ) {
    precondition(sampleType != .int16, "sensors store unsigned samples or reflectance")
    precondition(quantum >= 1, "a quantum is at least 1")
    precondition(!roles.contains { $0 == .alpha || $0 == .thermal }, "roles are optical bands")
    precondition(
      wavelengthsNanometres.isEmpty || wavelengthsNanometres.count == roles.count,
      "every band has a wavelength or none has")
    self.name = name
    self.roles = roles
    self.wavelengthsNanometres = wavelengthsNanometres
    self.sampleType = sampleType
    self.response = response
    self.nodata = nodata
    self.quantum = quantum
  }

  /// The number of bands in the file, alpha included.
  public var bandCount: Int { roles.count + (nodata == .alpha ? 1 : 0) }

  /// The bands as a mosaic's description lists them.
  public var bands: [BandDescription] {
    var bands: [BandDescription] = []
    for (index, role) in roles.enumerated() {
      let wavelength = wavelengthsNanometres.isEmpty ? nil : wavelengthsNanometres[index]
      var value: Double?
      if case .value(let nodata) = nodata { value = nodata }
      bands.append(
        BandDescription(
          number: index + 1, name: role.rawValue, role: role, wavelengthNanometres: wavelength,
          nodata: value))
    }
    if nodata == .alpha {
      bands.append(BandDescription(number: bands.count + 1, name: "alpha", role: .alpha))
    }
    return bands
  }
}

extension SensorModel {
  /// A colour camera: red, green, blue and alpha, 8 bits, gamma 2.2.
  public static let rgb = SensorModel(
    name: "RGB", roles: [.red, .green, .blue], sampleType: .uint8,
    response: .gamma(2.2, gains: [.red: 2.2, .green: 2.35, .blue: 2.45]), nodata: .alpha)

  /// MicaSense RedEdge-M: five bands, 16 bits, 32768 = reflectance 1.
  public static let redEdgeM = SensorModel(
    name: "MicaSense RedEdge-M", roles: [.blue, .green, .red, .redEdge, .nearInfrared],
    wavelengthsNanometres: [475, 560, 668, 717, 840], sampleType: .uint16,
    response: .linear(scale: 32768), nodata: .value(0))

  /// MicaSense RedEdge-M as float reflectance with nodata -10000.
  public static let redEdgeMFloat = SensorModel(
    name: "MicaSense RedEdge-M", roles: [.blue, .green, .red, .redEdge, .nearInfrared],
    wavelengthsNanometres: [475, 560, 668, 717, 840], sampleType: .float32,
    response: .linear(scale: 1), nodata: .value(-10000))

  /// DJI Mavic 3M: green, red, red edge, near infrared, 16 bits, 65535 = 1.
  public static let mavic3M = SensorModel(
    name: "DJI Mavic 3M", roles: [.green, .red, .redEdge, .nearInfrared],
    wavelengthsNanometres: [560, 650, 730, 860], sampleType: .uint16,
    response: .linear(scale: 65535), nodata: .value(0))

  /// The same sensor with samples rounded to multiples of `quantum`.
  public func quantised(to quantum: Int) -> SensorModel {
    var sensor = self
    sensor.quantum = max(1, quantum)
    return sensor
  }
}
