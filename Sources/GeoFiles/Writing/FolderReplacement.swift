internal import Foundation

/// Puts a finished folder in the place of another on the same file system.
package enum FolderReplacement {
  private typealias RenameAt2 =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

  /// Gives `finished` the name `target`; what lay there is removed.
  ///
  /// Where the kernel can exchange two folders, readers see the old one or the
  /// new one at any time; else there is none for the moment between two
  /// renames.
  ///
  /// - Returns: The system's error number where it refused; the old folder is
  ///   still there then.
  /// - Source: `renameat2(2)`.
  package static func put(_ finished: String, at target: String) -> Int32? {
    if rename(finished, target) == 0 { return nil }
    guard exchange(finished, target) else { return renameTwice(finished, target) }
    try? FileManager.default.removeItem(atPath: finished)
    return nil
  }

  private static func exchange(_ first: String, _ second: String) -> Bool {
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    let exchangeFlag: UInt32 = 2
    return unsafeBitCast(symbol, to: RenameAt2.self)(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag) == 0
  }

  private static func renameTwice(_ finished: String, _ target: String) -> Int32? {
    let aside = finished + ".old"
    try? FileManager.default.removeItem(atPath: aside)
    guard rename(target, aside) == 0 else { return errno }
    guard rename(finished, target) == 0 else {
      let code = errno
      rename(aside, target)
      return code
    }
    try? FileManager.default.removeItem(atPath: aside)
    return nil
  }
}
