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

  /// Reads a job for a command that decodes mosaics in its own process, which
  /// a job that says 'untrusted' forbids.
  static func readTrusted(_ path: String, for command: String) throws -> Job {
    let job = try read(path)
    guard job.isolation == .none else {
      throw DataError(
        "the job '\(path)' says 'untrusted', and `furrow \(command)` decodes mosaics in its own process",
        remedy: "only `furrow run` has workers for such a job; give this command a job without 'untrusted'")
    }
    return job
  }
}
