import Catalog
import Pixels

/// What one flight takes, from the moment when it is locked.
final class CostAccount {
  /// The stages of the thread that leads the run, while no pixels are worked through.
  let clock = StageClock()

  private let meter = ResourceMeter()
  private var workers = StageTimes()
  private var workedPixels = 0
  private var validPixels = 0

  /// Starts now.
  init() { clock.enter(.prepare) }

  /// Adds what the workers took.
  func add(_ findings: FlightFindings) {
    workers += findings.times
    workedPixels += findings.workedPixels
    validPixels += findings.workedValidPixels
  }

  /// Adds what other threads took besides.
  func add(_ times: StageTimes) { workers += times }

  /// Everything up to now.
  func close(threadCount: Int) -> RunCost {
    clock.enter(nil)
    var stages = workers
    stages += clock.times
    return RunCost(
      threadCount: threadCount, wallSeconds: meter.wallSeconds, cpuSeconds: meter.cpuSeconds,
      peakMemoryByteCount: ResourceMeter.peakMemoryByteCount, workedPixels: workedPixels,
      validPixels: validPixels, stages: stages)
  }
}
