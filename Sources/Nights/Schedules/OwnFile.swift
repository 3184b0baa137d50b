import Batch
import Foundation

/// A file that `furrow schedule` writes for one job and nobody else.
struct OwnFile {
  let path: String
  /// The line after which it is known again.
  let mark: String

  /// What is there: the whole text, or `nil` for nothing.
  ///
  /// - Throws: `ScheduleError.foreign` where it is a link, no text, or somebody
  ///   else's.
  func read() throws -> String? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
    guard attributes[.type] as? FileAttributeType == .typeRegular,
      let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
    else { throw ScheduleError.foreign("'\(path)'", found: "it is not a plain file of text") }
    guard text.split(separator: "\n").prefix(2).contains(where: { $0 == "# \(mark)" }) else {
      let other = text.split(separator: "\n").prefix(2).first { $0.hasPrefix("# Written by furrow schedule") }
      throw ScheduleError.foreign(
        "'\(path)'",
        found: other.map { "it was \($0.dropFirst(2).dropLast().lowercasedFirst)" }
          ?? "it was not written by furrow schedule")
    }
    return text
  }

  /// Writes a text where it is not there already.
  ///
  /// - Returns: True where something changed.
  /// - Throws: As `read()`; `FileAccessError`.
  func write(_ text: String) throws -> Bool {
    guard try read() != text else { return false }
    try DurableFile.write(Array(text.utf8), to: path)
    return true
  }

  /// Removes the file.
  ///
  /// - Returns: True where it was there.
  /// - Throws: As `read()`; `FileAccessError`.
  func remove() throws -> Bool {
    guard try read() != nil else { return false }
    guard unlink(path) == 0 else { throw FileAccessError.system("remove", path) }
    return true
  }
}

extension Substring {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
