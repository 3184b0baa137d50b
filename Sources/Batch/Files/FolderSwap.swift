import Foundation

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

  private typealias RenameAt2 =
    @convention(c) (
      Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
    ) -> Int32

  /// Moves `finished` to `target`; what stood there is removed afterwards.
  ///
  /// Where the kernel can exchange two folders, readers see the old folder or
  /// the new one at any time; else there is none for the moment between two
  /// renames. The files are on disk before the folder takes its name, and so is
  /// the name when this returns. A symbolic link at `target` is replaced, not followed; a file,
  /// or a folder that holds something but no results, is not touched.
  ///
  /// - Throws: `FileAccessError`; the old folder is still there then.
  /// - Source: `renameat2(2)`.
  static func put(_ finished: String, at target: String, content: Content = .results) throws {
    try check(target, content)
    try DurableFile.synchronize(folder: finished)
    defer { DurableFile.synchronizeNames(in: URL(fileURLWithPath: target).deletingLastPathComponent().path) }
    if rename(finished, target) == 0 { return }
    if exchange(finished, target) {
      try? FileManager.default.removeItem(atPath: finished)
      return
    }
    let aside = finished + ".old"
    try? FileManager.default.removeItem(atPath: aside)
    guard rename(target, aside) == 0 else { throw FileAccessError.system("replace", target) }
    guard rename(finished, target) == 0 else {
      let error = FileAccessError.system("replace", target)
      rename(aside, target)
      throw error
    }
    try? FileManager.default.removeItem(atPath: aside)
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

  private static func exchange(_ first: String, _ second: String) -> Bool {
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    let function = unsafeBitCast(symbol, to: RenameAt2.self)
    let exchangeFlag: UInt32 = 2
    return function(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag) == 0
  }
}
