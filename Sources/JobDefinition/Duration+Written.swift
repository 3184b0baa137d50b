extension Duration {
  /// Reads a length of time with its unit: "90 s", "10 min", "2 h" or "1 d".
  public init?(written text: String) {
    guard let match = text.wholeMatch(of: /([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(s|min|h|d)/),
      let number = Double(match.output.1)
    else { return nil }
    let units: [Substring: Double] = ["s": 1, "min": 60, "h": 3600, "d": 86_400]
    self = .milliseconds(Int((number * (units[match.output.2] ?? 1) * 1000).rounded()))
  }

  /// The length in seconds.
  public var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

extension JobValue {
  /// A length of time with its unit.
  package func duration() -> Duration? {
    guard let text = text() else { return nil }
    if let duration = Duration(written: text) { return duration }
    fail("\(summary) is not a length of time such as 90 s, 10 min, 2 h or 1 d")
    return nil
  }
}
