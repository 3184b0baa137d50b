import Foundation
import TestSupport
import Testing

/// Challengers, comparison, promotion and rollback through the built program.
@Suite struct ChallengerTests {
  @Test func `a challenger takes the champion's settings, names it and what was added`() throws {
    let bench = try DriftBench()
    try bench.fly("plot-2026-05-08", salt: 50, gain: 1.2)
    var job = DriftBench.job(scenes: ["plot-2026-05-04", "plot-2026-05-08"])
    job.features = "[red]"
    try bench.learned.write(job)
    let ending = try bench.learned.train(["--continue", "models/plants"])
    #expect(ending.output.contains("models/plants-2"), "\(ending.output)")
    let card = String(decoding: try bench.learned.bench.bytes("models/plants-2/card.yaml"), as: UTF8.self)
    let parent = try Oracle.tool("sha256sum", [bench.learned.bench.path("models/plants/card.yaml")]).prefix(
      64)
    #expect(card.contains("sha256: \"\(parent)\"") || card.contains("sha256: \(parent)"))
    #expect(
      card.contains("added: [plot-2026-05-08]") || card.contains("added: [\"plot-2026-05-08\"]"), "\(card)")
    #expect(card.contains("deviation(nir, 2)"))
    let sheet = try bench.learned.furrow(["model", "show", "models/plants-2"])
    #expect(sheet.output.contains("goes on") && sheet.output.contains("plot-2026-05-08"))
  }

  @Test func `nothing new and a scene that is lacking are refused`() throws {
    let bench = try DriftBench()
    let same = try bench.learned.furrow(["train", "job.yaml", "--continue", "models/plants"])
    #expect(
      same.code == 65 && same.errors.contains("no scene and no label that the model was not trained on"))
    try bench.fly("plot-2026-05-08", salt: 50, gain: 1.2)
    try bench.learned.write(DriftBench.job(scenes: ["plot-2026-05-08"]))
    let lacking = try bench.learned.furrow(["train", "job.yaml", "--continue", "models/plants"])
    #expect(
      lacking.code == 65 && lacking.errors.contains("lacks what the model was trained on: 'plot-2026-05-04'"))
    #expect(bench.learned.bench.listing("models").filter { !$0.hasPrefix("plants/") } == ["plants"])
  }

  @Test func `a promotion and a rollback lead to new work`() throws {
    let bench = try DriftBench(model: "models/current")
    #expect(
      try bench.learned.furrow(["model", "promote", "models/plants"]).output == "current is plants (plants)\n"
    )
    #expect(try bench.run().output.contains("plot-2026-05-04: done"))
    #expect(try bench.run().output.contains("already done"))
    try bench.fly("plot-2026-05-08", salt: 50, gain: 1.2, folder: "labelled")
    var job = DriftBench.job(model: "models/current")
    job.scenes = """
      [{mosaic: flights/plot-2026-05-04.tif, labels: [{file: truth.tif}]}, \
      {mosaic: labelled/plot-2026-05-08.tif, labels: [{file: truth.tif}]}]
      """
    try bench.learned.write(job)
    try bench.learned.train(["--continue", "models/current"])
    #expect(try bench.learned.furrow(["model", "promote", "models/plants-2"]).code == 0)
    let link = try FileManager.default.destinationOfSymbolicLink(
      atPath: bench.learned.bench.path("models/current"))
    #expect(link == "plants-2")
    #expect(try bench.run().output.contains("plot-2026-05-04: done"))
    #expect(try bench.value("SELECT count(DISTINCT card_sha256) FROM run_model") == "2")
    #expect(try bench.learned.furrow(["model", "promote", "models/plants-2"]).output.contains("already"))
    let back = try bench.learned.furrow(["model", "rollback", "models"])
    #expect(back.code == 0 && back.output == "current is plants (plants) again\n", "\(back.errors)")
    #expect(try bench.run().output.contains("plot-2026-05-04: done"), "the challenger's results lie there")
    #expect(try bench.run().output.contains("already done"))
    let none = try bench.learned.furrow(["model", "rollback", "models"])
    #expect(none.code == 65 && none.errors.contains("there is no model before"), "\(none.errors)")
    let history = String(
      decoding: try bench.learned.bench.bytes("models/current.history.json"), as: UTF8.self)
    #expect(history.components(separatedBy: "\"promote\"").count == 3)
    #expect(history.components(separatedBy: "\"rollback\"").count == 2)
  }

  @Test func `a challenger that was judged worse is not promoted unless forced`() throws {
    let bench = try DriftBench()
    try bench.fly("held", salt: 90, folder: "held")
    try bench.learned.furrow(["model", "promote", "models/plants"])
    var poor = DriftBench.job(rounds: 1, evaluated: "held/held.tif")
    poor.trainedModel = "models/poor"
    poor.features = "[red]"
    poor.gate = nil
    try bench.learned.write(poor)
    try bench.learned.train()
    let judged = try bench.learned.furrow(
      ["evaluate", "job.yaml", "--model", "models/poor", "--against", "models/current", "--to", "judged"])
    #expect(judged.code == 0 && judged.output.contains("is worse than"), "\(judged.output)\(judged.errors)")
    #expect(bench.learned.bench.exists("judged/comparison.json"))
    let refused = try bench.learned.furrow(["model", "promote", "models/poor"])
    #expect(
      refused.code == 65 && refused.errors.contains("was judged worse than 'plants'"), "\(refused.errors)")
    #expect(try bench.learned.furrow(["model", "promote", "models/poor", "--force"]).code == 0)
    let turned = try bench.learned.furrow(
      ["evaluate", "job.yaml", "--model", "models/plants", "--against", "models/poor", "--json"])
    #expect(turned.output.contains("\"verdict\" : \"better\""), "\(turned.output)")
    let same = try bench.learned.furrow(
      ["evaluate", "job.yaml", "--model", "models/plants", "--against", "models/plants"])
    #expect(same.output.contains("neither better nor worse"))
  }

  @Test func `scenes that a model was trained on decide nothing`() throws {
    let bench = try DriftBench()
    try bench.learned.write(DriftBench.job(rounds: 2, evaluated: "flights/plot-2026-05-04.tif"))
    let judged = try bench.learned.furrow(
      ["evaluate", "job.yaml", "--model", "models/plants", "--against", "models/plants"])
    #expect(judged.code == 0)
    #expect(
      judged.output.replacing("\n", with: " ").contains(
        "each scene is one that one of the two was trained on"))
  }

  @Test func `what is no link is not swapped`() throws {
    let bench = try DriftBench()
    try FileManager.default.createDirectory(
      atPath: bench.learned.bench.path("models/current"), withIntermediateDirectories: true)
    let ending = try bench.learned.furrow(["model", "promote", "models/plants"])
    #expect(ending.code == 65 && ending.errors.contains("is no symbolic link"), "\(ending.errors)")
    #expect(!bench.learned.bench.exists("models/current.history.json"))
  }
}
