import Confinement
import Foundation
import JobDefinition

/// A flight that is worked through in a confined process of its own.
///
/// This process only starts the worker, waits and believes little of what it
/// says: nothing foreign is decoded here.
struct IsolatedFlight {
  let flight: FlightRun

  /// Does what is not done yet, as `FlightRun.run` does.
  ///
  /// - Throws: `WorkerError`, `SetAside`, `RunStopped`.
  func run() throws -> FlightOutcome {
    do {
      return try work()
    } catch let stop as RunStopped {
      throw stop
    } catch {
      flight.recordFailure(error)
      throw error
    }
  }

  private func work() throws -> FlightOutcome {
    let job = flight.plan.job
    let file = flight.candidate.paths.first ?? ""
    try refuseLinks()
    let order = WorkerOrder(
      flight.candidate, of: job, measuresFloor: flight.measuresFloor, parent: getpid())
    let child: ChildProcess
    do {
      child = try ChildProcess(
        "/proc/self/exe", arguments: ["run-flight"], environment: Self.environment(job, flight.folders),
        input: order.encoded())
    } catch {
      throw WorkerError(
        "cannot start a worker for '\(file)': \(error.localizedDescription)", exitCode: WorkerError.tryAgain)
    }
    let threadCount = job.processing.threadCount ?? WorkerPool.processorCount
    var answers = WorkerAnswers(flight: flight)
    try WorkerSupervision(
      file: file, limits: .init(job.limits, threadCount: threadCount), cancellation: flight.cancellation
    ).watch(child) { try answers.take($0) }
    return try answers.outcome(of: child.poll(), file: file)
  }

  /// Who may put mosaics somewhere may also put links there, to what only this
  /// user can read.
  private func refuseLinks() throws(WorkerError) {
    for path in flight.candidate.paths
    where (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil {
      throw WorkerError(
        "cannot open '\(path)': it is a symbolic link, and the job says 'untrusted'",
        exitCode: WorkerError.badData)
    }
  }

  /// Of this process's environment what a worker needs: no passwords and keys,
  /// unless the job lets it use the network.
  private static func environment(_ job: Job, _ folders: RunFolders) -> [String: String] {
    let kept: Set = ["PATH", "HOME", "LANG", "TZ", "GDAL_DATA", "PROJ_DATA", "PROJ_LIB", "LD_LIBRARY_PATH"]
    let prefixes = ["LC_", "OMP_", "FURROW_"]
    var environment = ProcessInfo.processInfo.environment.filter { key, _ in
      job.allowsRemote || kept.contains(key) || prefixes.contains { key.hasPrefix($0) }
    }
    for key in ["TMPDIR", "CPL_TMPDIR", "SQLITE_TMPDIR"] { environment[key] = folders.working }
    environment["SWIFT_BACKTRACE"] = "enable=no"
    return environment
  }
}

extension WorkerSupervision.Limits {
  /// The limits of a job.
  init(_ limits: JobDefinition.Limits, threadCount: Int) {
    self.init(
      seconds: limits.maximumSeconds,
      processorSeconds: limits.maximumProcessorSeconds ?? limits.maximumSeconds * threadCount,
      memoryByteCount: Confinement.memoryByteCount(limits, threadCount: threadCount),
      fileByteCount: limits.maximumFileMebibytes << 20)
  }
}
