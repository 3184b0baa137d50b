/// The name of a picture without its folders.
struct PictureName {
  /// The name with its ending.
  let base: String
  /// The name without its ending.
  let stem: String

  /// Takes a path of any system.
  init(_ path: String) {
    base = String(
      path[(path.lastIndex { $0 == "/" || $0 == "\\" }.map(path.index(after:)) ?? path.startIndex)...])
    stem = PathParts(base).stem
  }

  /// True where both name one picture, whatever their endings.
  func isLike(_ other: PictureName) -> Bool { stem.lowercased() == other.stem.lowercased() }
}
