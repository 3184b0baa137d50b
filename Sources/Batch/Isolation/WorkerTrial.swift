public import Confinement
import Foundation

/// Shows whether workers can be confined on this machine, by confining one that
/// then tries what it may not do.
public enum WorkerTrial {
  /// The argument that starts a trial instead of a flight.
  public static let argument = "--trial"

  /// Starts a worker that confines itself, and waits for what it says.
  ///
  /// - Returns: Which guards do not hold; `nil` where no worker can be started.
  public static func report() -> GuardReport? {
    guard
      let child = try? ChildProcess(
        "/proc/self/exe", arguments: ["run-flight", argument], environment: [:], input: [])
    else { return nil }
    var answer: GuardReport?
    let limits = WorkerSupervision.Limits(
      seconds: 20, processorSeconds: 20, memoryByteCount: 1 << 30, fileByteCount: 1 << 20)
    try? WorkerSupervision(file: "trial", limits: limits, cancellation: .never).watch(child) { bytes in
      if case .confined(let report) = try WorkerMessage(decoding: bytes) { answer = report }
    }
    return answer
  }

  /// What the started worker does.
  public static func run(descriptor: Int32) {
    var report = Confinement(
      readable: [], writable: [],
      limits: .init(
        memoryByteCount: 1 << 30, processorSeconds: 20, fileByteCount: 1 << 20, openFileCount: 64),
      parent: getppid()
    ).apply()
    for (kind, holds) in trials where report.missing[kind] == nil && !holds() {
      report.missing[kind] = "it was set and does not hold"
    }
    guard let bytes = WorkerMessage.confined(report).encoded() else { return }
    _ = write(descriptor, bytes, bytes.count)
  }

  /// What must fail in a confined process.
  private static let trials: [(Guard, @Sendable () -> Bool)] = [
    (
      .memory,
      { mmap(nil, 2 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED }
    ),
    (.openFiles, { dup2(0, 100) < 0 }),
    (
      .places,
      { open("/etc/passwd", O_RDONLY) < 0 && open("/tmp/furrow-trial", O_WRONLY | O_CREAT, 0o600) < 0 }
    ),
    (.calls, { kill(getppid(), 0) != 0 && chmod("/dev/null", 0o666) != 0 }),
    (.network, { socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) < 0 }),
  ]
}
