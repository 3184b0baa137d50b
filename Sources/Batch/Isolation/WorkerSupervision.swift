import Confinement
import Foundation

/// Waits for a worker: passes on what it says, ends it where it breaks a limit
/// or the run is to stop.
struct WorkerSupervision {
  let file: String
  let limits: Limits
  let cancellation: RunCancellation

  /// What ends a worker.
  struct Limits: Hashable, Sendable {
    /// The longest that it may run.
    var seconds: Int
    /// The most processor time, which the kernel watches.
    var processorSeconds: Int
    /// The most memory in use, in bytes.
    var memoryByteCount: Int
    /// The most that it writes to one file, in bytes, which the kernel watches.
    var fileByteCount: Int
    /// How long it may go on after it was asked to stop.
    var graceSeconds = 60
  }

  /// Watches until the worker has ended.
  ///
  /// - Parameter receive: Gets each message.
  /// - Throws: `WorkerError` where it was ended or ended without order; what
  ///   `receive` throws, a `WorkerProtocolError` said in a sentence.
  func watch(_ child: ChildProcess, receive: ([UInt8]) throws -> Void) throws {
    var frames = MessageFrames()
    var last: [UInt8] = []
    let started = ContinuousClock.now
    var asked: ContinuousClock.Instant?
    func read() throws {
      for (descriptor, isMessage) in [(child.messages, true), (child.errors, false)] {
        let bytes = Self.available(descriptor)
        if isMessage { try frames.take(bytes).forEach(receive) } else { last = (last + bytes).suffix(4096) }
      }
    }
    do {
      while child.poll() == nil {
        Self.wait(for: child)
        try read()
        if asked == nil, isCancelled {
          child.send(SIGTERM)
          asked = .now
        }
        try check(child, runningSince: started, askedAt: asked)
      }
      while Self.isReadable(child.messages) || Self.isReadable(child.errors) { try read() }
    } catch {
      child.send(SIGKILL)
      guard let error = error as? WorkerProtocolError else { throw error }
      throw WorkerError.ended(file, "\(error)")
    }
    try judge(child, words: String(decoding: last, as: UTF8.self))
  }

  private var isCancelled: Bool {
    do { try cancellation.check() } catch { return true }
    return false
  }

  /// Throws where a worker has to be ended.
  private func check(
    _ child: ChildProcess, runningSince started: ContinuousClock.Instant,
    askedAt asked: ContinuousClock.Instant?
  ) throws {
    if let asked, ContinuousClock.now - asked > .seconds(limits.graceSeconds) { throw RunStopped() }
    guard ContinuousClock.now - started <= .seconds(limits.seconds) else {
      throw WorkerError.ended(
        file, "it took longer than 'limits: {max_seconds: \(limits.seconds)}' allows",
        exitCode: WorkerError.tryAgain)
    }
    guard child.residentByteCount <= limits.memoryByteCount + Self.sharedAllowance else {
      throw tooMuchMemory
    }
  }

  /// Program text and mapped files, which the kernel's limit leaves out.
  private static let sharedAllowance = 256 << 20

  private var tooMuchMemory: WorkerError {
    .ended(
      file,
      "it needed more than the \(limits.memoryByteCount >> 20) MiB that 'limits: {max_memory_mb: ...}' leaves it"
    )
  }

  /// Says what a worker that ended by a signal died of.
  private func judge(_ child: ChildProcess, words: String) throws(WorkerError) {
    guard case .signalled(let signal) = child.poll() else { return }
    switch signal {
    case SIGXCPU:
      throw .ended(
        file,
        "it used more than \(limits.processorSeconds) s of processor time ('limits: {max_cpu_seconds: ...}')",
        exitCode: WorkerError.tryAgain)
    case SIGXFSZ:
      throw .ended(
        file, "it wrote a file of more than 'limits: {max_file_mb: \(limits.fileByteCount >> 20)}' allows")
    case SIGKILL, SIGTERM, SIGINT:
      throw .ended(file, "something killed it (signal \(signal))", exitCode: WorkerError.tryAgain)
    default:
      if MemoryShortage.isTold(by: words) { throw tooMuchMemory }
      throw .ended(file, "it crashed (signal \(signal))")
    }
  }
}

extension WorkerSupervision {
  /// Waits up to a tenth of a second for something to read.
  private static func wait(for child: ChildProcess) {
    var files = [child.messages, child.errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&files, nfds_t(files.count), 100)
    // A pipe that the worker closed is always ready.
    if files.allSatisfy({ $0.revents & Int16(POLLIN) == 0 }), files.contains(where: { $0.revents != 0 }) {
      usleep(20_000)
    }
  }

  private static func isReadable(_ descriptor: Int32) -> Bool {
    var file = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&file, 1, 0) == 1 && file.revents & Int16(POLLIN) != 0
  }

  /// What can be read at once.
  private static func available(_ descriptor: Int32) -> ArraySlice<UInt8> {
    guard isReadable(descriptor) else { return [] }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &bytes, bytes.count)
    return bytes.prefix(max(0, count))
  }
}
