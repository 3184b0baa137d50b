internal import Foundation

/// By what a file is known not to have been written since it was looked at.
struct FileState: Codable, Hashable, Sendable {
  /// Its size.
  var byteCount: Int
  /// Seconds since 1970 at which it was last written.
  var written: Double

  /// Looks at a file; `nil` where there is none.
  init?(of path: String) {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let size = attributes[.size] as? NSNumber, let date = attributes[.modificationDate] as? Date
    else { return nil }
    (byteCount, written) = (size.intValue, date.timeIntervalSince1970)
  }
}
