import Pixels
package import Yams

/// A value of a job file with its place, which reports what is wrong with it.
package struct JobValue {
  package let node: Node
  package let pointer: String
  package let findings: Findings

  package init(node: Node, pointer: String, findings: Findings) {
    (self.node, self.pointer, self.findings) = (node, pointer, findings)
  }

  package func fail(_ reason: String, suggestion: String? = nil) {
    findings.add(reason, at: JobMark(node.mark), pointer: pointer, suggestion: suggestion)
  }

  /// The scalar; `nil` where the value is a list or a mapping.
  package var scalar: JobScalar? {
    if case .scalar(let scalar) = node { JobScalar(scalar) } else { nil }
  }

  /// What the value is, for a reader.
  package var summary: String {
    switch node {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .alias: return "an alias"
    case .scalar(let scalar):
      if JobScalar(scalar) == .null { return "nothing" }
      let text = scalar.string
      return (text.count > 60 ? text.prefix(57) + "..." : text[...]).quotedForReaders
    }
  }

  package func unexpected(_ expected: String) { fail("expected \(expected), found \(summary)") }

  /// The elements of a list; reports anything else.
  package func list(atLeast least: Int = 0) -> [JobValue] {
    guard case .sequence(let sequence) = node else {
      unexpected("a list")
      return []
    }
    if sequence.count < least { fail("the list is empty") }
    return sequence.enumerated().map { index, node in
      JobValue(node: node, pointer: "\(pointer)/\(index)", findings: findings)
    }
  }

  /// The members of a mapping in the order of the file; reports anything else.
  package func members() -> [(key: String, keyMark: JobMark, value: JobValue)]? {
    guard case .mapping(let mapping) = node else {
      unexpected("a mapping")
      return nil
    }
    return mapping.compactMap { key, value in
      guard case .scalar(let scalar) = key else {
        findings.add("a key must be text", at: JobMark(key.mark), pointer: pointer)
        return nil
      }
      let value = JobValue(
        node: value, pointer: pointer + "/" + scalar.string.pointerToken, findings: findings)
      return (scalar.string, JobMark(key.mark), value)
    }
  }

  /// A mapping of a job with known keys; reports unknown ones.
  func section(_ section: JobSection) -> JobSectionReader? { self.section(of: section) }

  /// A mapping with known keys; reports unknown ones.
  package func section(of section: any DocumentSection) -> JobSectionReader? {
    guard let members = members() else { return nil }
    var values: [String: JobValue] = [:]
    for member in members {
      if section.keys.contains(member.key) {
        values[member.key] = member.value
      } else {
        findings.add(
          "unknown key \(member.key.quotedForReaders)", at: member.keyMark, pointer: pointer,
          suggestion: NearestName.nearest(to: member.key, among: section.keys))
      }
    }
    return JobSectionReader(section: section, whole: self, values: values)
  }
}

/// The members of a mapping of which all keys are known.
package struct JobSectionReader {
  let section: any DocumentSection
  package let whole: JobValue
  package let values: [String: JobValue]

  /// The value of a key; `nil` where the file does not give it.
  package subscript(_ key: String) -> JobValue? {
    precondition(section.keys.contains(key), "the section \(section) has no key '\(key)'")
    return values[key]
  }

  /// The value of a key that must be given.
  package func required(_ key: String) -> JobValue? {
    if let value = self[key] { return value }
    whole.fail("key '\(key)' is missing")
    return nil
  }
}

extension StringProtocol {
  /// The text in quotes on one line.
  package var quotedForReaders: String {
    "'"
      + unicodeScalars.map { $0.value < 32 || $0.value == 127 ? $0.escaped(asASCII: true) : String($0) }
      .joined() + "'"
  }

  /// The text as a part of a JSON pointer.
  package var pointerToken: String {
    map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined()
  }
}
