/// Collects the errors of one job file while it is decoded.
package final class Findings {
  package let file: String
  package private(set) var errors: [JobError] = []

  package init(file: String) { self.file = file }

  package func add(_ reason: String, at mark: JobMark, pointer: String, suggestion: String? = nil) {
    errors.append(
      JobError(
        file: file, line: mark.line, column: mark.column, pointer: pointer,
        reason: reason, suggestion: suggestion))
  }

  /// Throws if there is any error, from top to bottom and each once.
  package func check() throws(InvalidJob) {
    guard !errors.isEmpty else { return }
    let sorted = errors.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
    }
    throw InvalidJob(errors: sorted.map(\.element))
  }
}
