import ArgumentParser
import Batch
import Foundation
import JobDefinition

extension RunCommand {
  /// Has the work done by others, as the job or `--engine` says.
  func work(by engine: RunEngine, _ watch: NightWatch) throws {
    let job = try JobFile.readTrusted(ShardFiles.absolute(self.job), for: "run --engine")
    let run = engine == .slurm ? clusterRun(of: job, watch) : localRun(of: job, watch)
    switch try run.run() {
    case .merged(let outcomes): try FlightsFailed.check(outcomes)
    case .handedOver(let sentence): Output.line(sentence)
    }
  }

  private func localRun(of job: Job, _ watch: NightWatch) -> ShardedRun {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    let workers = workers ?? processors
    return shardedRun(
      of: job, threadCount: threads ?? job.processing.threadCount ?? max(1, processors / workers),
      size: .count(4 * workers), engine: LocalShardEngine(workerCount: workers), watch)
  }

  private func clusterRun(of job: Job, _ watch: NightWatch) -> ShardedRun {
    var job = job
    if let workers { job.slurm.tasksAtOnce = workers }
    if let threads { job.slurm.cpuCount = threads }
    return shardedRun(
      of: job, threadCount: job.slurm.cpuCount ?? job.processing.threadCount ?? 1,
      size: .count(job.slurm.shardCount),
      engine: SlurmEngine(job, waits: wait) { ErrorRendering.write("furrow: \($0)") }, watch)
  }

  private func shardedRun(
    of job: Job, threadCount: Int, size: ShardSize, engine: any ShardEngine, _ watch: NightWatch
  ) -> ShardedRun {
    ShardedRun(
      job, options: RunOptions(flightName: flight, threadCount: threadCount, tileSize: tileSize), size: size,
      engine: engine, program: ShardFiles.program, observer: watch.observer(terminal),
      cancellation: watch.cancellation, exitCode: { ExitStatus($0).rawValue })
  }
}

extension ShardFiles {
  /// This program's own file.
  static var program: String {
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
