import Foundation
import JobDefinition

/// Job files on disk.
enum JobFile {
  /// Reads and checks a job.
  static func read(_ path: String) throws -> Job {
    guard let data = FileManager.default.contents(atPath: path) else {
      let exists = FileManager.default.fileExists(atPath: path)
      throw DataError(
        "cannot read the job '\(path)': \(exists ? "it is not a readable file" : "there is no such file")")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw DataError("cannot read the job '\(path)': it is not UTF-8 text")
    }
    return try JobDecoder.decode(text: text, path: path)
  }
}
