/// What a sample of a mosaic decided before the mosaic is worked through.
///
/// Drawn once, it can be given to whoever prepares the same flight again, who
/// then reads no sample.
public struct DrawnValues: Hashable, Sendable {
  /// The automatic thresholds by comparison.
  public var thresholds: [String: Double] = [:]
  /// The spreads by comparison, thresholds filled in; where confidence is written.
  public var spreads: [String: Double] = [:]

  /// True where every number can be written as JSON.
  var isFinite: Bool { [thresholds, spreads].allSatisfy { $0.values.allSatisfy(\.isFinite) } }
}
