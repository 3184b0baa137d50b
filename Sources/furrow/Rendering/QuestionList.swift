import Catalog
import Reporting

/// The questions of `furrow query --list`.
enum QuestionList {
  static var table: Table {
    Table(
      columns: [
        .init("question"), .init("meaning"), .init("parameter"), .init("parameter_meaning"), .init("default"),
      ],
      rows: NamedQuestion.all.flatMap { question in
        question.parameters.isEmpty
          ? [[.text(question.name), .text(question.meaning), .missing, .missing, .missing]]
          : question.parameters.map {
            [
              .text(question.name), .text(question.meaning), .text($0.name), .text($0.meaning),
              $0.standard.map(Table.Cell.init) ?? .missing,
            ]
          }
      })
  }

  static var text: String {
    NamedQuestion.all.map { question in
      "\(question.name)\n    \(question.meaning)\n"
        + question.parameters.map { "    --set \($0.name)=...  \($0.meaning)\(standard($0))\n" }.joined()
    }.joined()
  }

  private static func standard(_ parameter: NamedQuestion.Parameter) -> String {
    switch parameter.standard {
    case .text("now"): "; today, where it is not said"
    case .some(let value): "; \(Table.Cell(value).plain), where it is not said"
    case nil: ""
    }
  }
}

extension Table.Cell {
  fileprivate var plain: String {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .number(let number): Number.text(number)
    case .flag, .missing: ""
    }
  }
}
