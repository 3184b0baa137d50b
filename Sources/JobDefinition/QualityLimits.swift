/// What a mosaic must be like to be worked on.
///
/// Shares are from 0 to 1, of the pixels that are sampled before work begins;
/// `nil` where something is not looked at.
public struct QualityLimits: Hashable, Sendable {
  /// What is done with a mosaic that is not good enough.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    /// It is not worked on.
    case setAside = "set_aside"
    /// It is worked on, and the reasons stand with the results.
    case note
  }

  /// The greatest share of overexposed pixels.
  public var maximumOverexposed: Double? = 0.25
  /// The greatest share of underexposed pixels.
  public var maximumUnderexposed: Double? = 0.5
  /// The least sharpness: variance of the Laplacian over variance.
  public var minimumSharpness: Double? = 0.02
  /// The greatest share of pixels whose reflectance no ground has.
  public var maximumImplausible: Double? = 0.1
  /// The greatest share of pixels without data.
  public var maximumNodata: Double? = 0.95
  /// The least share of the fields' area that holds data.
  public var minimumCoverage: Double?
  /// What is done with a mosaic beyond a limit.
  public var action = Action.setAside

  /// The limits that hold where a job has the section and does not say more.
  public init() {}
}
