import Batch
import Foundation

extension NightSummary {
  /// The summary as plain text.
  public var text: String {
    var sections = ["Furrow, job \(jobName): \(outcomeWords)\n\(times)\n"]
    if let sentence = ending.sentence { sections.append("This run: \(sentence.printable).\n") }
    sections += [
      section("Done", entries.filter(\.isDone).map(done)), section("Failed", failures),
      section("Held", holds), rest, "Results are in \(outputFolder)\n",
    ].filter { !$0.isEmpty }
    return sections.joined(separator: "\n")
  }

  private var outcomeWords: String { String(subject.dropFirst("furrow \(jobName): ".count)) }

  private var times: String {
    let style = Date.VerbatimFormatStyle(
      format: """
        \(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \
        \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)
        """,
      timeZone: .current, calendar: .gregorianHere)
    return
      "\(begun.formatted(style)) to \(ended.formatted(style)), \(Self.duration(ended.timeIntervalSince(begun)))"
  }

  private func section(_ title: String, _ items: [String]) -> String {
    items.isEmpty ? "" : "\(title)\n" + items.joined()
  }

  private func done(_ entry: NightRecord.Entry) -> String {
    guard case .done(let folder, let cost) = entry.outcome else { return "" }
    var lines = ["  \(entry.flight.name), \(Self.duration(cost.wallSeconds))"]
    if let figures = figures[entry.flight.name] { lines += figures.lines.map { "    " + $0 } }
    lines.append("    \(Self.report(in: folder))")
    return lines.map { $0 + "\n" }.joined()
  }

  private var failures: [String] {
    entries.compactMap { entry in
      guard case .failed(let error) = entry.outcome else { return nil }
      return "  \(entry.flight.name): \("\(error)".printable)\n"
    }
  }

  private var holds: [String] {
    entries.compactMap { entry in
      guard case .held(let hold) = entry.outcome else { return nil }
      return "  \(entry.flight.name), \(hold.kind.rawValue): \(hold.reason.printable)\n"
    }
  }

  private var rest: String {
    var lines: [String] = []
    if tally.alreadyDone > 0 { lines.append("Done before: \(tally.alreadyDone)\n") }
    if tally.unfinished > 0 { lines.append("Not finished: \(tally.unfinished)\n") }
    return lines.joined()
  }

  /// The report of a flight where it has one, else its folder.
  static func report(in folder: String) -> String {
    let report = "\(folder)/report.html"
    return FileManager.default.fileExists(atPath: report) ? report : folder
  }

  /// "45 s", "12 min 3 s", "7 h 20 min".
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    if whole < 60 { return whole < 10 ? String(format: "%.1f s", seconds) : "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}

extension NotableFigures {
  /// A line for each figure.
  fileprivate var lines: [String] {
    var lines = most.map { share in
      "\(share.group): most in field \(share.field.printable), \(Self.percent(share.fraction)) "
        + "(\(String(format: "%.1f", share.areaSquareMetres)) m2) of \(fieldCount) seen"
    }
    if let change {
      lines.append(
        "largest change since \(change.since): \(change.share.group) in field \(change.share.field.printable), "
          + "\(Self.percent(change.before)) to \(Self.percent(change.share.fraction))")
    }
    return lines
  }

  private static func percent(_ fraction: Double) -> String { String(format: "%.2f %%", fraction * 100) }
}
