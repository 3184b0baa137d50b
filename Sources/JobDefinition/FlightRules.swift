/// When a mosaic counts as arrived.
public struct ArrivalRule: Hashable, Sendable {
  /// How long watched files lie still where the job does not say.
  public static let usualRest = Duration.seconds(120)

  /// How long the files must lie unchanged; `nil` where the job does not say.
  public var rest: Duration?
  /// The file beside a mosaic that says that it is complete; `nil` for none.
  public var manifest: ManifestName?

  /// Makes a rule; without anything, watched files rest `usualRest`.
  public init(rest: Duration? = nil, manifest: ManifestName? = nil) {
    self.rest = rest
    self.manifest = manifest
  }
}

/// The name of the file beside a mosaic that says that the mosaic is complete.
public struct ManifestName: Hashable, Sendable {
  /// As the job has it: `{file}` for the mosaic's name, `{name}` for it without
  /// its ending.
  public let text: String

  /// Makes a name; `nil` where the text has a slash or a brace of another kind.
  public init?(_ text: String) {
    let plain = text.replacing("{name}", with: "").replacing("{file}", with: "")
    guard !text.isEmpty, !plain.contains(where: { "/{}".contains($0) }) else { return nil }
    self.text = text
  }

  /// The manifest's name beside a file.
  public func name(beside file: String) -> String {
    let stem = file.lastIndex(of: ".").map { $0 == file.startIndex ? file : String(file[..<$0]) } ?? file
    return text.replacing("{name}", with: stem).replacing("{file}", with: file)
  }
}

/// How much of a mosaic its fingerprint is taken of.
public enum FingerprintExtent: String, Hashable, Sendable, CaseIterable {
  /// Its size and 64 pieces.
  case fast
  /// Every byte.
  case full
}

/// How it is told what a flight is, where the job does not name it.
public struct FlightNaming: Hashable, Sendable {
  /// Takes names apart; `nil` for none.
  public var pattern: NamePattern?
  /// The sensor profiles by the words that stand for them in names and sidecars.
  public var sensors: [String: String]
  /// Whether the day may come from the mosaic's own tags.
  public var readsDateTag: Bool

  /// Makes rules.
  public init(pattern: NamePattern? = nil, sensors: [String: String] = [:], readsDateTag: Bool = false) {
    self.pattern = pattern
    self.sensors = sensors
    self.readsDateTag = readsDateTag
  }
}
