/// What a band measures.
public enum BandRole: String, Hashable, Sendable, CaseIterable, Codable {
  /// Blue light, about 475 nm.
  case blue
  /// Green light, about 560 nm.
  case green
  /// Red light, about 660 nm.
  case red
  /// The red edge, about 717 nm.
  case redEdge = "rededge"
  /// Near infrared, about 840 nm.
  case nearInfrared = "nir"
  /// Thermal infrared, about 11 um.
  case thermal
  /// A quantity that is no light: an index, a leaf area index, a height. Taken
  /// as it is stored; only the job can tell it.
  case value
  /// Opacity: 0 where the mosaic holds nothing. Never data.
  case alpha
}

extension BandRole {
  /// True for light that plants reflect: what calibration to reflectance is for.
  public var isOptical: Bool {
    switch self {
    case .blue, .green, .red, .redEdge, .nearInfrared: true
    case .thermal, .value, .alpha: false
    }
  }
}
