import Batch
import Foundation

/// A job handed to a scheduler of the machine, which begins its runs.
public protocol Schedule {
  /// What would be written, for people.
  var text: String { get }
  /// Hands the job over; done twice, it changes nothing.
  ///
  /// - Returns: What was done, a sentence a line.
  /// - Throws: `ScheduleError`, `FileAccessError`.
  func install() throws -> [String]
  /// Takes the job back.
  ///
  /// - Returns: What was done, a sentence a line.
  /// - Throws: `ScheduleError`, `FileAccessError`.
  func remove() throws -> [String]
}

extension SystemdUnits: Schedule {
  /// The units one after another, each under its file's name.
  public var text: String {
    files.map { "# \(folder)/\($0.name)\n\($0.text)" }.joined(separator: "\n")
  }

  private var folder: String {
    guard manager == .user else { return "/etc/systemd/system" }
    let environment = ProcessInfo.processInfo.environment
    let configuration = environment["XDG_CONFIG_HOME"] ?? "\(environment["HOME"] ?? "")/.config"
    return "\(configuration)/systemd/user"
  }

  private var timerName: String { "\(scheduled.unitName).timer" }
  private var ownFiles: [(file: OwnFile, text: String)] {
    files.map { (OwnFile(path: "\(folder)/\($0.name)", mark: scheduled.mark), $0.text) }
  }

  private func control(_ arguments: [String]) throws {
    try SchedulerTool(name: "systemctl")((manager == .user ? ["--user"] : []) + arguments)
  }

  /// Writes the units and starts the timer.
  public func install() throws -> [String] {
    guard FileManager.default.fileExists(atPath: scheduled.outputFolder) else {
      throw ScheduleError.noOutputFolder(scheduled.outputFolder)
    }
    for unit in ownFiles { _ = try unit.file.read() }
    try RunPlaces.makeFolder(folder)
    let said = try ownFiles.map { unit in
      "\(try unit.file.write(unit.text) ? "wrote" : "there already:") \(unit.file.path)"
    }
    try control(["daemon-reload"])
    try control(["enable", "--now", timerName])
    return said + ["\(timerName) is on"]
  }

  /// Stops the timer and removes the units.
  public func remove() throws -> [String] {
    let present = try ownFiles.filter { try $0.file.read() != nil }
    guard !present.isEmpty else { return ["nothing to remove: there is no \(folder)/\(timerName)"] }
    try control(["disable", "--now", timerName])
    for unit in present { _ = try unit.file.remove() }
    try control(["daemon-reload"])
    return present.map { "removed \($0.file.path)" }
  }
}

extension CrontabLine: Schedule {
  private static func crontab() throws -> String {
    try SchedulerTool(name: "crontab")(["-l"], accepts: { $0.contains("no crontab for") })
  }

  private static func replace(_ text: String) throws {
    try SchedulerTool(name: "crontab")(["-"], input: text)
  }

  /// Adds the line to the user's crontab.
  public func install() throws -> [String] {
    let old = try Self.crontab()
    let new = added(to: old)
    guard new != old else { return ["there already: \(text)"] }
    try Self.replace(new)
    return ["\(owns(old) ? "changed" : "added") the line of the crontab: \(text)"]
  }

  /// Takes the line out of the user's crontab.
  public func remove() throws -> [String] {
    let old = try Self.crontab()
    guard owns(old) else { return ["nothing to remove: the crontab has no line that ends with '\(mark)'"] }
    try Self.replace(removed(from: old))
    return ["removed the line that ended with '\(mark)' from the crontab"]
  }
}

extension SlurmBatch: Schedule {
  private var file: OwnFile { OwnFile(path: path, mark: scheduled.mark) }

  /// The batches of this name that wait or run.
  private func queued() throws -> [Substring] {
    try SchedulerTool(name: "squeue")(["--noheader", "--me", "--name=\(scheduled.unitName)", "--format=%i"])
      .split(whereSeparator: \.isWhitespace)
  }

  /// Writes the script and queues it where none is queued.
  public func install() throws -> [String] {
    _ = try file.read()
    try RunPlaces.makeFolder(scheduled.outputFolder)
    let said = "\(try file.write(text) ? "wrote" : "there already:") \(path)"
    if let batch = try queued().first { return [said, "there already: batch \(batch)"] }
    let answer = try SchedulerTool(name: "sbatch")([path])
    return [said, answer.trimmingCharacters(in: .whitespacesAndNewlines)]
  }

  /// Cancels what waits, lets a run end in order, and removes the script.
  public func remove() throws -> [String] {
    guard try file.remove() else { return ["nothing to remove: there is no \(path)"] }
    try SchedulerTool(name: "scancel")(["--me", "--state=PENDING", "--name=\(scheduled.unitName)"])
    return ["removed \(path)"]
  }
}
