extension JobPath {
  /// True where a `*` in the path stands for any text.
  public var hasWildcard: Bool { written.contains("*") }

  /// The folder of a path with its `*` in the last part, to be opened.
  public var folder: String {
    guard let slash = resolved.lastIndex(of: "/") else { return "." }
    return slash == resolved.startIndex ? "/" : String(resolved[..<slash])
  }

  /// The text that the only `*` in the path's last part stands for in a file's
  /// name; `nil` where the name does not fit. A leading dot fits only a dot.
  public func wildcardText(in name: String) -> String? {
    let parts = fileName.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count == 2, name.hasPrefix(parts[0]), name.hasSuffix(parts[1]),
      name.count >= parts[0].count + parts[1].count, !name.hasPrefix(".") || parts[0].hasPrefix(".")
    else { return nil }
    return String(name.dropFirst(parts[0].count).dropLast(parts[1].count))
  }

  /// The path with every `*` replaced.
  public func replacingWildcards(with text: String) -> JobPath {
    let before = String(resolved.dropLast(written.count))
    return JobPath(
      written.split(separator: "*", omittingEmptySubsequences: false).joined(separator: text), in: before)
  }
}
