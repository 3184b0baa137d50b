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
  /// Opacity: 0 where the mosaic holds nothing. Never data.
  case alpha
}
