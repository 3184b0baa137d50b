/// One line of a crontab that runs a job.
public struct CrontabLine: Hashable, Sendable {
  /// The line, without its end.
  public let text: String
  /// The end of the line, by which it is known again.
  let mark: String

  /// Writes the line.
  ///
  /// What the run has to say goes to a log beside the results. A percent sign
  /// would end the command, so it is escaped.
  ///
  /// Source: `crontab(5)`.
  /// - Throws: `ScheduleError.path` where a path holds a backslash, of which
  ///   implementations of cron make different things.
  public init(_ scheduled: ScheduledJob) throws(ScheduleError) {
    let log = "\(scheduled.outputFolder)/\(scheduled.unitName).events.jsonl"
    let words = [scheduled.program] + scheduled.arguments + ["--log-file", log]
    if let path = words.first(where: { $0.contains("\\") }) { throw .path(path, format: "a crontab") }
    let command = words.map(ShellText.word).joined(separator: " ").replacing("%", with: "\\%")
    mark = "# furrow schedule \(scheduled.job.name)"
    text = "\(scheduled.rhythm.cronFields) \(command) >/dev/null 2>&1 \(mark)"
  }

  /// A crontab with this line in the place of an older one, or at its end.
  func added(to crontab: String) -> String {
    guard owns(crontab) else { return Self.ended(crontab) + text + "\n" }
    return lines(of: crontab) { $0.hasSuffix(mark) ? text : $0 }
  }

  /// A crontab without this line.
  func removed(from crontab: String) -> String {
    lines(of: crontab) { $0.hasSuffix(mark) ? nil : $0 }
  }

  /// True where a crontab has a line for this job.
  func owns(_ crontab: String) -> Bool { crontab.split(separator: "\n").contains { $0.hasSuffix(mark) } }

  private func lines(of crontab: String, _ change: (String) -> String?) -> String {
    Self.ended(crontab).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .compactMap { change(String($0)) }.map { $0 + "\n" }.joined()
  }

  private static func ended(_ text: String) -> String {
    text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
  }
}
