import Catalog
import Confinement
import Foundation
public import JobDefinition

/// The other side of `IsolatedFlight`: confines this process, works one flight
/// through and tells how it went.
public struct FlightWorker: Sendable {
  private let order: WorkerOrder
  private let messages: WorkerMessages
  private let stated: @Sendable (any Error) -> WorkerError

  /// Makes a worker.
  ///
  /// - Parameters:
  ///   - order: What to do.
  ///   - descriptor: Where messages go.
  ///   - stated: What an error means to people and schedulers.
  public init(
    _ order: WorkerOrder, descriptor: Int32, stated: @escaping @Sendable (any Error) -> WorkerError
  ) {
    self.order = order
    messages = WorkerMessages(descriptor: descriptor)
    self.stated = stated
  }

  /// Works and tells how it ended; never throws, since everything is told.
  ///
  /// - Parameter readJob: Reads the job; called before the process is confined.
  public func run(cancellation: RunCancellation, readJob: (_ path: String) throws -> Job) {
    do {
      messages.send(.ended(try ending(cancellation: cancellation, readJob: readJob)))
    } catch is RunStopped {
      messages.send(.ended(.stopped))
    } catch let aside as SetAside {
      messages.send(.ended(.setAside(reasons: aside.reasons)))
    } catch {
      messages.send(.ended(.failed(judged(error))))
    }
  }

  /// An error as it is told. That memory is short here is the job's limit, not
  /// the machine's.
  private func judged(_ error: any Error) -> WorkerError {
    var told = stated(error)
    told.isOfMachine =
      FailureKind(error, exitCode: told.exitCode) == .ofMachine
      && !MemoryShortage.isTold(by: told.description)
    return told
  }

  private func ending(
    cancellation: RunCancellation, readJob: (_ path: String) throws -> Job
  ) throws -> WorkerMessage.Ending {
    var job = try readJob(order.job)
    job.processing.threadCount = order.threadCount
    if let tileSize = order.tileSize { job.processing.tileSize = tileSize }
    job.model?.folder.followLinks()
    let plan = try JobPlan(job)
    let candidate = order.candidate
    let folders = RunFolders(at: job.outputs.folder.resolved)
    let report = Confinement(
      candidate, of: job, folders: folders,
      threadCount: job.processing.threadCount ?? WorkerPool.processorCount, parent: order.parent
    ).apply()
    messages.send(.confined(report))
    if job.isolation == .strict, !report.missing.isEmpty {
      throw WorkerError("the worker cannot be confined", exitCode: WorkerError.notSetUp)
    }
    let flight = FlightRun(
      plan: plan, candidate: candidate, folders: folders,
      catalog: try CatalogDatabase(path: folders.catalog, access: .write), observer: messages,
      cancellation: cancellation, measuresFloor: order.measuresFloor)
    switch try flight.run() {
    case .done(let folder, let cost): return .done(folder: folder, cost: .init(cost))
    case .alreadyDone(let folder): return .alreadyDone(folder: folder)
    case .failed(let error): throw error
    case .held(let hold): return .held(kind: hold.kind.rawValue, reason: hold.reason)
    }
  }
}

/// The pipe to the one who waits.
private final class WorkerMessages: RunObserver {
  private let descriptor: Int32
  private let lock = NSLock()

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Sends a message whole; one that is too long is left out.
  func send(_ message: WorkerMessage) {
    guard let bytes = message.encoded() else { return }
    lock.withLock {
      var offset = 0
      while offset < bytes.count {
        let count = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        offset += count
      }
    }
  }

  func began(_ flight: FlightCandidate, number: Int, count: Int) {}

  func progressed(_ flight: FlightCandidate, _ progress: RunProgress) {
    send(.progress(stage: progress.stage, done: progress.donePixels, total: progress.totalPixels))
  }

  func noted(_ flight: FlightCandidate, _ note: String) { send(.note(String(note.prefix(2000)))) }

  func ended(_ flight: FlightCandidate, _ outcome: FlightOutcome) {}
}
