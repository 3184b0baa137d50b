import Foundation
import JobDefinition
import Pixels
import Testing

@testable import Learning

@Suite struct `Model cards` {
  @Test func `every part is read`() throws {
    let card = try CardTexts.decode(CardTexts.full)
    #expect(card.name == "potato-weed" && card.created == CalendarDate(year: 2026, month: 5, day: 4))
    #expect(card.furrowVersion == "0.2.0" && card.licence == "CC-BY-4.0")
    #expect(card.summary == "Weeds in young potatoes." && card.notes.count == 2)
    #expect(card.legend.entries.map(\.name) == ["soil", "potato", "weed"])
    #expect(card.sensor.roles == [.red, .green, .blue] && card.sensor.scale == .counts(.uint8))
    #expect(card.sensor.wavelengthsNanometres == [.red: 660, .green: 560.5, .blue: 475])
    #expect(card.pixelSide == .init(trainedMetres: 0.003, acceptedMetres: 0.0015...0.006))
    #expect(card.gate == .init(condition: "gaussian(exg, 2) > 0.02", background: 1))
    #expect(card.stages.map(\.file) == ["model.json", "context.json"])
    #expect(card.stages[1].features == ["red", "gaussian(p2, 8)"] && card.stages[1].classes == [1, 2, 3])
    #expect(card.decision.temperature == 1.25 && card.decision.weights == [3: 1.5])
    #expect(card.decision.weight(of: 3) == 1.5 && card.decision.weight(of: 1) == 1)
    #expect(card.smoothing == 1.5)
  }

  @Test func `training and metrics are read`() throws {
    let card = try CardTexts.decode(CardTexts.full)
    let training = try #require(card.training)
    #expect(training.scenes.map(\.pixels) == [[1: 1000, 3: 20], [:]])
    #expect(training.folds?.side == .pixels(1024) && training.folds?.buffer == .metres(0.5))
    #expect(training.folds?.seed == 3 && training.seed == 7)
    #expect(training.parameters["best"] == .list([.number(1), .number(2.5)]))
    #expect(training.parameters["search"] == .null && training.augmentation["flip"] == .flag(true))
    #expect(training.samples == [1: 60000, 2: 60000, 3: 0])
    let metrics = try #require(card.metrics)
    #expect(metrics.meanIoU == .init(0.83, low: 0.8, high: 0.86))
    #expect(metrics.iou == [1: .init(0.99), 3: .init(0.58, low: 0.5, high: 0.6)])
    #expect(metrics.accuracy == .init(0.97) && metrics.kappa == .init(-0.1, low: -0.2, high: 0.3))
    #expect(metrics.calibrationErrorBefore == 0.04 && metrics.calibrationErrorAfter == 0.01)
  }

  @Test(arguments: [CardTexts.minimal, CardTexts.full, CardTexts.other])
  func `a card that was written is read as it was, and written in the same bytes`(text: String) throws {
    let card = try CardTexts.decode(text)
    let again = try CardTexts.decode(card.yaml)
    #expect(again == card)
    #expect(again.yaml == card.yaml)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(card.json.utf8)) as? [String: Any])
    #expect(json["name"] as? String == card.name)
    #expect(try CardTexts.decode(card.json) == card, "JSON is YAML, too")
  }

