import Foundation

/// Follows a plan in Slurm's queue until nothing of it is left.
struct SlurmWaiting {
  /// The plan's queue.
  let queue: SlurmQueue
  /// Gets sentences for people.
  let tell: @Sendable (String) -> Void

  /// For how long a controller may be away.
  private static let patience = Duration.seconds(1800)
  /// Between two looks: the first, and what it grows to.
  private static let pauses = (first: 0.5, most: 10.0)
  /// Between two sentences.
  private static let silence = Duration.seconds(30)

  /// Waits.
  ///
  /// - Throws: `RunStopped`; `SlurmError` where the controller stays away.
  func wait(_ cancellation: RunCancellation) throws {
    var pause = Self.pauses.first
    var lastAnswer = ContinuousClock.now
    var lastWord = ContinuousClock.now
    var told: Set<SlurmQueue.Entry> = []
    while true {
      do {
        let entries = try queue.entries()
        if entries.isEmpty { return }
        lastAnswer = .now
        for stuck in entries where stuck.isStuck && told.insert(stuck).inserted {
          tell("job \(stuck.job) waits and will not start by itself: \(stuck.reason)")
        }
        if lastWord + Self.silence < .now {
          tell(Self.sentence(entries))
          lastWord = .now
        }
      } catch let error as SlurmError where error.mayPass && lastAnswer + Self.patience > .now {
        tell("\(error); trying again")
      }
      try Self.sleep(pause, cancellation)
      pause = min(pause * 1.5, Self.pauses.most)
    }
  }

  private static func sentence(_ entries: [SlurmQueue.Entry]) -> String {
    let tasks = entries.filter { !$0.merges }
    guard !tasks.isEmpty else { return "Slurm: merging \(entries[0].state.lowercased())" }
    let running = tasks.count { $0.state == "RUNNING" }
    return "Slurm: \(running) tasks running, \(tasks.count - running) waiting or ending"
  }

  private static func sleep(_ seconds: Double, _ cancellation: RunCancellation) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while .now < end {
      try cancellation.check()
      usleep(50_000)
    }
  }
}
