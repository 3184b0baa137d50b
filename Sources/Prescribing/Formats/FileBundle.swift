import Foundation
import GeoFiles

/// Files that belong together, as a folder or as one zip archive.
struct FileBundle {
  /// The files by their names in the folder or archive.
  var files: [(name: String, bytes: [UInt8])]

  /// Writes them, as an archive where the target is a file.
  ///
  /// - Throws: `OutputError`; `PrescribingError.unfitTarget` where the target
  ///   is a file but no zip archive.
  func write(to staging: StagedPrescription, format: String) throws {
    guard !staging.isFolder else {
      for file in files { try staging.write(file.bytes, to: staging.path(file.name)) }
      return
    }
    try staging.require(ending: "zip", format: format)
    try staging.write(try ZipWriter.archive(of: files), to: staging.content)
  }

  /// Reads a file back from a folder or an archive.
  ///
  /// - Throws: `PrescribingError.damaged`.
  static func bytes(of name: String, in staging: StagedPrescription) throws -> [UInt8] {
    let path = staging.isFolder ? staging.path(name) : staging.content
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PrescribingError.damaged(file: staging.target, reason: "it has no '\(name)'")
    }
    guard !staging.isFolder else { return Array(data) }
    guard let found = StoredEntries(Array(data))?[name] else {
      throw PrescribingError.damaged(file: staging.target, reason: "the archive has no sound '\(name)'")
    }
    return found
  }
}

extension StagedPrescription {
  /// - Throws: `PrescribingError.unfitTarget` where the name ends otherwise.
  func require(ending: String, format: String) throws(PrescribingError) {
    try require(anyEnding: [ending], format: format)
  }

  /// - Throws: `PrescribingError.unfitTarget` where the name ends otherwise.
  func require(anyEnding endings: [String], format: String) throws(PrescribingError) {
    guard endings.contains((target as NSString).pathExtension.lowercased()) else {
      throw .unfitTarget(target, format: format, ending: "." + (endings.first ?? ""))
    }
  }
}

/// The entries of an archive of stored files, found through its directory.
struct StoredEntries {
  private let bytes: [UInt8]
  private var places: [String: (start: Int, count: Int, checksum: UInt32)] = [:]

  /// - Returns: `nil` where the directory is not sound.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.count >= 22, Array(bytes[(bytes.count - 22)...].prefix(4)) == [0x50, 0x4B, 5, 6] else {
      return nil
    }
    var at = number(bytes.count - 6, 4)
    for _ in 0..<number(bytes.count - 12, 2) {
      guard at + 46 <= bytes.count, Array(bytes[at..<at + 4]) == [0x50, 0x4B, 1, 2], number(at + 10, 2) == 0
      else { return nil }
      let (count, nameCount, offset) = (number(at + 24, 4), number(at + 28, 2), number(at + 42, 4))
      guard at + 46 + nameCount <= bytes.count, offset + 30 <= bytes.count else { return nil }
      let name = String(decoding: bytes[at + 46..<at + 46 + nameCount], as: UTF8.self)
      let start = offset + 30 + number(offset + 26, 2) + number(offset + 28, 2)
      guard start + count <= bytes.count else { return nil }
      places[name] = (start, count, UInt32(number(at + 16, 4)))
      at += 46 + nameCount + number(at + 30, 2) + number(at + 32, 2)
    }
  }

  /// An entry whose checksum is right.
  subscript(name: String) -> [UInt8]? {
    guard let place = places[name] else { return nil }
    let found = Array(bytes[place.start..<place.start + place.count])
    return ZipWriter.checksum(of: found) == place.checksum ? found : nil
  }

  private func number(_ at: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
  }
}
