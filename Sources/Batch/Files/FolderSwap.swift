import Foundation
import GeoFiles

/// Puts a finished folder in the place of an older one.
enum FolderSwap {
  /// What a folder must hold to be replaced.
  enum Content {
    /// What a run published.
    case results
    /// Pages of reports.
    case reports

    /// The file by which such a folder is known.
    var mark: String {
      switch self {
      case .results: "mask.tif"
      case .reports: ".furrow-report"
      }
    }
  }

  /// Moves `finished` to `target`; what stood there is removed afterwards.
  ///
  /// Where the kernel can exchange two folders, readers see the old folder or
  /// the new one at any time; else there is none for the moment between two
  /// renames. The files are on disk before the folder takes its name, and so is
  /// the name when this returns. A symbolic link at `target` is replaced, not followed; a file,
  /// or a folder that holds something but no results, is not touched.
  ///
  /// - Throws: `FileAccessError`; the old folder is still there then.
  static func put(_ finished: String, at target: String, content: Content = .results) throws {
    try check(target, content)
    try DurableFile.synchronize(folder: finished)
    defer { DurableFile.synchronizeNames(in: URL(fileURLWithPath: target).deletingLastPathComponent().path) }
    if let code = FolderReplacement.put(finished, at: target) {
      throw FileAccessError(
        operation: "replace", path: target, reason: String(cString: strerror(code)), code: code)
    }
  }

  /// Refuses a target that must not be replaced.
  ///
  /// - Throws: `FileAccessError`.
  static func check(_ target: String, _ content: Content) throws {
    let manager = FileManager.default
    guard let attributes = try? manager.attributesOfItem(atPath: target) else { return }
    let kind = attributes[.type] as? FileAttributeType
    if kind == .typeSymbolicLink { return }
    let names = (try? manager.contentsOfDirectory(atPath: target)) ?? []
    guard kind == .typeDirectory, names.isEmpty || names.contains(content.mark) else {
      throw FileAccessError(operation: "replace", path: target, reason: "it is no folder of \(content)")
    }
  }
}
