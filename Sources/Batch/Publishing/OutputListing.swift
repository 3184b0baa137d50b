import Catalog
import Digest
import Foundation

/// The files of a flight as the catalog lists them.
enum OutputListing {
  /// Every file in `folder`, with the path it will have in `published`.
  static func outputs(in folder: String, published: String) throws -> [RunResults.Output] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
      let path = "\(folder)/\(name)"
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw FileAccessError.system("read", path)
      }
      defer { try? handle.close() }
      var hash = SHA256()
      var byteCount = 0
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        hash.update(Array(piece))
        byteCount += piece.count
      }
      return RunResults.Output(
        kind: kind(of: name), path: "\(published)/\(name)",
        sha256: hash.hexDigest(), byteCount: byteCount)
    }
  }

  /// The raster or document that a file is, or what it says beside one.
  private static func kind(of name: String) -> String {
    let stem = String(name.split(separator: ".").first ?? "")
    return name.hasSuffix(".qml") ? "\(stem) style" : name.hasSuffix(".aux.xml") ? "\(stem) classes" : stem
  }
}
