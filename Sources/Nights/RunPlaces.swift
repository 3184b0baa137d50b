import Batch
import Foundation

/// Folders beside a job's results.
enum RunPlaces {
  /// Makes a folder, and those above it, where it is missing.
  ///
  /// - Throws: `FileAccessError`.
  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileAccessError.system("make the folder", path)
    }
  }
}
