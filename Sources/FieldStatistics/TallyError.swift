/// Why sealed tallies cannot be read back.
public enum TallyError: Error, Hashable, Sendable {
  /// The bytes end inside of a value.
  case truncated(offset: Int)
  /// Another version wrote the bytes.
  case unknownVersion(UInt8)
  /// A value contradicts what a tally can hold.
  case inconsistent(what: String, offset: Int)
}

extension TallyError: CustomStringConvertible {
  /// One sentence that names the place.
  public var description: String {
    switch self {
    case .truncated(let offset): "the sealed tally ends in the middle of a value at byte \(offset)"
    case .unknownVersion(let version): "the sealed tally has the unknown version \(version)"
    case .inconsistent(let what, let offset): "the sealed tally has an impossible \(what) at byte \(offset)"
    }
  }
}
