import Foundation
import Synchronization

/// Where sealed strips are kept until the run is done.
protocol StripStore: Sendable {
  /// The strip of a number; `nil` where none was sealed or the seal is broken.
  func load(_ index: Int) throws -> SealedStrip?

  /// Keeps a strip for good: once this returns, a kill cannot undo it.
  func seal(_ strip: SealedStrip) throws
}

/// Keeps strips in memory, for runs that nobody will resume.
final class MemoryStripStore: StripStore {
  private let strips = Mutex<[Int: SealedStrip]>([:])

  /// Makes an empty store.
  init() {}

  /// The strip of a number.
  func load(_ index: Int) -> SealedStrip? { strips.withLock { $0[index] } }

  /// Keeps a strip.
  func seal(_ strip: SealedStrip) { strips.withLock { $0[strip.index] = strip } }
}

/// Keeps strips as files in one folder, each written beside, synced and renamed.
struct FolderStripStore: StripStore {
  /// The folder.
  let folder: String

  /// Uses a folder that exists.
  init(folder: String) { self.folder = folder }

  /// Reads a strip; a file that is damaged counts as not sealed.
  func load(_ index: Int) -> SealedStrip? { loadSealed(index)?.strip }

  /// Reads a strip with its seal: the hash of all bytes before it.
  func loadSealed(_ index: Int) -> (strip: SealedStrip, seal: String)? {
    guard let data = FileManager.default.contents(atPath: path(index)) else { return nil }
    let bytes = Array(data)
    guard let strip = try? SealedStrip(decoding: bytes) else { return nil }
    return (strip, SealedStrip.seal(of: bytes))
  }

  /// True where there is a file for the strip.
  func has(_ index: Int) -> Bool { FileManager.default.fileExists(atPath: path(index)) }

  /// Writes a strip.
  ///
  /// - Throws: `FileAccessError`, for example where the disk is full.
  func seal(_ strip: SealedStrip) throws { try write(strip) }

  /// Writes a strip and gives back its seal.
  ///
  /// - Throws: `FileAccessError`.
  @discardableResult
  func write(_ strip: SealedStrip) throws -> String {
    let bytes = strip.encoded()
    try DurableFile.write(bytes, to: path(strip.index))
    return SealedStrip.seal(of: bytes)
  }

  private func path(_ index: Int) -> String {
    let digits = String(index)
    return "\(folder)/strip-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
  }
}
