/// One thing that is wrong with a job file, and where.
public struct JobError: Error, Hashable, Sendable {
  /// The job file as it was named when it was read.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in Unicode scalars.
  public var column: Int
  /// The JSON pointer (RFC 6901) of the value; empty for the whole job.
  public var pointer: String
  /// What is wrong, in lower case, without the place.
  public var reason: String
  /// The nearest thing that would have been right, where there is one.
  public var suggestion: String?

  /// Makes an error.
  public init(
    file: String, line: Int, column: Int, pointer: String, reason: String, suggestion: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.pointer = pointer
    self.reason = reason
    self.suggestion = suggestion
  }
}

extension JobError: CustomStringConvertible {
  /// "job.yaml:12:5: unknown key 'clas' in /segment/rules/0; did you mean 'class'?"
  public var description: String {
    let place = pointer.isEmpty ? "" : " in \(pointer)"
    let question = suggestion.map { "; did you mean '\($0)'?" } ?? ""
    return "\(file):\(line):\(column): \(reason)\(place)\(question)"
  }
}

/// Everything that is wrong with a job file.
public struct InvalidJob: Error, Hashable, Sendable {
  /// The errors from top to bottom; at least one.
  public var errors: [JobError]

  /// Makes the error of a whole file.
  public init(errors: [JobError]) { self.errors = errors }
}

extension InvalidJob: CustomStringConvertible {
  /// One line for each error.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
