import Foundation
import JobDefinition
import Pixels
import TestSupport
import Testing

@testable import Learning

@Suite struct `Model folders` {
  private let bench: TemporaryFolder

  init() throws { bench = try TemporaryFolder() }

  private var path: String { bench.url.appending(path: "model").path() }

  private func card() throws -> ModelCard {
    var card = try CardTexts.decode(CardTexts.full)
    for number in card.stages.indices { card.stages[number].sha256 = "" }
    return card
  }

  private let forests = [
    CardTexts.forest(features: 3, classes: 3), CardTexts.forest(features: 2, classes: 3),
  ]

  private func write() throws { try ModelFolder.write(card(), forests: forests, to: path) }

  private func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: bench.url.path() + folder).sorted()
  }

  @Test func `a model is read as it was written, and written in the same bytes`() throws {
    try write()
    #expect(try names("/model") == ["card.yaml", "context.json", "model.json"])
    let model = try ModelFolder.read(path)
    #expect(model.forests == forests && model.card.stages[0].sha256.count == 64)
    let first = try Data(contentsOf: URL(filePath: path + "/card.yaml"))
    try ModelFolder.write(model.card, forests: model.forests, to: path + "/")
    #expect(try Data(contentsOf: URL(filePath: path + "/card.yaml")) == first)
    #expect(try names() == ["model"], "nothing is left beside")
  }

  @Test func `the hash is the one that sha256sum gives`() throws {
    try write()
    let line = try Oracle.tool("sha256sum", [path + "/model.json"])
    #expect(line.hasPrefix(try ModelFolder.readCard(path).stages[0].sha256))
  }

  @Test func `what is not there is told`() throws {
    #expect(throws: ModelError.noFolder(path)) { try ModelFolder.read(path) }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #expect(throws: ModelError.noCard(folder: path)) { try ModelFolder.read(path) }
    try write()
    try FileManager.default.removeItem(atPath: path + "/context.json")
    #expect(throws: ModelError.noForest(path: path + "/context.json")) { try ModelFolder.read(path) }
  }

  @Test func `any bit that changes in a forest is found`() throws {
    try write()
    let whole = forests[0]
    for place in [0, whole.count / 2, whole.count - 1] {
      var bytes = whole
      bytes[place] ^= 1
      try bytes.write(to: URL(filePath: path + "/model.json"))
      let error = #expect(throws: ModelError.self) { try ModelFolder.read(path) }
      guard case .otherForest(let file, _, _) = error else {
        Issue.record("\(error.map { "\($0)" } ?? "")")
        continue
      }
      #expect(file == path + "/model.json")
    }
    try whole.dropLast().write(to: URL(filePath: path + "/model.json"))
    #expect(throws: ModelError.self) { try ModelFolder.read(path) }
  }

  @Test func `a forest of another shape is refused`() throws {
    #expect(throws: ModelError.featureCount(path: path + "/model.json", card: 3, forest: 5)) {
      try ModelFolder.write(
        card(), forests: [CardTexts.forest(features: 5, classes: 3), forests[1]], to: path)
    }
    #expect(throws: ModelError.classCount(path: path + "/context.json", card: 3, forest: 4)) {
      try ModelFolder.write(
        card(), forests: [forests[0], CardTexts.forest(features: 2, classes: 4)], to: path)
    }
    #expect(throws: ModelError.stageCount(card: 2, forests: 1)) {
      try ModelFolder.write(card(), forests: [forests[0]], to: path)
    }
    #expect(try names().isEmpty)
  }

  @Test(
    arguments: [
      (Data("x".utf8), "it is not JSON"), (Data("{}".utf8), "not a model that XGBoost wrote as JSON"),
      (CardTexts.forest(features: 3, classes: 3, booster: "gblinear"), "'gblinear', and only trees"),
      (CardTexts.forest(features: 3, classes: 3, trees: 2), "do not fit together"),
      (CardTexts.forest(features: 0, classes: 3), "do not fit together"),
      (CardTexts.forest(features: 3, classes: 3).dropLast(20), "it is not JSON"),
    ] as [(Data, String)])
  func `what is no forest is refused`(bytes: Data, reason: String) throws {
    let error = #expect(throws: ModelError.self) {
      try ModelFolder.write(card(), forests: [bytes, forests[1]], to: path)
    }
    #expect(error?.description.contains(reason) == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func `the check can be another one`() throws {
    let model = try ModelFolder.write(card(), forests: [Data([1]), Data([2])], to: path) { data in
      ForestShape(featureCount: data == Data([1]) ? 3 : 2, classCount: 3)
    }
    #expect(model.card.stages.map(\.sha256).allSatisfy { $0.count == 64 })
  }

  @Test func `only models, empty folders and links are replaced`() throws {
    let manager = FileManager.default
    try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
    try write()
    try manager.removeItem(atPath: path + "/card.yaml")
    #expect(throws: ModelError.notAModel(path)) { try write() }
    try manager.removeItem(atPath: path)
    try Data("own".utf8).write(to: URL(filePath: path))
    #expect(throws: ModelError.notAModel(path)) { try write() }
    try manager.removeItem(atPath: path)
    let other = bench.url.appending(path: "other").path()
    try manager.createDirectory(atPath: other, withIntermediateDirectories: true)
    try Data("own".utf8).write(to: URL(filePath: other + "/own"))
    try manager.createSymbolicLink(atPath: path, withDestinationPath: other)
    try write()
    #expect(try names("/other") == ["own"] && names("/model").count == 3)
  }

  @Test func `a card that cannot be read again is not written`() throws {
    var card = try card()
    card.metrics?.accuracy = .init(.nan)
    #expect(throws: ModelError.self) { try ModelFolder.write(card, forests: forests, to: path) }
    card = try self.card()
    card.decision.weights = [9: 2]
    #expect(throws: ModelError.self) { try ModelFolder.write(card, forests: forests, to: path) }
    card = try self.card()
    card.stages[0].features[0] = "nir"
    #expect(throws: ModelError.self) { try ModelFolder.write(card, forests: forests, to: path) }
    #expect(try names().isEmpty)
  }

  @Test func `a draft may leave out what only the program knows`() throws {
    let day = try #require(CalendarDate("2026-06-01"))
    let hash = "sha256: \"\(String(repeating: "0a", count: 32))\", "
    let lines = CardTexts.replacing(hash, "", in: CardTexts.minimal).split(separator: "\n")
    let draft = lines.filter { !$0.hasPrefix("created") && !$0.hasPrefix("furrow") }.joined(separator: "\n")
    #expect(throws: ModelError.self) { try CardTexts.decode(draft) }
    let card = try ModelCardDecoder.decode(
      text: draft, path: "card.yaml", completeness: .draft(created: day, furrowVersion: "9"))
    #expect(card.created == day && card.furrowVersion == "9" && card.stages[0].sha256.isEmpty)
    try ModelFolder.write(card, forests: [CardTexts.forest(features: 1, classes: 2)], to: path)
    #expect(try ModelFolder.read(path).card.created == day)
  }

  @Test func `a binary forest has two classes`() throws {
    let json = String(decoding: CardTexts.forest(features: 1, classes: 1), as: UTF8.self)
      .replacing(#""num_class":"1""#, with: #""num_class":"0""#)
    #expect(try ForestOutline.shape(of: Data(json.utf8)) == ForestShape(featureCount: 1, classCount: 2))
  }
}
