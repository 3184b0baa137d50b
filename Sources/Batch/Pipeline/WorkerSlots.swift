/// One value for each worker of a pool, made when it is first needed.
///
/// A pool never runs two tasks with one worker number at a time, so a slot has
/// one user; that is why the values may be anything and cross threads.
final class WorkerSlots<Value>: @unchecked Sendable {
  private let values: UnsafeMutablePointer<Value?>
  private let count: Int

  init(workerCount: Int) {
    count = workerCount
    values = .allocate(capacity: workerCount)
    values.initialize(repeating: nil, count: workerCount)
  }

  deinit {
    values.deinitialize(count: count)
    values.deallocate()
  }

  /// The values that have been made; not to be asked while tasks run.
  var existing: [Value] { (0..<count).compactMap { values[$0] } }

  /// The worker's value, made by `make` at its first call.
  func value(of worker: Int, make: () throws -> Value) rethrows -> Value {
    precondition(worker < count, "the pool has more workers than slots")
    if let value = values[worker] { return value }
    let value = try make()
    values[worker] = value
    return value
  }
}
