/// Runs `body` once for every index in `0..<count`, on whatever threads, and
/// returns when all have ended.
///
/// Writers hand their compression to it; results do not depend on the order.
public typealias ParallelLoop = @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

/// A loop that runs on the calling thread.
public let serialLoop: ParallelLoop = { count, body in
  for index in 0..<count { body(index) }
}
