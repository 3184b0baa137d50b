import FieldStatistics
import Foundation
import Grid
import Pixels
import Spectral

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

  /// Runs the whole mosaic, going on after the strips that `store` has.
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
    let end = plan.size.height
    let clock = clock(of: 0)
    let layers = StripLayers(sinks, size: plan.size)
    var next = 0
    while next < plan.strips.count, let sealed = try clock.measure(.encode, { try store.load(next) }),
      try layers.restore(sealed)
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

/// The state of one run of a pipeline, shared by its workers.
///
/// Everything that changes is behind one lock; the pixels themselves are not,
/// each of which has one owner at a time.
private final class PipelineWork: @unchecked Sendable {
  private let plan: FlightPlan
  private let decoder: StripDecoder
  private let layout: PanelLayout
  private let tasks: [FlightTasks.Task]
  private let seal: @Sendable (SealedStrip, StageClock) throws -> Void
  private let layers: StripLayers
  private let tools: WorkerSlots<TileWork>
  private let clocks: [StageClock]

  private let condition = NSCondition()
  private let panels: PanelStore
  private var nextTask = 0
  private var failure: (task: Int, error: any Error)?
  private var strips: [Int: WorkedStrip] = [:]
  private var finishedStrips: Int

  init(
    plan: FlightPlan, decoder: StripDecoder, layers: StripLayers, firstStrip: Int, clocks: [StageClock],
    seal: @escaping @Sendable (SealedStrip, StageClock) throws -> Void
  ) {
    self.plan = plan
    self.decoder = decoder
    self.layers = layers
    self.clocks = clocks
    self.seal = seal
    layout = PanelLayout(plan, decoder: decoder, rasterTileSides: layers.tileSides)
    tasks = FlightTasks(layout, from: firstStrip, workerCount: plan.workerCount).tasks
    panels = PanelStore(plan, layout: layout, firstStrip: firstStrip)
    tools = WorkerSlots(workerCount: plan.workerCount)
    finishedStrips = firstStrip
  }

  /// Throws the error of the failed task that comes first.
  func check() throws { if let failure { throw failure.error } }

  /// Takes tasks in their order until none is left or one has failed.
  func run(worker: Int) {
    while let task = take() {
      do {
        switch tasks[task] {
        case .decode(let key, let piece): try decode(key, piece, worker: worker)
        case .segment(let strip, let tile): try segment(strip: strip, tile: tile, worker: worker)
        case .finish(let strip): try finish(strip, worker: worker)
        }
      } catch {
        locked { if failure.map({ task < $0.task }) ?? true { failure = (task, error) } }
      }
    }
  }

  /// The next task, once what it needs is there. Tasks before it are done or
  /// in other workers' hands, so that none waits for ever.
  private func take() -> Int? {
    condition.lock()
    defer { condition.unlock() }
    guard nextTask < tasks.count, failure == nil else { return nil }
    let task = nextTask
    nextTask += 1
    while failure == nil {
      if isReady(tasks[task]) { return task }
      condition.wait()
    }
    return nil
  }

  private func isReady(_ task: FlightTasks.Task) -> Bool {
    switch task {
    case .decode(let key, _): panels.canDecode(key)
    case .segment(let strip, let tile):
      strip - finishedStrips < layout.openStripLimit && panels.canSegment(strip: strip, tile: tile)
    case .finish(let strip):
      finishedStrips == strip && strips[strip]?.openTileCount == 0
        && layers.hasTiles(beginningIn: layout.strips.core(strip))
    }
  }

  private func decode(_ key: FlightTasks.PanelKey, _ piece: PixelWindow?, worker: Int) throws {
    let (buffer, carried) = locked { (panels.buffer(for: key), panels.carriedRows(key)) }
    let clock = clocks[worker]
    clock.enter(.decode)
    defer { clock.enter(nil) }
    if let piece { try decoder.decode(piece, into: buffer, worker: worker) }
    guard locked({ panels.pieceDecoded(key) }) else { return }
    PanelStore.complete(buffer, carried: carried, leaving: layout.carriedRows(of: key.strip))
    locked { panels.panelComplete(key) }
  }

  private func segment(strip: Int, tile: Int, worker: Int) throws {
    let core = PixelWindow(columns: layout.columns(of: tile), rows: layout.strips.core(strip))
    let tool = tools.value(of: worker) { TileWork(plan: plan, clock: clocks[worker]) }
    let (buffers, planes, statistics) = locked {
      let worked = strips[strip] ?? WorkedStrip(strip, plan: plan, layout: layout)
      strips[strip] = worked
      return (
        panels.buffers(strip: strip, tile: tile), worked.planes, worked.statistics(of: worker, plan: plan)
      )
    }
    let found = try tool.run(core, from: buffers, into: planes, layers, statistics: statistics)
    locked {
      strips[strip]?.add(found)
      panels.tileSegmented(strip: strip, tile: tile)
    }
  }

  private func finish(_ strip: Int, worker: Int) throws {
    guard let worked = locked({ strips.removeValue(forKey: strip) }) else { return }
    let clock = clocks[worker]
    let tiles = layers.takeTiles(beginningIn: layout.strips.core(strip))
    try seal(clock.measure(.encode) { worked.sealed(plan, tiles: tiles) }, clock)
    locked { finishedStrips = strip + 1 }
  }

  /// Changes the state and wakes the workers that wait for it.
  private func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    condition.lock()
    defer {
      condition.broadcast()
      condition.unlock()
    }
    return try body()
  }
}
