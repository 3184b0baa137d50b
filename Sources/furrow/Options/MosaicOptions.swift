import ArgumentParser
import GeoFiles
import JobDefinition
import Pixels
import Spectral

/// What a person says of a mosaic's bands.
struct MosaicOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The bands: a code such as BGRReN (Re red edge, N near infrared, L thermal, V no light), or numbers such as red=3,nir=5.",
      valueName: "code"))
  var bands: String?

  @Option(
    help: ArgumentHelp(
      "The sensor profile: \(SensorProfile.standard.map(\.name).joined(separator: ", ")).", valueName: "name"),
    completion: .list(SensorProfile.standard.map(\.name)))
  var profile: String?

  @Option(
    help: ArgumentHelp(
      "What samples are: 'counts', 'reflectance', or the number that stands for reflectance 1, such as 32768.",
      valueName: "scale"))
  var scale: String?

  func validate() throws {
    if bands != nil, profile != nil { throw ValidationError("--bands and --profile exclude each other") }
    if let scale, Self.scale(scale) == nil {
      throw ValidationError("'\(scale)' is not a scale: say counts, reflectance or a positive number")
    }
    do {
      _ = try bandRequest()
    } catch let error as BandResolutionError {
      throw ValidationError("\(error)" + (error.remedy.map { "; \($0)" } ?? ""))
    }
  }

  /// What is said of the bands' roles.
  func bandRequest() throws -> BandRequest {
    if let profile {
      guard let known = SensorProfile.named(profile) else {
        let nearest = NearestName.nearest(to: profile, among: SensorProfile.standard.map(\.name))
        throw BandResolutionError.unknownProfile(profile, nearest: nearest)
      }
      return .profile(known.name)
    }
    guard let bands else { return .automatic }
    return bands.contains("=") || bands.contains(":")
      ? .numbers(try Self.numbers(bands)) : .code(try BandCode(bands))
  }

  /// What is said of the samples; `nil` where nothing is said.
  var scaleRequest: SensorDescription.Scale? { scale.flatMap(Self.scale) }

  /// The same for the calibration.
  var calibrationRequest: CalibrationRequest {
    switch scaleRequest {
    case nil: .automatic
    case .counts: .counts
    case .reflectance: .reflectance(scale: 1, offset: 0)
    case .divisor(let divisor): .reflectance(scale: 1 / divisor, offset: 0)
    }
  }

  private static func scale(_ text: String) -> SensorDescription.Scale? {
    switch text.lowercased() {
    case "counts": return .counts
    case "reflectance": return .reflectance
    default:
      guard let divisor = Double(text), divisor > 0, divisor.isFinite else { return nil }
      return divisor == 1 ? .reflectance : .divisor(divisor)
    }
  }

  private static func numbers(_ text: String) throws -> [BandRole: Int] {
    var numbers: [BandRole: Int] = [:]
    for part in text.split(separator: ",") {
      let pair = part.split(whereSeparator: { $0 == "=" || $0 == ":" })
      guard pair.count == 2, let role = BandRole(bandName: String(pair[0])), let number = Int(pair[1]),
        number > 0, numbers.updateValue(number, forKey: role) == nil
      else {
        throw ValidationError("'\(part)' names no band: write a role and a number, such as nir=5, each once")
      }
    }
    return numbers
  }
}

extension MosaicOptions {
  /// Bands and calibration as these options and the file tell them.
  ///
  /// - Throws: `DataError` that names the file and says what to do.
  func resolve(_ file: MosaicFile) throws -> (bands: ResolvedBands, calibration: MosaicCalibration) {
    do {
      let bands = try BandResolver.resolve(mosaic: file.mosaic, request: try bandRequest())
      return (
        bands,
        try MosaicCalibration.resolve(mosaic: file.mosaic, bands: bands, request: calibrationRequest)
      )
    } catch let error as BandResolutionError {
      throw DataError("'\(file.locator.name)': \(error)", remedy: Self.remedy(error))
    } catch let error as CalibrationError {
      throw DataError("'\(file.locator.name)': \(error)", remedy: Self.scaleRemedy)
    }
  }

  /// How to say on the command line and in a job which band is which.
  static func remedy(_ error: BandResolutionError) -> String? {
    switch error {
    case .unreadableCode, .repeatedRoleInCode, .countMismatch, .ambiguousRole, .unknownOrder:
      "say the order with --bands, as in --bands BGRReN or --bands red=3,nir=5, or with --profile; "
        + "in a job with 'sensor: {bands: ...}' or 'sensor: {profile: ...}'"
    default: error.remedy
    }
  }

  /// How to say what samples are.
  static let scaleRemedy =
    "say what samples are with --scale, as in --scale 32768 or --scale counts; "
    + "in a job with 'sensor: {scale: ...}'"
}
