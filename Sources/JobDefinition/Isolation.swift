/// Where mosaics and boundaries are decoded.
public enum Isolation: Hashable, Sendable {
  /// In the process that runs the job.
  case none
  /// Each flight in a confined process of its own; what cannot be confined is
  /// told.
  case worker
  /// As `worker`, but a flight that cannot be confined in every way is refused.
  case strict
}
