#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Tells how long one worker was in which stage.
///
/// Every moment belongs to one stage at most, so the stages never add up to
/// more than the time that passed. A change of stage reads the monotonic clock
/// once and allocates nothing: meant for a row of a tile, not for a pixel. Not
/// safe to share; whoever works owns one, and `StageTimes` are added up.
public final class StageClock {
  /// What was spent until the last change of stage.
  public private(set) var times = StageTimes()

  private var stage: Stage?
  private var since: UInt64 = 0

  /// Makes a clock that is in no stage.
  public init() {}

  /// Ends the stage at hand, if any, and begins another, or none.
  public func enter(_ next: Stage?) {
    guard next != stage else { return }
    let now = Self.nanoseconds()
    if let stage { times.add(nanoseconds: now &- since, to: stage) }
    (stage, since) = (next, now)
  }

  /// Counts what `body` takes to a stage, then goes on with the one before.
  public func measure<Result>(_ stage: Stage, _ body: () throws -> Result) rethrows -> Result {
    let before = self.stage
    enter(stage)
    defer { enter(before) }
    return try body()
  }

  /// Source: `clock_gettime(2)`, which needs no system call on Linux.
  private static func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }
}
