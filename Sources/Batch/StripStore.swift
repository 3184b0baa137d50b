import Foundation
import Synchronization

/// Where sealed strips are kept until the run is done.
public protocol StripStore: Sendable {
  /// The strip of a number; `nil` where none was sealed or the seal is broken.
  func load(_ index: Int) throws -> SealedStrip?

  /// Keeps a strip for good: once this returns, a kill cannot undo it.
  func seal(_ strip: SealedStrip) throws
}

/// Keeps strips in memory, for runs that nobody will resume.
public final class MemoryStripStore: StripStore {
  private let strips = Mutex<[Int: SealedStrip]>([:])

  /// Makes an empty store.
  public init() {}

  /// The strip of a number.
  public func load(_ index: Int) -> SealedStrip? { strips.withLock { $0[index] } }

  /// Keeps a strip.
  public func seal(_ strip: SealedStrip) { strips.withLock { $0[strip.index] = strip } }
}

/// Keeps strips as files in one folder, each written beside, synced and renamed.
public struct FolderStripStore: StripStore {
  /// The folder.
  public let folder: String

  /// Uses a folder that exists.
  public init(folder: String) { self.folder = folder }

  /// Reads a strip; a file that is damaged counts as not sealed.
  public func load(_ index: Int) -> SealedStrip? {
    guard let data = FileManager.default.contents(atPath: path(index)) else { return nil }
    return try? SealedStrip(decoding: Array(data))
  }

  /// Writes a strip.
  ///
  /// - Throws: `FileAccessError`, for example where the disk is full.
  public func seal(_ strip: SealedStrip) throws {
    try DurableFile.write(strip.encoded(), to: path(strip.index))
  }

  private func path(_ index: Int) -> String {
    let digits = String(index)
    return "\(folder)/strip-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
  }
}
