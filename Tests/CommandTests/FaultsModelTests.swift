import Foundation
import TestSupport
import Testing

/// Row 47 of docs/faults.md: models that are corrupt, do not fit their card or are of another
/// version, and what the commands for models say of good ones.
@Suite struct FaultsModelTests {
  private let bench: FaultsBench

  init() throws { bench = try FaultsBench() }

  private static let card = """
    version: 1
    name: weeds
    description: Weeds in young potatoes.
    legend:
      - {code: 0, name: soil, color: "#8c6d46", kind: stuff, group: soil}
      - {code: 1, name: weed, color: "#c62828", kind: thing, group: weed}
    sensor: {roles: [red, green, blue], scale: counts, samples: uint8}
    pixel_side_m: {trained: 0.003}
    stages:
      - {file: model.json, features: [exg, "gaussian(exg, 4)"], classes: [0, 1]}
    metrics: {miou: {value: 0.83, low: 0.8, high: 0.86}}

    """

  /// As much of what XGBoost 1.7 writes as tells the shape of a forest.
  private static func forest(features: Int, classes: Int = 2) -> String {
    let trees = repeatElement("{}", count: classes).joined(separator: ",")
    let info = (0..<classes).map(String.init).joined(separator: ",")
    return """
      {"learner":{"gradient_booster":{"model":{"gbtree_model_param":{"num_trees":"\(classes)"},\
      "tree_info":[\(info)],"trees":[\(trees)]},"name":"gbtree"},\
      "learner_model_param":{"num_class":"\(classes)","num_feature":"\(features)"}},"version":[1,7,4]}
      """
  }

