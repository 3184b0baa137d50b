/// A shell pattern for paths, such as "flights/*/north*.tif".
///
/// Each part between slashes is a `FilePattern`; `**` stands for any number of
/// folders. Folders whose name begins with a dot are entered only where the
/// pattern has the dot.
public struct PathPattern: Hashable, Sendable {
  /// One part of a path.
  public enum Part: Hashable, Sendable {
    /// Exactly this name.
    case exactly(String)
    /// Names that fit.
    case matching(FilePattern)
    /// Any number of folders, none too.
    case anyFolders
  }

  /// The folder above every match: the parts before the first pattern.
  public let root: String
  /// What follows `root`; the last part is of files.
  public let parts: [Part]

  /// Every fitting file of a folder.
  public init(inFolder folder: String, isRecursive: Bool, pattern: FilePattern) {
    root = folder
    parts = (isRecursive ? [.anyFolders] : []) + [.matching(pattern)]
  }

  /// Makes a pattern; `nil` where it names no file or has an open bracket.
  ///
  /// - Parameters:
  ///   - text: The path as it is written.
  ///   - folder: What a relative path follows; never read as a pattern.
  public init?(_ text: String, in folder: String = "") {
    let names = text.split(separator: "/").map(String.init)
    guard let last = names.last, last != "**", !text.hasSuffix("/") else { return nil }
    let fixed = names.dropLast().prefix { !Self.isPattern($0) }
    var parts: [Part] = []
    for name in names[fixed.count...] {
      guard let part = Self.part(name) else { return nil }
      parts.append(part)
    }
    let written = (text.hasPrefix("/") ? "/" : "") + fixed.joined(separator: "/")
    let own = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    root = written.isEmpty ? (own.isEmpty ? "." : own) : JobPath(written, in: folder).resolved
    self.parts = parts
  }

  /// True where a name stands for more than itself.
  public static func isPattern(_ text: some StringProtocol) -> Bool { text.contains { "*?[".contains($0) } }

  private static func part(_ name: String) -> Part? {
    if name == "**" { return .anyFolders }
    guard isPattern(name) else { return .exactly(name) }
    return FilePattern(name).map(Part.matching)
  }
}
