/// How a flight's farm, day, sensor and name are found in the path of its file.
///
/// A regular expression (Swift's syntax, which is near to Perl's) with named
/// groups. One that holds a slash is asked of the path below the watched place,
/// any other of the file's name alone.
public struct NamePattern: Hashable, Sendable {
  /// What a group can stand for.
  public enum Group: String, Hashable, Sendable, CaseIterable {
    case farm
    case date
    case year
    case month
    case day
    case sensor
    case name
  }

  /// The regular expression as it is written.
  public let text: String
  /// The groups that it has.
  public let groups: Set<Group>

  /// Why a text is no pattern.
  enum Fault: Hashable {
    case notRegular
    case noGroup
    case unknownGroup(String)
  }

  /// Reads a pattern.
  static func read(_ text: String) -> Result<NamePattern, InvalidPattern> {
    guard (try? Regex(text)) != nil else { return .failure(InvalidPattern(fault: .notRegular)) }
    var groups = Set<Group>()
    for match in text.matches(of: /\(\?P?<([A-Za-z_][A-Za-z0-9_]*)>/) {
      guard let group = Group(rawValue: String(match.output.1)) else {
        return .failure(InvalidPattern(fault: .unknownGroup(String(match.output.1))))
      }
      groups.insert(group)
    }
    return groups.isEmpty
      ? .failure(InvalidPattern(fault: .noGroup)) : .success(NamePattern(text: text, groups: groups))
  }

  struct InvalidPattern: Error {
    var fault: Fault
  }

  /// What the groups stand for in a path; `nil` where the path does not fit.
  ///
  /// - Parameter path: The path below the watched place.
  public func values(in path: String) -> [Group: String]? {
    guard let regex = try? Regex(text) else { return nil }
    let subject = text.contains("/") ? path : path.split(separator: "/").last.map(String.init) ?? path
    guard let match = subject.firstMatch(of: regex) else { return nil }
    let pairs = groups.compactMap { group in
      match.output[group.rawValue]?.substring.map { (group, String($0)) }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}
