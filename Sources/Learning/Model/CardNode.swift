import JobDefinition
import Pixels

/// A tree that is always written in the same way, as YAML or as JSON.
indirect enum CardNode {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([CardNode])
  case mapping([(key: String, value: CardNode)])

  static func integer(_ value: Int) -> CardNode { .number(Double(value)) }

  static func texts(_ texts: [String]) -> CardNode { .list(texts.map(CardNode.text)) }

  /// A mapping without the members that are not given.
  static func members(_ members: [(String, CardNode?)]) -> CardNode {
    .mapping(members.compactMap { key, value in value.map { (key, $0) } })
  }

  init(_ value: CardValue) {
    switch value {
    case .null: self = .null
    case .flag(let flag): self = .flag(flag)
    case .number(let number): self = .number(number)
    case .text(let text): self = .text(text)
    case .list(let values): self = .list(values.map(CardNode.init))
    case .mapping(let values):
      self = .mapping(values.sorted { $0.key < $1.key }.map { ($0.key, CardNode($0.value)) })
    }
  }

  /// The tree as JSON on one line.
  var json: String {
    switch self {
    case .list(let nodes): "[" + nodes.map(\.json).joined(separator: ", ") + "]"
    case .mapping(let members):
      "{" + members.map { "\($0.key.quotedForJSON): \($0.value.json)" }.joined(separator: ", ") + "}"
    case .text(let text): text.quotedForJSON
    default: flow
    }
  }

  /// The tree as YAML, each part on one line where it has room.
  var yaml: String { lines.map { $0 + "\n" }.joined() }

  /// The columns that a part on one line may take.
  private static let width = 96

  private var flow: String {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): CanonicalJSON.number(number).written
    case .text(let text): text.plainOrQuoted
    case .list(let nodes): "[" + nodes.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let members):
      "{" + members.map { "\($0.key.plainOrQuoted): \($0.value.flow)" }.joined(separator: ", ") + "}"
    }
  }

  private var isOneLine: Bool {
    switch self {
    case .list(let nodes) where !nodes.isEmpty: flow.count <= Self.width
    case .mapping(let members) where !members.isEmpty: flow.count <= Self.width
    default: true
    }
  }

  private var lines: [String] {
    switch self {
    case .mapping(let members) where !members.isEmpty:
      members.flatMap { key, value in
        value.isOneLine
          ? ["\(key.plainOrQuoted): \(value.flow)"]
          : ["\(key.plainOrQuoted):"] + value.lines.map { "  " + $0 }
      }
    case .list(let nodes) where !nodes.isEmpty:
      nodes.flatMap { node in
        let lines = node.isOneLine ? [node.flow] : node.lines
        return ["- \(lines[0])"] + lines.dropFirst().map { "  " + $0 }
      }
    default: [flow]
    }
  }
}

extension String {
  /// The text as YAML: without quotes where every reader takes it for text.
  fileprivate var plainOrQuoted: String {
    let words: Set = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    let isPlain =
      wholeMatch(of: /[A-Za-z][A-Za-z0-9_.\/-]*/) != nil && !words.contains(lowercased())
    return isPlain ? self : quotedForJSON
  }
}
