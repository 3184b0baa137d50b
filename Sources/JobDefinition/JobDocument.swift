package import Yams

/// The text of a job file as a tree.
package enum JobDocument {
  /// The longest text that is read, in bytes.
  package static let maximumByteCount = 1 << 20

  /// The root of the tree; `nil` where the text is not YAML, which is reported.
  package static func root(of text: String, findings: Findings) -> Node? {
    guard text.utf8.count <= maximumByteCount else {
      findings.add("the file is larger than \(maximumByteCount) bytes", at: .start, pointer: "")
      return nil
    }
    if let name = sharedAnchor(in: text) {
      findings.add("anchors and aliases ('&\(name)', '*\(name)') are not read", at: .start, pointer: "")
      return nil
    }
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let node = try parser.singleRoot() else {
        findings.add("the file is empty", at: .start, pointer: "")
        return nil
      }
      reportTags(of: node, findings: findings)
      return node
    } catch let error as YamlError {
      let (reason, mark) = describe(error, text: text)
      findings.add(reason, at: mark, pointer: "")
    } catch {
      findings.add("the file is not YAML: \(error)", at: .start, pointer: "")
    }
    return nil
  }

  /// A name that the text both anchors and refers to: aliases would let a
  /// short text stand for an endless tree.
  private static func sharedAnchor(in text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else { return nil }
    let anchors = Set(text.matches(of: /(?:^|[\s\[{,:?-])&([A-Za-z0-9_-]+)/).map(\.output.1))
    guard !anchors.isEmpty else { return nil }
    return text.matches(of: /(?:^|[\s\[{,:?-])\*([A-Za-z0-9_-]+)/).map(\.output.1)
      .first { anchors.contains($0) }.map(String.init)
  }

  /// Reports explicit tags, such as `!!int`: what a value is follows from how it is written.
  private static func reportTags(of node: Node, findings: Findings) {
    let tag = node.tag.description
    if !["str", "seq", "map"].contains(where: { tag == "tag:yaml.org,2002:" + $0 }) {
      findings.add("the tag \(tag.quotedForReaders) is not read", at: JobMark(node.mark), pointer: "")
    }
    switch node {
    case .sequence(let sequence): for node in sequence { reportTags(of: node, findings: findings) }
    case .mapping(let mapping):
      for (key, value) in mapping {
        reportTags(of: key, findings: findings)
        reportTags(of: value, findings: findings)
      }
    default: break
    }
  }

  private static func describe(_ error: YamlError, text: String) -> (reason: String, mark: JobMark) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return ("the file is not YAML: \(problem)", JobMark(mark))
    case .reader(let problem, let offset, _, _):
      return ("the file is not YAML: \(problem)", mark(atOffset: offset ?? 0, in: text))
    case .duplicatedKeysInMapping(let keys, let context):
      return ("key \((keys.first ?? "").quotedForReaders) is given twice", JobMark(context.mark))
    default:
      return ("the file is not YAML", .start)
    }
  }

  private static func mark(atOffset offset: Int, in text: String) -> JobMark {
    let before = text.prefix(max(0, offset))
    let lastLine = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).last ?? ""
    let lineCount = before.reduce(1) { $0 + ($1.isNewline ? 1 : 0) }
    return JobMark(line: lineCount, column: lastLine.unicodeScalars.count + 1)
  }
}
