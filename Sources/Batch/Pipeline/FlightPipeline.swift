import FieldStatistics
import Grid
import Pixels
import Spectral
import Synchronization

/// The way of a pixel: strips are decoded, segmented and sealed, and sealed
/// strips are handed on from top to bottom.
///
/// While one strip is segmented, the next is decoded and the one before is
/// handed on, all by the same workers.
struct FlightPipeline: Sendable {
  /// What is done with the pixels.
  let plan: FlightPlan

  private let pool: WorkerPool
  private let decoder: StripDecoder
  private let tools: WorkerSlots<TileWork>
  private let clocks: WorkerSlots<StageClock>

  /// Makes a pipeline; nothing is opened yet.
  init(_ plan: FlightPlan) {
    self.plan = plan
    pool = WorkerPool(workerCount: plan.workerCount)
    decoder = StripDecoder(
      source: plan.source, bands: plan.decodedBands, workerCount: plan.workerCount, ground: plan.ground)
    tools = WorkerSlots(workerCount: plan.workerCount)
    clocks = WorkerSlots(workerCount: plan.workerCount)
  }

  /// What the workers' time went into, once the run has ended; without what
  /// `consume` took.
  var times: StageTimes { clocks.existing.reduce(into: StageTimes()) { $0 += $1.times } }

  /// Runs the whole mosaic, going on after the strips that `store` has.
  ///
  /// - Parameters:
  ///   - store: Where strips are sealed.
  ///   - consume: Gets every sealed strip once, from top to bottom, never two
  ///     at a time.
  ///   - cancellation: Asked after each strip.
  /// - Returns: The rows that were segmented, not taken from the store.
  /// - Throws: The first error of decoding, sealing or consuming; `RunStopped`.
  @discardableResult
  func run(
    store: any StripStore, cancellation: RunCancellation = .never,
    consume: @escaping @Sendable (SealedStrip) throws -> Void
  ) throws -> Range<Int> {
    let strips = plan.strips
    var next = 0
    let clock = clock(of: 0)
    while next < strips.count, let sealed = try clock.measure(.encode, { try store.load(next) }) {
      try consume(sealed)
      next += 1
      try cancellation.check()
    }
    let end = plan.size.height
    guard next < strips.count else { return end..<end }
    let first = next
    var current = StripBuffer(plan.bufferLayout)
    var upcoming = StripBuffer(plan.bufferLayout)
    try decode(next, into: current, after: nil)
    var worked: WorkedStrip?
    for index in next..<strips.count {
      let finish = Finish(worked, store: store, consume: consume)
      worked = try step(index, current: current, upcoming: upcoming, before: finish)
      do {
        try cancellation.check()
      } catch {
        if let worked { try clock.measure(.encode) { try store.seal(worked.sealed(plan)) } }
        throw error
      }
      swap(&current, &upcoming)
    }
    try Finish(worked, store: store, consume: consume).run(plan, clock: clock)
    return strips.core(first).lowerBound..<end
  }

  /// What remains to be done with a strip once its tiles are segmented.
  private struct Finish: Sendable {
    let strip: WorkedStrip?
    let store: any StripStore
    let consume: @Sendable (SealedStrip) throws -> Void

    init(
      _ strip: WorkedStrip?, store: any StripStore, consume: @escaping @Sendable (SealedStrip) throws -> Void
    ) {
      self.strip = strip
      self.store = store
      self.consume = consume
    }

    func run(_ plan: FlightPlan, clock: StageClock) throws {
      guard let strip else { return }
      let sealed = try clock.measure(.encode) {
        let sealed = strip.sealed(plan)
        try store.seal(sealed)
        return sealed
      }
      try consume(sealed)
    }
  }

  private func decode(_ index: Int, into buffer: StripBuffer, after previous: StripBuffer?) throws {
    let missing = clock(of: 0).measure(.decode) { buffer.begin(rows: rows(of: index), after: previous) }
    let pieces = decoder.pieces(of: missing)
    try pool.run(pieces.count) { task, worker in
      try decode(pieces[task], into: buffer, worker: worker)
    }
  }

  private func decode(_ piece: PixelWindow, into buffer: StripBuffer, worker: Int) throws {
    try clock(of: worker).measure(.decode) { try decoder.decode(piece, into: buffer, worker: worker) }
  }

  private func clock(of worker: Int) -> StageClock { clocks.value(of: worker) { StageClock() } }

  private func rows(of index: Int) -> Range<Int> {
    plan.strips.needed(index).lowerBound..<plan.strips.decodedEnd(index)
  }

  /// Segments strip `index`, decodes the one after and finishes the one before.
  private func step(
    _ index: Int, current: StripBuffer, upcoming: StripBuffer, before: Finish
  ) throws -> WorkedStrip {
    let core = plan.strips.core(index)
    let columns = TilePlan(mosaic: plan.size, tileSize: plan.tileSize).columnCount
    let isLast = index + 1 == plan.strips.count
    let clock = clock(of: 0)
    let missing = clock.measure(.decode) {
      isLast ? 0..<0 : upcoming.begin(rows: rows(of: index + 1), after: current)
    }
    let pieces = decoder.pieces(of: missing)
    let planes = StripPlanes(rows: core, plan: plan)
    let findings = Mutex<[TileFindings]>([])
    let finishing = before.strip == nil ? 0 : 1
    try pool.run(finishing + pieces.count + columns) { task, worker in
      if task < finishing {
        try before.run(plan, clock: self.clock(of: worker))
      } else if task < finishing + pieces.count {
        try decode(pieces[task - finishing], into: upcoming, worker: worker)
      } else {
        let tile = tile(task - finishing - pieces.count, rows: core)
        let tool = tools.value(of: worker) {
          TileWork(plan: plan, buffer: current, clock: self.clock(of: worker))
        }
        let found = tool.run(tile, in: current, into: planes)
        findings.withLock { $0.append(found) }
      }
    }
    return WorkedStrip(
      index: index, planes: planes, findings: findings.withLock { $0 },
      statistics: tools.existing.map { $0.takeStatistics() })
  }

  private func tile(_ number: Int, rows: Range<Int>) -> PixelWindow {
    let first = number * plan.tileSize
    return PixelWindow(columns: first..<min(first + plan.tileSize, plan.size.width), rows: rows)
  }
}
