import Foundation
import JobDefinition

/// What a manifest promises of the files beside it.
///
/// Lines are those of `sha256sum` ("HASH  NAME") or hold a number of bytes and a
/// name, as `stat -c '%s %n'` and `wc -c` print them. A manifest without any
/// such line is a mark: that it is there says enough.
package struct Manifest: Hashable, Sendable {
  /// The longest manifest that is read, in bytes.
  static let maximumByteCount = 16 << 20

  /// What is promised of one file.
  package enum Promise: Hashable, Sendable {
    case hash(String)
    case size(Int)
  }

  private let promises: [String: Promise]

  /// True where it lists files.
  var isList: Bool { !promises.isEmpty }

  /// Reads a manifest's text.
  package init(_ text: String) {
    var promises: [String: Promise] = [:]
    for line in text.utf8.split(whereSeparator: { $0 == Self.lineFeed || $0 == Self.carriageReturn }) {
      if let (name, promise) = Self.hash(line) ?? Self.size(line) { promises[name] = promise }
    }
    self.promises = promises
  }

  /// What is promised of the file of a name beside the manifest.
  package func promise(of name: String) -> Promise? { promises[name] }
}

/// Lines are taken apart byte by byte: whoever fills a watched place may fill
/// it with millions of them.
extension Manifest {
  private typealias Line = Substring.UTF8View
  private typealias Found = (name: String, promise: Promise)

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let hashLength = 64

  /// "HASH  NAME", or "HASH *NAME" of `sha256sum --binary`.
  private static func hash(_ line: Line) -> Found? {
    let digits = line.prefix(hashLength)
    guard digits.count == hashLength, digits.allSatisfy(isHexDigit),
      var rest = afterBlanks(line.dropFirst(hashLength))
    else { return nil }
    if rest.first == UInt8(ascii: "*") { rest = rest.dropFirst() }
    return name(rest).map { ($0, .hash(text(digits).lowercased())) }
  }

  /// "BYTES NAME", also indented.
  private static func size(_ line: Line) -> Found? {
    let line = line.drop(while: isBlank)
    let digits = line.prefix(19).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (1...18).contains(digits.count), let size = Int(text(digits)),
      let rest = afterBlanks(line.dropFirst(digits.count))
    else { return nil }
    return name(rest).map { ($0, .size(size)) }
  }

  /// What follows blanks, of which there must be one.
  private static func afterBlanks(_ line: Line) -> Line? {
    let rest = line.drop(while: isBlank)
    return rest.startIndex > line.startIndex ? rest : nil
  }

  private static func name(_ rest: Line) -> String? {
    let name = rest.starts(with: "./".utf8) ? rest.dropFirst(2) : rest
    return name.isEmpty ? nil : text(name)
  }

  private static func text(_ bytes: Line) -> String { String(Substring(bytes)) }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
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
