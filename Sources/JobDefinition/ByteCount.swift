/// A number of bytes as people write it.
public struct ByteCount: Hashable, Sendable {
  /// The bytes.
  public let bytes: Int

  /// Reads a number with its unit, decimal: MB, GB or TB.
  public init?(_ text: String) {
    guard let match = text.wholeMatch(of: /([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(MB|GB|TB)/),
      let number = Double(match.output.1)
    else { return nil }
    let units: [Substring: Double] = ["MB": 1e6, "GB": 1e9, "TB": 1e12]
    bytes = Int((number * (units[match.output.2] ?? 1)).rounded())
  }
}
