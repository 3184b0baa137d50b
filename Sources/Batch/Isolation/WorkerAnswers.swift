import Confinement
import Foundation
import JobDefinition

/// What a worker has said so far, checked.
struct WorkerAnswers {
  let flight: FlightRun
  private var isConfined = false
  private var ending: WorkerMessage.Ending?
  private var noteCount = 0
  private var messageCount = 0

  private static let maximumNotes = 100
  private static let maximumMessages = 4_000_000

  init(flight: FlightRun) { self.flight = flight }

  /// Takes a message.
  ///
  /// - Throws: `WorkerProtocolError`; `WorkerError` where the worker cannot be
  ///   confined as the job demands.
  mutating func take(_ bytes: [UInt8]) throws {
    messageCount += 1
    guard messageCount <= Self.maximumMessages else { throw WorkerProtocolError.tooMany }
    guard ending == nil else { throw WorkerProtocolError.outOfOrder }
    switch try WorkerMessage(decoding: bytes) {
    case .confined(let report):
      guard !isConfined else { throw WorkerProtocolError.outOfOrder }
      isConfined = true
      try judge(report)
    case .ended(let ending): self.ending = ending
    case .note(let text):
      guard isConfined else { throw WorkerProtocolError.outOfOrder }
      noteCount += 1
      guard noteCount <= Self.maximumNotes else { throw WorkerProtocolError.tooMany }
      flight.observer.noted(flight.candidate, text.shown())
    case .progress(let stage, let done, let total):
      guard isConfined else { throw WorkerProtocolError.outOfOrder }
      guard done >= 0, total > 0, done <= total else { throw WorkerProtocolError.notAMessage }
      flight.observer.progressed(
        flight.candidate, RunProgress(stage: stage.shown(limit: 32), donePixels: done, totalPixels: total))
    }
  }

  /// Tells what is missing of the guards, or refuses.
  private func judge(_ report: GuardReport) throws(WorkerError) {
    let phrases = report.phrases.map { $0.shown(limit: 200) }
    guard !phrases.isEmpty else { return }
    let list = phrases.joined(separator: ", ")
    guard flight.plan.job.isolation != .strict else {
      throw WorkerError(
        "the job says 'untrusted: strict', but a worker cannot be confined here in \(list)",
        hint: "`furrow doctor` says what this machine has; 'untrusted: true' does with what there is",
        exitCode: WorkerError.notSetUp)
    }
    flight.observer.noted(flight.candidate, "the worker is not confined in \(list)")
  }

  /// How the flight ended, once the worker has.
  func outcome(of process: ChildProcess.Ending?, file: String) throws -> FlightOutcome {
    switch ending {
    case .done(let folder, let cost): return .done(folder: try checked(folder, file), cost: cost.cost)
    case .alreadyDone(let folder): return .alreadyDone(folder: try checked(folder, file))
    case .held(let kind, let reason):
      return .held(FlightHold(FlightHold.Kind(rawValue: kind) ?? .settling, reason: reason.shown()))
    case .setAside(let reasons):
      throw SetAside(file: file, reasons: reasons.prefix(20).map { $0.shown(limit: 500) })
    case .failed(let error): throw error.shown
    case .stopped: throw RunStopped()
    case nil:
      var code = ""
      if case .exited(let number) = process { code = " (exit code \(number))" }
      throw WorkerError.ended(file, "it left without an answer\(code)")
    }
  }

  /// A folder of results right in the job's output folder, and none else.
  private func checked(_ folder: String, _ file: String) throws(WorkerError) -> String {
    let name = (folder as NSString).lastPathComponent
    guard folder == flight.folders.results(name), name == name.shown(limit: 255), name != "..",
      !name.hasPrefix(".")
    else { throw .ended(file, "\(WorkerProtocolError.foreignFolder)") }
    return folder
  }
}
