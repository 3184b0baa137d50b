import GeoFiles
import Grid
import Pixels
import Reporting
import Spectral

/// What an inspection found, in words for people.
extension MosaicInspection {
  /// How the role of a band was told.
  func evidence(of role: BandRole) -> String {
    if role == .alpha { return "file" }
    guard let bands, let evidence = bands.evidence[role] else { return "nothing" }
    switch evidence {
    case .job: return "--bands"
    case .profile(let name): return "profile \(name)"
    case .description: return file.locator.paths.count > 1 ? "file name" : "band name"
    case .wavelength: return "wavelength"
    case .colour: return "colour"
    }
  }

  /// What the samples of a role mean.
  func calibrationWords(of role: BandRole) -> String {
    guard role != .alpha, let calibration = calibration?.bands[role] else { return "–" }
    return calibration.words
  }

  /// How that is known.
  func calibrationEvidence(of role: BandRole) -> String {
    guard role != .alpha, let evidence = calibration?.evidence[role] else { return "–" }
    return switch evidence {
    case .job: "--scale"
    case .file: "file's scale"
    case .profile(let name): "profile \(name)"
    case .sampleType: "float samples"
    case .none: "default"
    }
  }

  /// Where the file marks uncovered pixels.
  var maskWords: String {
    switch file.mosaic.mask {
    case .none: "none"
    case .alpha(let band): "alpha in band \(band)"
    case .file: "inside or beside the file"
    }
  }

  /// How the grid lies on the map.
  var transformWords: String {
    let transform = file.transform
    guard file.isGeoreferenced else { return "none" }
    if transform.isRotated {
      return "rotated, north is \(Number.text(transform.northDegrees, significant: 4))° clockwise from up"
    }
    let north = transform.rowY < 0 ? "north up" : "south up"
    return transform.columnX > 0 ? north : "\(north), west to the right"
  }
}

extension Calibration {
  /// "reflectance = stored / 32768".
  var words: String {
    switch self {
    case .counts: "counts"
    case .reflectance(let scale, let offset): "reflectance = \(Self.formula(scale, offset))"
    case .kelvin(let scale, let offset): "kelvin = \(Self.formula(scale, offset))"
    }
  }

  private static func formula(_ scale: Double, _ offset: Double) -> String {
    let inverse = 1 / scale
    let product =
      scale == 1
      ? "stored"
      : (1.5..<1e9).contains(inverse) && abs(inverse - inverse.rounded()) < 1e-6 * inverse
        ? "stored / \(Int(inverse.rounded()))" : "stored × \(Number.text(scale))"
    if offset == 0 { return product }
    return product + (offset < 0 ? " − " : " + ") + Number.text(abs(offset))
  }
}
