import Foundation
import Synchronization

/// A fixed number of threads that work through numbered tasks together.
///
/// Threads, not Swift concurrency's pool: decoding blocks in C libraries, and
/// each worker owns handles that must not change threads within a task.
final class WorkerPool: Sendable {
  /// The number of workers.
  let workerCount: Int

  /// The processors that this process may use.
  static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Makes a pool of at least one worker.
  init(workerCount: Int) {
    self.workerCount = max(1, workerCount)
  }

  /// Runs `taskCount` tasks and waits for all of them.
  ///
  /// Tasks start in ascending order. `body` gets the task's number and the
  /// worker's, which no two tasks at a time share.
  ///
  /// - Throws: The error of the failed task with the lowest number; tasks that
  ///   have not started by then are dropped.
  func run(_ taskCount: Int, _ body: @escaping @Sendable (_ task: Int, _ worker: Int) throws -> Void)
    throws
  {
    let round = Round(taskCount: taskCount, body: body)
    let group = DispatchGroup()
    for worker in 1..<max(1, min(workerCount, taskCount)) {
      group.enter()
      let thread = Thread {
        round.work(worker)
        group.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    round.work(0)
    group.wait()
    if let failure = round.failure { throw failure }
  }

  /// Runs tasks as `run` does and gives back what each returned, in their order.
  func map<Value: Sendable>(
    _ taskCount: Int, _ body: @escaping @Sendable (_ task: Int, _ worker: Int) throws -> Value
  ) throws -> [Value] {
    let values = Mutex([Value?](repeating: nil, count: taskCount))
    try run(taskCount) { task, worker in
      let value = try body(task, worker)
      values.withLock { $0[task] = value }
    }
    return values.withLock { $0.compactMap(\.self) }
  }
}

/// The tasks of one call of `WorkerPool.run`.
private final class Round: Sendable {
  private struct State {
    var next = 0
    var failure: (task: Int, error: any Error)?
  }

  private let taskCount: Int
  private let body: @Sendable (Int, Int) throws -> Void
  private let state = Mutex(State())

  init(taskCount: Int, body: @escaping @Sendable (Int, Int) throws -> Void) {
    self.taskCount = taskCount
    self.body = body
  }

  var failure: (any Error)? { state.withLock { $0.failure?.error } }

  func work(_ worker: Int) {
    while let task = take() {
      do {
        try body(task, worker)
      } catch {
        state.withLock { state in
          if state.failure.map({ task < $0.task }) ?? true { state.failure = (task, error) }
        }
      }
    }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.failure == nil, state.next < taskCount else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }
}
