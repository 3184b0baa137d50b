import Catalog
import Digest
import Foundation

/// The files of a flight as the catalog lists them.
enum OutputListing {
  /// Every file in `folder`, with the path it will have in `published`.
  static func outputs(
    in folder: String, published: String, workerCount: Int
  ) throws -> [RunResults.Output] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try WorkerPool(workerCount: workerCount).map(names.count) { task, _ in
      let name = names[task]
      let (hash, byteCount) = try hash(of: "\(folder)/\(name)")
      return RunResults.Output(
        kind: kind(of: name), path: "\(published)/\(name)", sha256: hash, byteCount: byteCount)
    }
  }

  /// True where a file is there with the size and hash of the catalog.
  static func isWhole(_ output: RunResults.Output) -> Bool {
    guard let found = try? hash(of: output.path) else { return false }
    return found.text == output.sha256 && found.byteCount == output.byteCount
  }

  static func hash(of path: String) throws -> (text: String, byteCount: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileAccessError.system("read", path) }
    defer { close(descriptor) }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { piece.deallocate() }
    var hash = SHA256()
    var byteCount = 0
    while true {
      let count = read(descriptor, piece.baseAddress, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileAccessError.system("read", path) }
      if count == 0 { return (hash.hexDigest(), byteCount) }
      hash.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
      byteCount += count
    }
  }

  /// The raster or document that a file is, or what it says beside one.
  private static func kind(of name: String) -> String {
    let stem = String(name.split(separator: ".").first ?? "")
    return name.hasSuffix(".qml") ? "\(stem) style" : name.hasSuffix(".aux.xml") ? "\(stem) classes" : stem
  }
}
