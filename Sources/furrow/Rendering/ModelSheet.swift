import JobDefinition
import Learning
import Pixels
import Reporting

/// A model's card for people.
struct ModelSheet {
  let card: ModelCard

  /// Heading, what it reads, its stages, what it was learned from, its classes.
  var text: String {
    var sections = ["model \(card.name), \(card.created), furrow \(card.furrowVersion)\n"]
    if let summary = card.summary { sections[0] += Paragraph.wrapped(summary) }
    sections.append(Paragraph.pairs(facts))
    sections.append(TextTable(classes).text)
    if let training = card.training { sections.append(TextTable(scenes(training)).text) }
    if !card.notes.isEmpty { sections.append("Notes\n" + Paragraph.list(card.notes)) }
    return sections.joined(separator: "\n")
  }

  private var facts: [(label: String, text: String)] {
    var facts = [
      ("bands", card.sensor.roles.map(\.rawValue).joined(separator: ", ") + ", \(card.sensor.scale)")
    ]
    if let side = card.pixelSide {
      let (from, to) = (side.acceptedMetres.lowerBound * 100, side.acceptedMetres.upperBound * 100)
      facts.append(
        (
          "pixels",
          "\(Number.text(side.trainedMetres * 100)) cm; takes \(Number.text(from)) to \(Number.text(to)) cm"
        ))
    }
    if let gate = card.gate { facts.append(("gate", gate.condition)) }
    for (number, stage) in card.stages.enumerated() {
      facts.append(("stage \(number + 1)", stage.features.joined(separator: ", ")))
    }
    if card.smoothing > 0 { facts.append(("smoothing", "\(Number.text(card.smoothing)) px")) }
    facts += learning + judgement
    if let licence = card.licence { facts.append(("licence", licence)) }
    return facts
  }

  private var learning: [(label: String, text: String)] {
    guard let training = card.training else { return [("learned", "elsewhere")] }
    var facts = [("learned", "from " + Number.count(training.scenes.count, "scene"))]
    if let folds = training.folds {
      let side = folds.unit == .blocks ? " of \(folds.side)" : ""
      facts.append(("folds", "\(folds.count) by \(folds.unit.rawValue)\(side), \(folds.buffer) apart"))
    }
    if let parent = card.parent {
      facts.append(
        ("goes on", "from \(parent.name) of \(parent.created) (card \(parent.sha256.prefix(12)))"))
      facts.append(("added", parent.addedScenes.joined(separator: ", ")))
    }
    facts.append(("drift", drift))
    return facts
  }

  private var drift: String {
    guard let drift = card.drift else { return "no drift reference" }
    return "\(Number.count(drift.pixelCount, "pixel")) in \(Number.count(drift.blockCount, "block"))"
  }

  private var judgement: [(label: String, text: String)] {
    guard let metrics = card.metrics else { return [("judged", "never")] }
    let figures = [
      ("mean IoU", metrics.meanIoU), ("accuracy", metrics.accuracy), ("kappa", metrics.kappa),
    ]
    return figures.compactMap { label, figure in figure.map { (label, Self.text($0)) } }
  }

  private static func text(_ figure: ModelCard.Metrics.Figure) -> String {
    guard let low = figure.low, let high = figure.high else { return Number.fixed(figure.value, 3) }
    return "\(Number.fixed(figure.value, 3)) (\(Number.fixed(low, 3)) to \(Number.fixed(high, 3)))"
  }

  private var classes: Table {
    let columns: [Table.Column] = [
      .init("code"), .init("class"), .init("group"), .init("samples"),
      .init("iou", title: "IoU", decimals: 3),
      .init("low", decimals: 3), .init("high", decimals: 3),
    ]
    let rows = card.legend.entries.map { entry -> [Table.Cell] in
      let figure = card.metrics?.iou[entry.code]
      let samples = card.training?.samples[entry.code].map(Table.Cell.integer)
      return [
        .integer(Int(entry.code)), .text(entry.name), .text(entry.group.rawValue), samples ?? .missing,
        Self.cell(figure?.value), Self.cell(figure?.low), Self.cell(figure?.high),
      ]
    }
    return Table(columns: columns, rows: rows)
  }

  private static func cell(_ number: Double?) -> Table.Cell { number.map(Table.Cell.number) ?? .missing }

  private func scenes(_ training: ModelCard.Training) -> Table {
    let columns: [Table.Column] = [
      .init("scene"), .init("date"), .init("file"), .init("labelled", unit: "px"), .init("fingerprint"),
    ]
    let rows = training.scenes.map { scene -> [Table.Cell] in
      [
        .text(scene.name), scene.date.map { .text($0.description) } ?? .missing, .text(scene.file),
        .integer(scene.pixels.values.reduce(0, +)),
        .text(String(scene.fingerprint.prefix(24))),
      ]
    }
    return Table(columns: columns, rows: rows)
  }
}
