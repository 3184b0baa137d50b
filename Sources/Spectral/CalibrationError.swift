public import Pixels

/// Why the calibration of a mosaic cannot be right.
public enum CalibrationError: Error, Hashable, Sendable {
  /// A scale is 0, or a scale or offset is not finite.
  case unusableScale(band: BandRole, scale: Double, offset: Double)
  /// The file declares a scale for some of the optical bands only.
  case mixedScales(scaled: [BandRole], unscaled: [BandRole])
  /// Most values lie where no ground or plant can be.
  case outOfRange(band: BandRole, found: ClosedRange<Double>, expected: ClosedRange<Double>)
  /// A sample holds no valid pixel.
  case noValidPixels(band: BandRole)
}

extension CalibrationError: CustomStringConvertible {
  /// One sentence that names the band.
  public var description: String {
    switch self {
    case .unusableScale(let band, let scale, let offset):
      "band \(band.rawValue) has the unusable scale \(scale) and offset \(offset)"
    case .mixedScales(let scaled, let unscaled):
      "the file declares a scale for \(Self.list(scaled)), but not for \(Self.list(unscaled))"
    case .outOfRange(let band, let found, let expected):
      "band \(band.rawValue) has values from \(Self.text(found.lowerBound)) to "
        + "\(Self.text(found.upperBound)), expected \(Self.text(expected.lowerBound)) to "
        + "\(Self.text(expected.upperBound)); its scale cannot be right"
    case .noValidPixels(let band): "band \(band.rawValue) has no valid pixel"
    }
  }

  private static func list(_ roles: [BandRole]) -> String {
    roles.map(\.rawValue).joined(separator: ", ")
  }

  private static func text(_ value: Double) -> String { Expression.text(of: Double(Float(value))) }
}
