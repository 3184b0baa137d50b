import Pixels

/// Reflectance in the five optical bands, blue to near infrared.
struct Spectrum: Sendable {
  var blue: Float
  var green: Float
  var red: Float
  var redEdge: Float
  var nearInfrared: Float

  init(_ blue: Float, _ green: Float, _ red: Float, _ redEdge: Float, _ nearInfrared: Float) {
    self.blue = blue
    self.green = green
    self.red = red
    self.redEdge = redEdge
    self.nearInfrared = nearInfrared
  }

  /// The value in a band; 0 for roles that are not reflectance.
  subscript(role: BandRole) -> Float {
    switch role {
    case .blue: blue
    case .green: green
    case .red: red
    case .redEdge: redEdge
    case .nearInfrared: nearInfrared
    case .thermal, .value, .alpha: 0
    }
  }
}

/// What the scene's materials reflect, after field spectra in the literature
/// in shape, not measured.
enum Reflectance {
  static let soil = Spectrum(0.070, 0.101, 0.145, 0.176, 0.230)
  /// What a unit of moisture takes off soil, as a fraction.
  static let moisture = Spectrum(0.30, 0.29, 0.27, 0.25, 0.24)
  static let water = Spectrum(0.046, 0.052, 0.038, 0.026, 0.014)
  static let crop = Spectrum(0.030, 0.088, 0.042, 0.250, 0.500)
  static let weed = Spectrum(0.036, 0.108, 0.056, 0.272, 0.440)
  /// What a unit of tint adds: paler leaves.
  static let tint = Spectrum(0.0015, 0.010, 0.0065, 0.010, -0.012)
  /// What early disease takes off or adds, as a fraction at full intensity:
  /// cell structure and red edge go before pigments do.
  static let early = Spectrum(0.0, -0.01, 0.05, -0.20, -0.32)
  /// What late disease adds on top once pigments are lost.
  static let late = Spectrum(0.35, 0.16, 1.3, -0.06, -0.16)

  /// How much of the late change an intensity has, 0 up to 0.45.
  @inline(__always)
  static func lateShare(_ intensity: Float) -> Float {
    let level = max(0, min(1, (intensity - 0.45) * (1 / 0.55)))
    return level * level * (3 - 2 * level)
  }
}
