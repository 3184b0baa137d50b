/// A shell pattern for file names, such as "*.tif".
///
/// `*` stands for any characters, `?` for one, `[abc]` and `[a-c]` for one of
/// several and `[!abc]` for one of all others. Capital and small letters
/// differ, and a leading dot must be matched by a dot, as in a shell.
public struct FilePattern: Hashable, Sendable {
  /// "*.tif".
  public static let geoTIFF = FilePattern(
    text: "*.tif", parts: [.anything, .exactly("."), .exactly("t"), .exactly("i"), .exactly("f")])

  /// The pattern as it is written.
  public let text: String

  private enum Part: Hashable, Sendable {
    case anything
    case one
    case exactly(Character)
    case set([ClosedRange<Character>], isNegated: Bool)

    func accepts(_ character: Character) -> Bool {
      switch self {
      case .anything, .one: true
      case .exactly(let expected): expected == character
      case .set(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
      }
    }
  }

  private let parts: [Part]

  private init(text: String, parts: [Part]) {
    self.text = text
    self.parts = parts
  }

  /// Makes a pattern; `nil` where it is empty, names a folder or has an open bracket.
  public init?(_ text: String) {
    guard !text.isEmpty, !text.contains("/") else { return nil }
    var parts: [Part] = []
    var rest = Substring(text)
    while let character = rest.popFirst() {
      switch character {
      case "*": parts.append(.anything)
      case "?": parts.append(.one)
      case "[":
        guard let set = Self.set(&rest) else { return nil }
        parts.append(set)
      default: parts.append(.exactly(character))
      }
    }
    self.text = text
    self.parts = parts
  }

  private static func set(_ rest: inout Substring) -> Part? {
    let isNegated = rest.first == "!"
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<Character>] = []
    while let lower = rest.popFirst() {
      if lower == "]", !ranges.isEmpty { return .set(ranges, isNegated: isNegated) }
      var upper = lower
      if rest.first == "-", let end = rest.dropFirst().first, end != "]" {
        rest.removeFirst(2)
        upper = end
      }
      guard lower <= upper else { return nil }
      ranges.append(lower...upper)
    }
    return nil
  }

  /// True where the whole file name fits.
  public func matches(_ fileName: String) -> Bool {
    let name = Array(fileName)
    if name.first == ".", parts.first != .exactly(".") { return false }
    var place = (name: 0, part: 0)
    var retry: (name: Int, part: Int)?
    while place.name < name.count {
      if place.part < parts.count, parts[place.part] == .anything {
        retry = place
        place.part += 1
      } else if place.part < parts.count, parts[place.part].accepts(name[place.name]) {
        place = (place.name + 1, place.part + 1)
      } else if let last = retry {
        retry = (last.name + 1, last.part)
        place = (last.name + 1, last.part + 1)
      } else {
        return false
      }
    }
    return parts[place.part...].allSatisfy { $0 == .anything }
  }
}
