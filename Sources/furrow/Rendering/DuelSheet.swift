import Batch
import Learning
import Reporting

/// A comparison of two models for people.
struct DuelSheet {
  let duel: ModelDuel

  /// Heading, figures, verdict.
  var text: String {
    let judgement = duel.judgement
    var sections = [
      Paragraph.wrapped(
        "Against \(Self.name(judgement.other)), on the same truth; difference with its 95 % interval from "
          + "\(Number.count(judgement.comparison.blockCount, "block"))"),
      TextTable(figures).text, Paragraph.wrapped(verdict),
    ]
    if !judgement.isFlattered, !judgement.leftOut.isEmpty {
      sections.append(
        Paragraph.wrapped(
          "left out, since one of the two was trained on it: "
            + judgement.leftOut.joined(separator: ", ")))
    }
    return sections.joined(separator: "\n")
  }

  private var verdict: String {
    let judgement = duel.judgement
    let sentence =
      "\(Self.name(judgement.subject)) is \(judgement.verdict.words) \(Self.name(judgement.other))"
    return judgement.isFlattered
      ? sentence + ": each scene is one that one of the two was trained on, so that the figures flatter it"
      : sentence
  }

  private var figures: Table {
    let columns: [Table.Column] = [
      .init("figure"), .init("this", decimals: 3), .init("other", decimals: 3),
      .init("difference", decimals: 3), .init("low", decimals: 3), .init("high", decimals: 3),
    ]
    let rows = duel.judgement.comparison.figures.map { figure -> [Table.Cell] in
      let numbers = [
        figure.subject, figure.other, figure.difference.value, figure.difference.interval?.lower,
        figure.difference.interval?.upper,
      ]
      return [.text(figure.name)] + numbers.map { $0.map(Table.Cell.number) ?? .missing }
    }
    return Table(columns: columns, rows: rows)
  }

  private static func name(_ model: EvaluatedModel?) -> String {
    model.map { "the model in \($0.folder)" } ?? "the job's rules"
  }
}

extension PairedComparison.Verdict {
  /// The verdict before the name of the other.
  var words: String {
    switch self {
    case .better: "better than"
    case .worse: "worse than"
    case .undecided: "neither better nor worse, as far as can be told, than"
    }
  }
}
