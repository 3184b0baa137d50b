import Foundation

/// Makes shards by processes of this machine, several at a time.
public struct LocalShardEngine: ShardEngine {
  /// How often a shard is tried where its worker was killed or asks for another
  /// try (exit code 75).
  public static let attemptLimit = 3

  private let workerCount: Int

  /// Makes an engine of some processes at a time.
  public init(workerCount: Int) { self.workerCount = workerCount }

  /// Makes shards; a worker that fails says so on standard error.
  public func make(
    _ shards: [Int], with commands: ShardCommands, cancellation: RunCancellation
  ) throws -> ShardDispatch {
    try WorkerPool(workerCount: min(workerCount, max(1, shards.count))).run(shards.count) { place, _ in
      for _ in 0..<Self.attemptLimit {
        try cancellation.check()
        guard try run(commands.work(String(shards[place])), cancellation) else { break }
      }
    }
    return .ended
  }

  /// Runs a command; `true` where another try may help.
  private func run(_ command: [String], _ cancellation: RunCancellation) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw ShardError.noWorker(program: command[0], reason: "\(error.localizedDescription)")
    }
    while process.isRunning {
      do {
        try cancellation.check()
      } catch {
        process.terminate()
        process.waitUntilExit()
        throw error
      }
      usleep(20_000)
    }
    return process.terminationReason == .uncaughtSignal || process.terminationStatus == 75
  }
}
