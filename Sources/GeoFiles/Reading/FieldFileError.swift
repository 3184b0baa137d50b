/// Everything that is wrong with a boundary file, found in one reading.
public struct FieldFileError: Error, Hashable, Sendable {
  /// The most problems that are told one by one.
  public static let limit = 20

  /// The file.
  public let file: String
  /// The first problems, each one sentence part that names its field.
  public let problems: [String]
  /// How many more there are.
  public let omitted: Int

  /// Makes an error of one or more problems; those beyond the limit are counted.
  public init(file: String, problems: [String]) {
    self.file = file
    self.problems = Array(problems.prefix(Self.limit))
    omitted = max(0, problems.count - Self.limit)
  }
}

extension FieldFileError: CustomStringConvertible {
  /// One sentence that names the file and every problem told.
  public var description: String {
    "cannot use '\(file)': \(problems.joined(separator: "; "))"
      + (omitted > 0 ? "; and \(omitted) more" : "")
  }
}
