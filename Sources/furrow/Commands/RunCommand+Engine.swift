import ArgumentParser
import Batch
import Foundation
import JobDefinition

extension RunCommand {
  /// Has the work done by others, as the job or `--engine` says.
  func run(by engine: RunEngine) throws {
    let job = try JobFile.read(ShardFiles.absolute(self.job))
    let processors = ProcessInfo.processInfo.activeProcessorCount
    let workers = workers ?? processors
    let run = ShardedRun(
      job,
      options: RunOptions(
        flightName: flight,
        threadCount: threads ?? job.processing.threadCount ?? max(1, processors / workers),
        tileSize: tileSize),
      size: .count(4 * workers), engine: LocalShardEngine(workerCount: workers), program: Self.program,
      observer: TerminalObserver(), cancellation: RunCancellation { StopSignal.received != nil })
    StopSignal.catchAll()
    switch try stopping({ try run.run() }) {
    case .merged(let outcomes): try FlightsFailed.check(outcomes)
    case .handedOver(let sentence): Output.line(sentence)
    }
  }

  /// This program's own file.
  private static var program: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }
}

extension FlightsFailed {
  /// Throws the gravest of what flights failed of.
  static func check(_ outcomes: [(flight: FlightCandidate, outcome: FlightOutcome)]) throws {
    let failures = outcomes.compactMap { outcome -> ExitStatus? in
      if case .failed(let error) = outcome.outcome { ExitStatus(error) } else { nil }
    }
    if let status = failures.reduce(nil, { $0?.graver($1) ?? $1 }) { throw FlightsFailed(status: status) }
  }
}
