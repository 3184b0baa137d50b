package import Yams

/// A place in the text of a job file.
package struct JobMark {
  package let line: Int
  package let column: Int

  package static let start = JobMark(line: 1, column: 1)

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of a node; the file's start for a node that has none.
  package init(_ mark: Mark?) { self.init(line: mark?.line ?? 1, column: mark?.column ?? 1) }
}
