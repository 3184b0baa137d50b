import ArgumentParser
import Batch
import Foundation
import JobDefinition
import Nights
import Reporting

/// What stands around a run: its log, its deadline, and who is told how it ended.
struct NightWatch {
  let job: Job
  let options: NightOptions
  let log: EventLog
  let record = NightRecord()
  let deadline: RunDeadline?
  private let events: EventObserver

  init(_ job: Job, options: NightOptions, log: EventLog) {
    (self.job, self.options, self.log) = (job, options, log)
    deadline = options.deadline(of: job)
    events = EventObserver(log) { ExitStatus($0).rawValue }
  }

  /// Tells people, the log and the record.
  func observer(_ terminal: TerminalObserver) -> ObserverGroup { ObserverGroup([terminal, events, record]) }

  /// The folder of results, as an absolute path.
  var outputFolder: String { Self.absolute(job.outputs.folder.resolved) }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Stops the run for a signal or its deadline.
  var cancellation: RunCancellation {
    RunCancellation { [deadline] in StopSignal.received != nil || deadline?.hasCome == true }
  }

  /// Does what comes before a run; an error is logged before it is thrown on.
  static func logging<Value>(_ log: EventLog, _ options: NightOptions, _ body: () throws -> Value) throws
    -> Value
  {
    do {
      return try body()
    } catch {
      let status = ExitStatus(error)
      log.write(
        RunEvent(
          .runEnded, .error,
          [
            "cause": .string("error"), "exit_code": .integer(Int(status.rawValue)),
            "error": .string("\(error)"),
          ]))
      throw options.log == .json ? ToldAlready(exitStatus: status) : error
    }
  }

  /// Runs the job; whatever ends it is logged and told before it is thrown on.
  func run(_ body: () throws -> Void) throws {
    let turn = try Self.logging(log, options, takeTurn)
    if case .elsewhere = turn, options.unlessRunning { return skip() }
    log.write(RunEvent(.runBegun, .info, begin))
    defer { withExtendedLifetime(turn) {} }
    do {
      try body()
      close(RunEnding(.finished, exitCode: 0))
    } catch is RunStopped {
      events.stopped()
      let ending = stopped
      close(ending)
      tell("furrow: \(ending.sentence ?? "")")
      throw ExitCode(ending.exitCode)
    } catch let failure as FlightsFailed {
      close(RunEnding(.finished, exitCode: failure.status.rawValue))
      throw failure
    } catch {
      close(RunEnding(.error("\(error)"), exitCode: ExitStatus(error).rawValue))
      throw options.log == .json ? ToldAlready(exitStatus: ExitStatus(error)) : error
    }
  }

  private func takeTurn() throws -> JobTurn.Attempt {
    try JobTurn.attempt(
      jobName: job.name, outputFolder: outputFolder, makesFolder: options.unlessRunning)
  }

  private func skip() {
    Output.line("nothing to do: another run of the job '\(job.name)' is at work")
    log.write(RunEvent(.runSkipped, .info))
  }

  /// Why the run was stopped: a signal counts before the deadline.
  private var stopped: RunEnding {
    if StopSignal.received == nil, let deadline {
      return RunEnding(.deadline(clock: deadline.clock), exitCode: ExitStatus.tryAgain.rawValue)
    }
    let signal = StopSignal.received ?? .terminate
    return RunEnding(.signal(signal.name), exitCode: signal.exitCode)
  }

  private func close(_ ending: RunEnding) {
    follow(ending)
    log.write(RunEvent(.runEnded, ending.exitCode == 0 ? .info : .error, end(ending)))
    if let complaint = log.complaint { tell("furrow: \(complaint)") }
  }

  /// Says something on standard error where people read it.
  func tell(_ line: String) {
    if options.log == .text { ErrorRendering.write(line) }
  }
}

extension NightWatch {
  private var begin: [String: JSONValue] {
    var values: [String: JSONValue] = [
      "file": .string(Self.absolute(job.file)), "version": .string(Furrow.version),
      "process": .integer(Int(ProcessInfo.processInfo.processIdentifier)),
      "host": .string(ProcessInfo.processInfo.hostName),
    ]
    if let deadline { values["until"] = .string(EventLog.text(deadline.date)) }
    return values
  }

  private func end(_ ending: RunEnding) -> [String: JSONValue] {
    var values: [String: JSONValue] = [
      "cause": .string(ending.word), "exit_code": .integer(Int(ending.exitCode)),
      "seconds": .number((Date().timeIntervalSince(record.begun) * 1000).rounded() / 1000),
      "flights": .object(
        Dictionary(uniqueKeysWithValues: record.tally.states.map { ($0.name, .integer($0.count)) })),
    ]
    if let sentence = ending.sentence { values["error"] = .string(sentence) }
    return values
  }
}
