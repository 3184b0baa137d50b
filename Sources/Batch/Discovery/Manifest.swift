import Foundation
import JobDefinition

/// What a manifest promises of the files beside it.
///
/// Lines are those of `sha256sum` ("HASH  NAME") or hold a number of bytes and a
/// name, as `stat -c '%s %n'` and `wc -c` print them. A manifest without any
/// such line is a mark: that it is there says enough.
struct Manifest: Hashable, Sendable {
  /// The longest manifest that is read, in bytes.
  static let maximumByteCount = 16 << 20

  /// What is promised of one file.
  enum Promise: Hashable, Sendable {
    case hash(String)
    case size(Int)
  }

  private let promises: [String: Promise]

  /// True where it lists files.
  var isList: Bool { !promises.isEmpty }

  /// Reads a manifest's text.
  init(_ text: String) {
    var promises: [String: Promise] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      if let (name, promise) = Self.promise(line) { promises[name] = promise }
    }
    self.promises = promises
  }

  /// What is promised of the file of a name beside the manifest.
  func promise(of name: String) -> Promise? { promises[name] }

  private static func promise(_ line: Substring) -> (name: String, promise: Promise)? {
    if let match = line.wholeMatch(of: /([0-9a-fA-F]{64})[ \t]+\*?(?:\.\/)?(.+)/) {
      return (String(match.output.2), .hash(match.output.1.lowercased()))
    }
    if let match = line.wholeMatch(of: /\s*([0-9]{1,18})[ \t]+(?:\.\/)?(.+)/), let size = Int(match.output.1)
    {
      return (String(match.output.2), .size(size))
    }
    return nil
  }
}

/// The manifests of a survey, each read once.
final class Manifests {
  private var known: [String: Manifest?] = [:]

  /// The manifest of a path; `nil` where there is none.
  func manifest(at path: String, isRemote: Bool) throws -> Manifest? {
    if let known = known[path] { return known }
    let manifest = try SideText.read(
      path, isRemote: isRemote, maximumByteCount: Manifest.maximumByteCount
    ).map(Manifest.init)
    known[path] = .some(manifest)
    return manifest
  }
}
