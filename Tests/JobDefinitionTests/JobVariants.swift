import Foundation
import Pixels
import Testing
import Yams

@testable import JobDefinition

extension CanonicalJSON {
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
    case .sequence(let sequence): self = .list(sequence.map(CanonicalJSON.init))
    case .mapping(let mapping):
      self = .object(
        Dictionary(uniqueKeysWithValues: mapping.map { ($0.key.string ?? "", CanonicalJSON($0.value)) }))
    case .alias: self = .null
    }
  }

  var members: [String: CanonicalJSON]? { if case .object(let members) = self { members } else { nil } }
  var elements: [CanonicalJSON]? { if case .list(let elements) = self { elements } else { nil } }
  subscript(key: String) -> CanonicalJSON? { members?[key] }

  /// Every tree that differs from this one in a single node.
  ///
  /// - Parameter change: What a node at a place (the keys on the way) can become.
  func variants(
    at place: [String] = [], _ change: ([String], CanonicalJSON) -> [CanonicalJSON]
  ) -> [CanonicalJSON] {
    var result = change(place, self)
    switch self {
    case .object(let members):
      for key in members.keys.sorted() {
        for variant in members[key]?.variants(at: place + [key], change) ?? [] {
          result.append(.object(members.merging([key: variant]) { $1 }))
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

/// Jobs, right and wrong, as JSON, which is YAML too.
enum JobVariants {
  static func decode(_ text: String) throws -> Job { try JobDecoder.decode(text: text, path: "job.yaml") }

  static func trees() throws -> [CanonicalJSON] {
    let template = try JobTemplateTests.full().text
    return try [
      JobTexts.minimal, JobTexts.full, JobTexts.other, JobTexts.training, JobTexts.model, JobTexts.labels,
      JobTexts.watching, template,
    ]
    .map { text in
      CanonicalJSON(try #require(try Yams.compose(yaml: text)))
    }
  }

  static func right() throws -> [String] { try trees().map(\.written) }

  /// Each key once with a letter more, and what it was.
  static func renamed() throws -> [(text: String, key: String)] {
    var keys: [String] = []
    let variants = try trees().flatMap { tree in
      tree.variants { place, node in
        guard let members = node.members, !isFree(place) else { return [] }
        return members.keys.sorted().filter { !(place.isEmpty && $0 == "version") }.map { key in
          keys.append(key)
          return .object(
            members.filter { $0.key != key }.merging([key + "x": members[key] ?? .null]) { $1 })
        }
      }
    }
    return zip(variants, keys).map { ($0.written, $1) }
  }

  /// True for mappings whose keys are names that the schema cannot know.
  private static func isFree(_ place: [String]) -> Bool {
    place == ["segment", "fixed"] || place == ["flights", "sensors"]
      || ["values", "classes", "class_weights"].contains(place.last) && place.first == "train"
  }

  /// Each value once of another type, beyond its range, or left out.
  static func changed() throws -> [String] {
    try trees().flatMap { tree in
      tree.variants { place, node in
        wrongTypes(node) + beyondRange(place, node) + withoutOneMember(node) + withSecondChoice(place, node)
      }
    }.map(\.written)
  }

  private static func wrongTypes(_ node: CanonicalJSON) -> [CanonicalJSON] {
    switch node {
    case .text: [.null, .flag(true), .integer(7), .number(0.5), .list([]), .object([:])]
    case .integer, .number: [.null, .flag(true), .text("12"), .list([node]), .object([:])]
    case .flag: [.null, .integer(1), .text("yes"), .text("true"), .list([])]
    case .list: [.null, .object([:]), .text("x"), .list([]), .integer(3)]
    case .object: [.null, .list([]), .integer(3), .flag(false), .object([:]), .list([node])]
    case .null: []
    }
  }

  private static func beyondRange(_ place: [String], _ node: CanonicalJSON) -> [CanonicalJSON] {
    switch node {
    case .integer, .number:
      return [-1, 0, 0.5, 1e9, 1e16, 1e300, 257, 9000].map(CanonicalJSON.number)
        + (place.last == "size" ? [2, 4, 102, 103, 101].map(CanonicalJSON.integer) : [])
    case .text:
      let words: Set = [
        "kind", "group", "rule", "scale", "color", "date", "name", "format", "by", "side", "buffer",
        "point_radius", "search", "decision", "flight", "settle", "manifest", "fingerprint",
        "action",
        "until", "webhook", "url_environment", "when",
      ]
      let isWord = place.last.map(words.contains) ?? false
      return [.text(""), .text(" "), .text("a\u{1}b"), .text("a\u{7f}")]
        + (isWord && place != ["flights", "date"] && place != ["legend", "-", "name"]
          ? [.text("no such/word"), .text("é")] : [])
    default: return []
    }
  }

  private static func withoutOneMember(_ node: CanonicalJSON) -> [CanonicalJSON] {
    guard let members = node.members else { return [] }
    return members.keys.sorted().map { key in .object(members.filter { $0.key != key }) }
  }

  private static func withSecondChoice(_ place: [String], _ node: CanonicalJSON) -> [CanonicalJSON] {
    guard let members = node.members else { return [] }
    let additions: [String: CanonicalJSON] =
      switch place {
      case ["flights", "watch", "-"]:
        [
          "files": .text("a/*.tif"), "list": .text("a.txt"), "pattern": .text("*.tif"),
          "recursive": .flag(true),
        ]
      case ["flights", "mosaics", "-"]: ["bands": .object(["red": .text("r.tif")]), "file": .text("f.tif")]
      case ["cleaning", "-"]: ["fill_holes": .object(["smaller_than_m2": .integer(1)])]
      case ["segment"]: ["model": .text("m"), "otherwise": .text("soil"), "smoothing": .integer(1)]
      case ["train", "scenes", "-"]: ["flight": .text("f"), "mosaic": .text("m.tif")]
      case ["train", "scenes", "-", "labels", "-"]:
        ["values": .object(["weed": .integer(1)]), "layer": .text("l"), "format": .text("raster")]
      case ["train", "folds"]: ["side": .text("1 m")]
      case ["notify", "webhook"]: ["url_file": .text("f"), "url_environment": .text("F")]
      case ["train", "forest"]: ["early_stopping": .integer(3)]
      case ["cleaning", "-", "relabel"]: ["smaller_than_m2": .integer(1), "larger_than_m2": .integer(1)]
      default: [:]
      }
    return additions.isEmpty ? [] : [.object(members.merging(additions) { first, _ in first })]
  }
}
