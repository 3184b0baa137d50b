import Foundation
import TestSupport
import Testing
import Yams

@testable import JobDefinition
@testable import Learning

@Suite struct `The schema of model cards` {
  static func schema() throws -> CardNode {
    let text = try String(
      contentsOf: Oracle.project.appending(path: "schemas/model-card.schema.json"), encoding: .utf8)
    return CardNode(try #require(try Yams.compose(yaml: text)))
  }

  /// The properties of every object in the schema by their place in a card.
  static func sections(of schema: CardNode, at pointer: String = "") -> [String: [String]] {
    var found: [String: [String]] = [:]
    if let properties = schema["properties"]?.members {
      found[pointer] = properties.map(\.key).sorted()
      for (key, value) in properties { found.merge(sections(of: value, at: "\(pointer)/\(key)")) { $1 } }
    }
    if let items = schema["items"] { found.merge(sections(of: items, at: pointer + "/-")) { $1 } }
    if let any = schema["additionalProperties"] {
      found.merge(sections(of: any, at: pointer + "/*")) { $1 }
    }
    return found
  }

  @Test func `schema and decoder know the same keys`() throws {
    let known = Dictionary(uniqueKeysWithValues: CardSection.allCases.map { ($0.rawValue, $0.keys.sorted()) })
    #expect(Self.sections(of: try Self.schema()) == known)
  }

  @Test func `every key is described`() throws {
    func check(_ schema: CardNode, _ pointer: String) {
      for (key, value) in schema["properties"]?.members ?? [] {
        #expect((value["description"]?.json.count ?? 0) > 10, "\(pointer)/\(key)")
      }
      for (key, value) in schema.members ?? [] where key != "if" { check(value, "\(pointer)/\(key)") }
    }
    check(try Self.schema(), "")
  }

  @Test func `the cards to try are many and the right ones are read`() throws {
    for text in try CardVariants.right() { #expect(throws: Never.self) { try CardTexts.decode(text) } }
    let renamed = try CardVariants.renamed()
    #expect(renamed.count > 80)
    for text in renamed { #expect(throws: ModelError.self) { try CardTexts.decode(text) } }
    #expect(try CardVariants.changed().count > 800)
  }

  @Test(.enabled(if: Oracle.python != nil))
  func `schema and decoder accept and refuse the same cards`() throws {
    let cards = try CardVariants.right() + CardVariants.renamed() + CardVariants.changed()
    let verdicts = try verdicts(on: cards)
    try #require(verdicts.count == cards.count)
    #expect(verdicts.contains(true) && verdicts.contains(false))
    let disputed = zip(cards, verdicts).filter { card, isAccepted in
      isAccepted != ((try? CardTexts.decode(card)) != nil)
    }
    #expect(disputed.isEmpty, "the schema \(disputed.first?.1 == true ? "accepts" : "refuses") the first")
  }

  static let script = """
    import json, sys
    from jsonschema import Draft202012Validator
    schema, cards = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    print(json.dumps([validator.is_valid(card) for card in cards]))
    """

  /// Asks the Python package jsonschema, which others wrote.
  private func verdicts(on cards: [String]) throws -> [Bool] {
    let folder = try TemporaryFolder()
    let input = folder.url.appending(path: "cards.json")
    try "[\(Self.schema().json),[\(cards.joined(separator: ","))]]"
      .write(to: input, atomically: true, encoding: .utf8)
    let output = try Oracle.tool(try #require(Oracle.python), ["-c", Self.script, input.path()])
    return try JSONDecoder().decode([Bool].self, from: Data(output.utf8))
  }
}

extension CardNode {
  /// The tree of a YAML document.
  init(_ node: Node) {
    switch node {
    case .scalar(let scalar):
      switch JobScalar(scalar) {
      case .null: self = .null
      case .flag(let flag): self = .flag(flag)
      case .integer(let integer): self = .integer(integer)
      case .number(let number): self = .number(number)
      case .text(let text): self = .text(text)
      }
    case .sequence(let sequence): self = .list(sequence.map(CardNode.init))
    case .mapping(let mapping): self = .mapping(mapping.map { ($0.key.string ?? "", CardNode($0.value)) })
    case .alias: self = .null
    }
  }

  var members: [(key: String, value: CardNode)]? {
    if case .mapping(let members) = self { members } else { nil }
  }
  subscript(key: String) -> CardNode? { members?.first { $0.key == key }?.value }

  /// Every tree that differs from this one in a single node.
  func variants(
    at place: [String] = [], _ change: ([String], CardNode) -> [CardNode]
  ) -> [CardNode] {
    var result = change(place, self)
    switch self {
    case .mapping(let members):
      for (index, member) in members.enumerated() {
        for variant in member.value.variants(at: place + [member.key], change) {
          var changed = members
          changed[index].value = variant
          result.append(.mapping(changed))
        }
      }
    case .list(let elements):
      for (index, element) in elements.enumerated() {
        for variant in element.variants(at: place + ["-"], change) {
          result.append(.list(elements[..<index] + [variant] + elements[(index + 1)...]))
        }
      }
    default: break
    }
    return result
  }
}

/// Cards, right and wrong, as JSON, which is YAML too.
enum CardVariants {
  static func trees() throws -> [CardNode] {
    try [CardTexts.minimal, CardTexts.full, CardTexts.other].map { text in
      CardNode(try #require(try Yams.compose(yaml: text)))
    }
  }

  static func right() throws -> [String] { try trees().map(\.json) }

  /// Each key of the format once with a letter more.
  static func renamed() throws -> [String] {
    try trees().flatMap { tree in
      tree.variants { place, node in
        guard let members = node.members, !isFree(place) else { return [] }
        return members.indices.filter { members[$0].key != "version" }.map { index in
          var changed = members
          changed[index].key += "x"
          return .mapping(changed)
        }
      }
    }.map(\.json)
  }

  /// Each value once of another type, beyond its range, or left out.
  static func changed() throws -> [String] {
    try trees().flatMap { tree in
      tree.variants { place, node in
        isFree(Array(place.dropLast()))
          && ["parameters", "augmentation", "area_correction"].contains(place.dropLast().last)
          ? [] : wrongTypes(node) + beyondRange(place, node) + withoutOneMember(place, node)
      }
    }.map(\.json)
  }

  /// True for mappings whose keys are names that the schema cannot know.
  private static func isFree(_ place: [String]) -> Bool {
    let last = place.last ?? ""
    return ["pixels", "weights", "iou", "parameters", "augmentation", "area_correction"].contains(last)
      || place == ["training", "samples"]
  }

  private static func wrongTypes(_ node: CardNode) -> [CardNode] {
    switch node {
    case .text: [.null, .flag(true), .number(7), .number(0.5), .list([]), .mapping([])]
    case .number: [.null, .flag(true), .text("12"), .list([node]), .mapping([])]
    case .flag: [.null, .number(1), .text("yes"), .list([])]
    case .list: [.null, .mapping([]), .text("x"), .list([]), .number(3)]
    case .mapping: [.null, .list([]), .number(3), .flag(false), .mapping([]), .list([node])]
    case .null: []
    }
  }

  private static func beyondRange(_ place: [String], _ node: CardNode) -> [CardNode] {
    switch node {
    case .number:
      if place.first == "pixel_side_m" { return [.number(-1), .number(0)] }
      if place.last == "code" || place.contains("classes") {
        return [-1, 0.5, 257, 9000].map(CardNode.number)
      }
      return [-1, -1.5, 0, 0.5, 1.5, 1e9, 1e16, 1e300, 257].map(CardNode.number)
    case .text:
      let words: Set = [
        "kind", "group", "scale", "samples", "color", "created", "name", "file", "sha256", "by", "side",
        "buffer",
      ]
      let isWord = place.last.map(words.contains) ?? false
      return [.text(""), .text(" "), .text("a\u{1}b"), .text("a\u{7f}")]
        + (isWord && place.prefix(1) != ["training"] && place != ["legend", "-", "name"]
          ? [.text("no such/word"), .text("é")] : [])
        + (place.last == "side" || place.last == "buffer" ? [.text("0 px"), .text("5 km")] : [])
    default: return []
    }
  }

  private static func withoutOneMember(_ place: [String], _ node: CardNode) -> [CardNode] {
    guard let members = node.members else { return [] }
    return members.indices.map { index in
      .mapping(Array(members[..<index] + members[(index + 1)...]))
    }
  }
}
