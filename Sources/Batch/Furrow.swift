/// The program itself.
public enum Furrow {
  /// The version, by semantic versioning.
  public static let version = "0.1.0"

  /// Raised by one with every change after which the same mosaic and job give
  /// other results; what was done before is done again then.
  public static let resultsVersion = 1

  /// What the version of results adds to a run's parameters; nothing for the
  /// first, so that runs from before there was a number stay done.
  static var resultsMark: [String] { resultsMark(resultsVersion) }

  static func resultsMark(_ version: Int) -> [String] { version > 1 ? ["results \(version)"] : [] }
}
