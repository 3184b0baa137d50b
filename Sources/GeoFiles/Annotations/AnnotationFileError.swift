/// Why an annotation file cannot be used.
public struct AnnotationFileError: Error, Hashable, Sendable {
  /// The file.
  public let file: String
  /// What is wrong and where, as part of a sentence.
  public let problem: String

  /// Makes an error.
  public init(file: String, problem: String) {
    self.file = file
    self.problem = problem
  }
}

extension AnnotationFileError: CustomStringConvertible {
  /// One sentence that names the file, the place and the reason.
  public var description: String { "cannot use the annotations '\(file)': \(problem)" }
}