  private func furrow(_ arguments: [String]) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(arguments, in: bench.url)
  }

  private func importModel(
    card: String = card, forest: String = forest(features: 2)
  ) throws -> BuiltFurrow.Ending {
    try bench.write("card.yaml", card.utf8)
    try bench.write("trees.json", forest.utf8)
    return try furrow(["model", "import", "trees.json", "--card", "card.yaml", "--to", "models/weeds"])
  }

  private func expectRefused(_ ending: BuiltFurrow.Ending, _ words: String) {
    #expect(ending.code == 65)
    #expect(ending.sentences.count == 1, "\(ending.errors)")
    #expect(ending.sentences.first?.contains(words) == true, "\(ending.errors)")
    #expect(ending.output.isEmpty)
  }

  @Test func `an imported model is listed and shown`() throws {
    let ending = try importModel()
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(bench.listing("models/weeds") == ["card.yaml", "model.json"])
    #expect(try bench.bytes("models/weeds/model.json") == Array(Self.forest(features: 2).utf8))
    let list = try furrow(["model", "list"])
    #expect(list.code == 0 && list.output.contains("weeds") && list.output.contains("0.830"))
    let show = try furrow(["model", "show", "models/weeds"])
    #expect(show.code == 0 && show.output.contains("0.830 (0.800 to 0.860)"), "\(show.errors)")
    #expect(show.output.contains("0.3 cm; takes 0.15 to 0.6 cm"))
    #expect(show.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let json = try furrow(["model", "show", "models/weeds", "--json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?["name"] as? String == "weeds")
    #expect((object?["stages"] as? [[String: Any]])?.first?["classes"] as? [Int] == [0, 1])
  }

  @Test func `a model that was imported twice has the same bytes`() throws {
    #expect(try importModel().code == 0)
    let first = try bench.bytes("models/weeds/card.yaml")
    #expect(try importModel().code == 0)
    #expect(try bench.bytes("models/weeds/card.yaml") == first)
  }

  @Test func `a corrupt model is refused by its checksum, and others are listed`() throws {
    #expect(try importModel().code == 0)
    try FileManager.default.copyItem(atPath: bench.path("models/weeds"), toPath: bench.path("models/bad"))
    var bytes = try bench.bytes("models/bad/model.json")
    bytes[bytes.count / 2] ^= 1
    try bench.write("models/bad/model.json", bytes)
    let words = "'models/bad/model.json' is corrupt or of another model: its SHA-256 is "
    expectRefused(try furrow(["model", "show", "models/bad"]), words)
    let list = try furrow(["model", "list"])
    #expect(list.code == 65 && list.output.contains("models/weeds") && !list.output.contains("models/bad"))
    #expect(list.sentences.count == 1 && list.sentences.first?.hasPrefix(words) == true, "\(list.errors)")
  }

  @Test func `a model of another shape than its card is refused`() throws {
    expectRefused(
      try importModel(forest: Self.forest(features: 3)),
      "the forest 'models/weeds/model.json' reads 3 features, but its card has 2")
    expectRefused(
      try importModel(forest: Self.forest(features: 2, classes: 3)),
      "tells 3 classes apart, but its card has 2")
    expectRefused(try importModel(forest: "{}"), "it is not a model that XGBoost wrote as JSON")
    #expect(!bench.exists("models/weeds"))
  }

  @Test func `a model of another version is refused`() throws {
    #expect(try importModel().code == 0)
    let card = String(decoding: try bench.bytes("models/weeds/card.yaml"), as: UTF8.self)
    try bench.write(
      "models/weeds/card.yaml", card.replacing("version: 1\n", with: "version: 2\nnew: {}\n").utf8)
    expectRefused(
      try furrow(["model", "show", "models/weeds"]),
      "'models/weeds/card.yaml' was made for version 2 of the format, this build reads up to 1")
  }

  @Test func `a feature that nobody knows is refused with its place and the nearest name`() throws {
    let card = Self.card.replacing("features: [exg,", with: "features: [exh,")
    expectRefused(
      try importModel(card: card),
      "card.yaml:10:35: 'exh' is not a feature: column 1: unknown name 'exh', did you mean 'exg' in /stages/0/features/0"
    )
  }

  @Test func `what is not there, and what is no model, is told`() throws {
    expectRefused(try furrow(["model", "show", "models/none"]), "'models/none': there is no such folder")
    expectRefused(try furrow(["model", "show", "flights"]), "'flights': it has no card.yaml")
    expectRefused(try furrow(["model", "list", "nowhere"]), "'nowhere': there is no such folder")
    try bench.write("flights/own.txt", [1])
    try bench.write("card.yaml", Self.card.utf8)
    try bench.write("trees.json", Self.forest(features: 2).utf8)
    expectRefused(
      try furrow(["model", "import", "trees.json", "--card", "card.yaml", "--to", "flights"]),
      "cannot replace 'flights': it is no model's folder")
    #expect(bench.listing("flights") == ["own.txt"])
  }

  @Test func `a job that only trains is valid, and running it is refused`() throws {
    try bench.write(
      "learn.yaml",
      """
      version: 1
      name: learn
      sensor: {profile: rgb}
      legend:
        - {code: 0, name: soil, color: "#8c6d46", kind: stuff, group: soil}
        - {code: 1, name: weed, color: "#c62828", kind: thing, group: weed}
      train:
        scenes: [{mosaic: a.tif, labels: [{file: a.gpkg}]}]
        features: [exg, "gaussian(exg, 4)"]
        context: ["gaussian(p1, 8)"]
        model: models/weeds

      """.utf8)
    let valid = try furrow(["validate", "learn.yaml"])
    #expect(valid.code == 0 && valid.output.contains("scenes: 1, features: 2"), "\(valid.errors)")
    expectRefused(
      try furrow(["run", "learn.yaml"]),
      "the job 'learn' has no section 'flights', so there is nothing to run, only something to train")
    let wrong = String(decoding: try bench.bytes("learn.yaml"), as: UTF8.self)
      .replacing("gaussian(p1, 8)", with: "gaussian(p2, 8)")
    try bench.write("learn.yaml", wrong.utf8)
    let ending = try furrow(["validate", "learn.yaml"])
    #expect(ending.code == 65 && ending.errors.contains("in /train/context/0"), "\(ending.errors)")
  }
}
