public import Catalog
import Foundation

/// A consistent copy of a catalog.
public enum CatalogBackup {
  /// Copies a catalog, while runs may write it, to a file that is there whole
  /// or not at all; one that stood there is replaced.
  ///
  /// - Returns: The copy's size in bytes.
  /// - Throws: `CatalogError` where the copy is not whole, `FileAccessError`.
  public static func make(of catalog: CatalogDatabase, to path: String) throws -> Int {
    try check(path, of: catalog)
    let beside = path + ".partial"
    RunFolders.remove(beside)
    do {
      try catalog.copy(to: beside)
      try DurableFile.synchronize(file: beside)
      guard rename(beside, path) == 0 else { throw FileAccessError.system("write", path) }
    } catch {
      for ending in ["", "-journal", "-wal", "-shm"] { RunFolders.remove(beside + ending) }
      throw error
    }
    DurableFile.synchronizeNames(in: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    return (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }

  private static func check(_ path: String, of catalog: CatalogDatabase) throws {
    let (target, source) = (URL(fileURLWithPath: path), URL(fileURLWithPath: catalog.path))
    let refusal: String? =
      switch (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType {
      case nil: nil
      case .typeRegular where target.standardizedFileURL == source.standardizedFileURL:
        "it is the catalog itself"
      case .typeRegular: nil
      case .typeDirectory: "it is a folder"
      default: "it is no plain file"
      }
    if let refusal { throw FileAccessError(operation: "write", path: path, reason: refusal) }
  }
}
