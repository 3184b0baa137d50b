/// The program itself.
public enum Furrow {
  /// The version, by semantic versioning.
  public static let version = "0.1.0"
}
