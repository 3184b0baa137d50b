import Grid
import Pixels

/// The way of a pixel: panels are decoded, tiles segmented, strips sealed, and
/// sealed strips are handed on from top to bottom.
///
/// All of it is one list of tasks for the same workers (`FlightTasks`): while
/// one strip is segmented, the next is decoded and the one before handed on.
struct FlightPipeline: Sendable {
  /// What is done with the pixels.
  let plan: FlightPlan

  private let pool: WorkerPool
  private let decoder: StripDecoder
  private let clocks: WorkerSlots<StageClock>

  /// Makes a pipeline; nothing is opened yet.
  init(_ plan: FlightPlan) {
    self.plan = plan
    pool = WorkerPool(workerCount: plan.workerCount)
    decoder = StripDecoder(plan)
    clocks = WorkerSlots(workerCount: plan.workerCount)
  }

  /// What the workers' time went into, once the run has ended; without what
  /// `consume` took.
  var times: StageTimes { clocks.existing.reduce(into: StageTimes()) { $0 += $1.times } }

  /// Runs the plan's rows, going on after the strips that `store` has.
  ///
  /// A strip is sealed while a later one is segmented: the next, or the one
  /// after that which completes the tiles of rasters that begin in it.
  ///
  /// - Parameters:
  ///   - store: Where strips are sealed.
  ///   - sinks: Get the tiles of confidence, where written, and of the index
  ///     rasters; they are left to be finished.
  ///   - consume: Gets every sealed strip once, from top to bottom, never two
  ///     at a time.
  ///   - cancellation: Asked after each strip.
  /// - Returns: The rows that were segmented, not taken from the store.
  /// - Throws: The first error of decoding, sealing or consuming; `RunStopped`.
  @discardableResult
  func run(
    store: any StripStore, layers sinks: [any TileSink] = [], cancellation: RunCancellation = .never,
    consume: @escaping @Sendable (SealedStrip) throws -> Void
  ) throws -> Range<Int> {
    let end = plan.workedRows.upperBound
    let clock = clock(of: 0)
    let layers = StripLayers(sinks, size: plan.size)
    var next = 0
    while next < plan.strips.count, let sealed = try clock.measure(.encode, { try store.load(next) }),
      sealed.fits(plan, number: next), try layers.restore(sealed)
    {
      try consume(sealed)
      next += 1
      try cancellation.check()
    }
    guard next < plan.strips.count else { return end..<end }
    let clocks = (0..<pool.workerCount).map(self.clock(of:))
    let work = PipelineWork(
      plan: plan, decoder: decoder, layers: layers, firstStrip: next, clocks: clocks
    ) { strip, clock in
      try clock.measure(.encode) {
        try layers.synchronize(for: strip)
        try store.seal(strip)
      }
      try consume(strip)
      try cancellation.check()
    }
    try pool.run(pool.workerCount) { _, worker in work.run(worker: worker) }
    try work.check()
    return plan.strips.core(next).lowerBound..<end
  }

  private func clock(of worker: Int) -> StageClock { clocks.value(of: worker) { StageClock() } }
}
