import Batch
import Foundation
public import Reporting

extension NightSummary {
  /// The summary for programs; `schemas/summary.schema.json` describes it.
  public var json: JSONValue {
    .object([
      "subject": .string(subject), "text": .string(text), "job": .string(jobName),
      "begun": .string(EventLog.text(begun)), "ended": .string(EventLog.text(ended)),
      "seconds": .number((ended.timeIntervalSince(begun) * 1000).rounded() / 1000),
      "cause": .string(ending.word), "exit_code": .integer(Int(ending.exitCode)),
      "error": ending.sentence.map(JSONValue.string) ?? .null, "results": .string(outputFolder),
      "counts": .object(Dictionary(uniqueKeysWithValues: tally.states.map { ($0.name, .integer($0.count)) })),
      "flights": .array(entries.filter { !$0.isAlreadyDone }.map(flight)),
    ])
  }

  private func flight(_ entry: NightRecord.Entry) -> JSONValue {
    var values: [String: JSONValue] = ["flight": .string(entry.flight.name)]
    values["taken_on"] = entry.flight.date.map { .string($0.description) }
    switch entry.outcome {
    case .done(let folder, let cost):
      values["state"] = .string("done")
      values["seconds"] = .number(cost.wallSeconds)
      values["report"] = .string(Self.report(in: folder))
      values.merge(figures[entry.flight.name]?.values ?? [:]) { first, _ in first }
    case .failed(let error):
      values["state"] = .string("failed")
      values["error"] = .string("\(error)")
    case .held(let hold):
      values["state"] = .string("held_\(hold.kind.rawValue)")
      values["error"] = .string(hold.reason)
    case .alreadyDone: values["state"] = .string("already_done")
    case nil: values["state"] = .string("unfinished")
    }
    return .object(values)
  }
}

extension NightRecord.Entry {
  fileprivate var isAlreadyDone: Bool { if case .alreadyDone = outcome { true } else { false } }
}

extension NotableFigures {
  fileprivate var values: [String: JSONValue] {
    var values: [String: JSONValue] = [
      "most": .array(
        most.map {
          .object([
            "group": .string($0.group), "field": .string($0.field), "share": .number($0.fraction),
            "area_m2": .number($0.areaSquareMetres),
          ])
        })
    ]
    values["change"] = change.map {
      .object([
        "group": .string($0.share.group), "field": .string($0.share.field), "since": .string($0.since),
        "share_before": .number($0.before), "share": .number($0.share.fraction),
      ])
    }
    return values
  }
}
