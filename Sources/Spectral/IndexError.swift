/// Why indices cannot be taken into a catalogue or expanded.
public enum IndexError: Error, Hashable, Sendable {
  /// The key is not a name, or is a reserved word or a band role.
  case unusableKey(String)
  /// Two indices have one key.
  case repeatedKey(String)
  /// The formula cannot be read.
  case formula(key: String, ExpressionError)
  /// The formula holds an automatic threshold.
  case automaticThreshold(key: String)
  /// Indices refer to each other in a circle; the first is named again last.
  case cycle([String])
  /// With its indices written out, the formula or expression is too large.
  case tooLarge(String)
}

extension IndexError: CustomStringConvertible {
  /// One sentence that names the index.
  public var description: String {
    switch self {
    case .unusableKey(let key): "an index cannot be named '\(key)'"
    case .repeatedKey(let key): "two indices are named '\(key)'"
    case .formula(let key, let error): "index '\(key)': \(error)"
    case .automaticThreshold(let key): "index '\(key)' holds an automatic threshold"
    case .cycle(let keys): "indices refer to each other in a circle: \(keys.joined(separator: ", "))"
    case .tooLarge(let text): "'\(text)' is too large once its indices are written out"
    }
  }
}
