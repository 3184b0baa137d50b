import Batch
import Reporting

/// Where to label next, for people and programs.
struct SuggestionSheet {
  let outcome: LabelSuggestionOutcome

  init(_ outcome: LabelSuggestionOutcome) { self.outcome = outcome }

  /// The tiles, the learning curve and the gain.
  var text: String {
    let what =
      switch outcome.source {
      case .model(let folder): "by the model \(folder)"
      case .quick: "by a small model made of the labels"
      }
    let side = outcome.tileSide
    let head = Paragraph.wrapped(
      "\(Number.count(outcome.tileCount, "tile")) of \(side) x \(side) pixels, "
        + "\(Number.grouped(outcome.labelledCount)) with labels, "
        + "\(Number.grouped(outcome.candidateCount)) looked at \(what)")
    let places = outcome.scenes.map(\.package)
    let place = places.count == 1 ? places[0] : "\(places.count) files such as \(places.first ?? "")"
    if outcome.suggestions.isEmpty {
      return [head, "no tile is left to label\n", curve].joined(separator: "\n")
    }
    return [head, TextTable(tiles).text, curve + "tiles: \(place)\n"].joined(separator: "\n")
  }

  private var tiles: Table {
    Table(
      columns: [
        .init("rank"), .init("scene"), .init("field"), .init("column"), .init("row"),
        .init("uncertainty", decimals: 3), .init("distance", decimals: 2),
      ],
      rows: outcome.suggestions.map { suggestion in
        let candidate = suggestion.candidate
        return [
          .integer(suggestion.rank), .text(outcome.scenes[candidate.scene].name),
          candidate.field.map(Table.Cell.text) ?? .missing, .integer(candidate.window.columns.lowerBound),
          .integer(candidate.window.rows.lowerBound), .number(candidate.uncertainty),
          suggestion.distance.isFinite ? .number(suggestion.distance) : .missing,
        ]
      })
  }

  private var steps: Table {
    Table(
      columns: [
        .init("share", unit: "%", decimals: 0), .init("tiles", decimals: 1),
        .init("miou", title: "mIoU", decimals: 3),
      ], rows: outcome.steps.map { [.number($0.share * 100), .number($0.tileCount), .number($0.meanIoU)] })
  }

  private var curve: String {
    if let obstacle = outcome.obstacle {
      return Paragraph.wrapped("no learning curve could be drawn: \(obstacle)")
    }
    return TextTable(steps).text + "\n" + Paragraph.wrapped(gain)
  }

  private var gain: String {
    guard let gain = outcome.gain else { return "the points are too few to tell a gain" }
    let interval = gain.lower.flatMap { lower in
      gain.upper.map { " (\(Self.signed(lower)) to \(Self.signed($0)))" }
    }
    return "\(Number.count(outcome.suggestions.count, "more tile")) would change mIoU by "
      + Self.signed(gain.expected) + (interval ?? "")
      + (limit.map { "; the curve tends to \(Number.fixed($0, 3))" } ?? "")
  }

  /// What the curve tends to, unless that is more than there can be.
  private var limit: Double? { outcome.limit.flatMap { $0 <= 1 ? $0 : nil } }

  private static func signed(_ value: Double) -> String { (value < 0 ? "" : "+") + Number.fixed(value, 3) }

  /// Everything, unrounded.
  var json: JSONValue {
    var source: [String: JSONValue] = ["kind": .string("quick")]
    if case .model(let folder) = outcome.source {
      source = ["kind": .string("model"), "folder": .string(folder)]
    }
    return .object([
      "source": .object(source), "tile_side": .integer(outcome.tileSide),
      "tile_count": .integer(outcome.tileCount), "labelled_count": .integer(outcome.labelledCount),
      "candidate_count": .integer(outcome.candidateCount),
      "scenes": .array(
        outcome.scenes.map { .object(["name": .string($0.name), "package": .string($0.package)]) }),
      "tiles": JSONValue(tiles), "curve": JSONValue(steps), "gain": gainJSON,
      "obstacle": outcome.obstacle.map(JSONValue.string) ?? .null,
    ])
  }

  private var gainJSON: JSONValue {
    guard let gain = outcome.gain else { return .null }
    return .object([
      "tiles": .integer(outcome.suggestions.count), "expected": .number(gain.expected),
      "low": gain.lower.map(JSONValue.number) ?? .null, "high": gain.upper.map(JSONValue.number) ?? .null,
      "limit": limit.map(JSONValue.number) ?? .null,
    ])
  }
}