  @Test func `a small card letter by letter`() throws {
    #expect(
      try CardTexts.decode(CardTexts.minimal).yaml == """
        # A model of furrow. The program checks every line of it.
        version: 1
        name: small
        created: "2026-05-04"
        furrow: "0.2.0"
        legend:
          - {code: 1, name: soil, color: "#8c6d46", kind: stuff, group: soil}
          - {code: 2, name: weed, color: "#c62828", kind: thing, group: weed}
        sensor: {roles: [red, nir], scale: reflectance}
        stages:
          - file: model.json
            sha256: "\(String(repeating: "0a", count: 32))"
            features: [ndvi]
            classes: [1, 2]
        decision: {temperature: 1}
        smoothing: 0

        """)
  }

  @Test func `words that look like something else are quoted`() throws {
    var card = try CardTexts.decode(CardTexts.other)
    card.summary = "yes"
    card.furrowVersion = "1e5"
    card.licence = "say \"no\": # \\ {x} *y é"
    card.notes = ["- a", "null", "~", "0x1", "[", "'"]
    #expect(try CardTexts.decode(card.yaml) == card)
  }

  @Test func `what is Codable travels in a card`() throws {
    struct Section: Codable, Equatable {
      var codes: [UInt8]
      var shares: [[Double]]
      var isOnGround: Bool
      var place: String
      var missing: Double?
    }
    let section = Section(
      codes: [0, 2], shares: [[0.1, 1.0 / 3], [1, 0]], isOnGround: true, place: "block", missing: nil)
    var card = try CardTexts.decode(CardTexts.minimal)
    card.areaCorrection = try CardValue(encoding: section)
    let again = try CardTexts.decode(card.yaml)
    #expect(again == card)
    #expect(try again.areaCorrection?.decoded(as: Section.self) == section)
    #expect(throws: (any Error).self) { try CardValue(encoding: [Double.nan]) }
    #expect(throws: (any Error).self) { try CardValue.text("x").decoded(as: Section.self) }
  }

  @Test func `a newer version is refused with both versions`() {
    let newer = CardTexts.replacing("version: 1\n", "version: 2\nfuture: {}\n", in: CardTexts.minimal)
    let error = #expect(throws: ModelError.self) { try CardTexts.decode(newer) }
    #expect(error == .newerVersion(card: "card.yaml", version: 2, known: 1))
    #expect(
      error?.description
        == "the model card 'card.yaml' was made for version 2 of the format, this build reads up to 1")
  }

  static let cases: [(old: String, new: String, error: String)] = [
    ("licence:", "license:", "card.yaml:5:1: unknown key 'license'; did you mean 'licence'?"),
    ("name: potato-weed", "name: ../x", "card.yaml:2:7: '../x' is not a name"),
    ("\"2026-05-04\"", "\"2026-02-30\"", "'2026-02-30' is not a date such as 2026-05-04 in /created"),
    ("background: soil", "background: earth", "the legend has no class 'earth' in /gate/background"),
    ("{weed: 1.5}", "{wede: 1.5}", "no class 'wede' in /decision/weights/wede; did you mean 'weed'?"),
    ("{weed: 1.5}", "{weed: 0}", "expected a number above 0, found '0'"),
    ("samples: uint8\n", "\n", "key 'samples' is missing, which counts need in /sensor"),
    ("scale: counts", "scale: reflectance", "reflectance has no type of samples"),
    ("trained: 0.003", "trained: 0.01", "not between 'from' and 'to' in /pixel_side_m"),
    (
      "[red, green, \"gaussian(exg, 4)\"]", "[red, rad]",
      "'rad' is not a feature: column 1: unknown name 'rad', did you mean 'red'"
    ),
    ("[red, green, \"gaussian(exg, 4)\"]", "[red, red]", "'red' is named twice in /stages/0/features/1"),
    (
      "[red, green, \"gaussian(exg, 4)\"]", "[ndvi]",
      "'ndvi' reads nir, which is not among the sensor's roles in /stages/0/features/0"
    ),
    ("[red, green, \"gaussian(exg, 4)\"]", "[\"gaussian(exg\"]", "'gaussian(exg' is not a feature: column"),
    ("[red, green, \"gaussian(exg, 4)\"]", "[\"exg > otsu\"]", "a threshold that each flight decides anew"),
    ("[red, green, \"gaussian(exg, 4)\"]", "[p2]", "'p2' is not a feature"),
    ("gaussian(p2, 8)", "gaussian(p4, 8)", "unknown name 'p4'"),
    ("file: context.json", "file: model.json", "two stages have the file 'model.json'"),
    ("file: context.json", "file: ../context.json", "is not the name of a file in the model's folder"),
    ("sha256: \"0b", "sha256: \"0x", "is not a SHA-256 hash"),
    ("file: north.tif", "file: /data/north.tif", "is not a file's name without its folder"),
    ("by: blocks", "by: fields", "only blocks have a side"),
    ("value: 0.83", "value: 1.83", "expected a number from 0 to 1, found '1.83' in /metrics/miou/value"),
    ("code: 3", "code: 2", "two classes have code 2"),
  ]

  @Test(arguments: cases) func `what cannot be is refused`(old: String, new: String, error: String) {
    let thrown = #expect(throws: ModelError.self) { try CardTexts.decode(CardTexts.replacing(old, new)) }
    #expect(thrown?.description.contains(error) == true, "\(thrown.map { "\($0)" } ?? "")")
  }

  @Test(arguments: ["", "x", "- 1\n", "version: [\n", "name: a\n", "version: 1\n", "version: 0\n"])
  func `what is no card is refused`(text: String) {
    #expect(throws: ModelError.self) { try CardTexts.decode(text) }
  }
}
