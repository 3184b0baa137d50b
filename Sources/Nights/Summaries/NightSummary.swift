import Batch
public import Catalog
public import Foundation
import JobDefinition

/// What a run did, for people in the morning.
public struct NightSummary: Sendable {
  let jobName: String
  let outputFolder: String
  let begun: Date
  let ended: Date
  let ending: RunEnding
  let entries: [NightRecord.Entry]
  let tally: FlightTally
  /// What stands out, by flight.
  let figures: [String: NotableFigures]

  /// Gathers what there is to say.
  ///
  /// - Parameter catalog: Where figures come from; without it there are none.
  public init(
    jobName: String, outputFolder: String, record: NightRecord, ending: RunEnding, ended: Date,
    catalog: CatalogDatabase?
  ) {
    (self.jobName, self.outputFolder) = (jobName, outputFolder)
    (begun, self.ended, self.ending) = (record.begun, ended, ending)
    entries = record.entries
    tally = record.tally
    var figures: [String: NotableFigures] = [:]
    for entry in entries where entry.isDone {
      guard let catalog else { break }
      figures[entry.flight.name] = try? NotableFigures(of: entry.flight.name, jobName: jobName, in: catalog)
    }
    self.figures = figures
  }

  /// "furrow demo: 2 done, 1 failed", on one line.
  public var subject: String { "furrow \(jobName): \(outcome)" }

  private var outcome: String {
    var parts: [String] = []
    for (count, word) in [
      (tally.done, "done"), (tally.failed, "failed"), (tally.held.values.reduce(0, +), "held"),
      (tally.unfinished, "unfinished"),
    ] where count > 0 { parts.append("\(count) \(word)") }
    if case .error = ending.cause { parts.insert("could not run", at: 0) }
    return parts.isEmpty ? "nothing new" : parts.joined(separator: ", ")
  }

  /// What would make the summary another one than the last: who fails or waits.
  var troubles: [String] {
    var troubles = entries.compactMap { entry -> String? in
      switch entry.outcome {
      case .failed(let error): "\(entry.flight.name) failed: \(error)".printable
      case .held(let hold) where hold.kind != .settling: "\(entry.flight.name) \(hold.kind.rawValue)"
      default: nil
      }
    }
    if case .error(let sentence) = ending.cause { troubles.append(sentence.printable) }
    return troubles.sorted()
  }
}

extension NightRecord.Entry {
  var isDone: Bool { if case .done = outcome { true } else { false } }
}
