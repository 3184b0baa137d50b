import FieldStatistics
import Grid
import Pixels
import Spectral
import Synchronization

/// The way of a pixel: strips are decoded, segmented and sealed, and sealed
/// strips are handed on from top to bottom.
///
/// While one strip is segmented, the next is decoded and those before are
/// sealed and handed on, all by the same workers.
struct FlightPipeline: Sendable {
  /// What is done with the pixels.
  let plan: FlightPlan

  private let pool: WorkerPool
  private let decoder: StripDecoder
  private let tools: WorkerSlots<TileWork>

  /// Makes a pipeline; nothing is opened yet.
  init(_ plan: FlightPlan) {
    self.plan = plan
    pool = WorkerPool(workerCount: plan.workerCount)
    decoder = StripDecoder(source: plan.source, bands: plan.decodedBands, workerCount: plan.workerCount)
    tools = WorkerSlots(workerCount: plan.workerCount)
  }

  /// Runs the whole mosaic, going on after the strips that `store` has.
  ///
  /// A strip is sealed while a later one is segmented: the next, or the one
  /// that completes the tiles which begin in it.
  ///
  /// - Parameters:
  ///   - store: Where strips are sealed.
  ///   - sinks: Get the tiles of confidence, where written, and of the index
  ///     rasters; they are left to be finished.
  ///   - consume: Gets every sealed strip once, from top to bottom, never two
  ///     at a time.
  ///   - cancellation: Asked after each strip.
  /// - Throws: The first error of decoding, sealing or consuming; `RunStopped`.
  func run(
    store: any StripStore, layers sinks: [any TileSink] = [], cancellation: RunCancellation = .never,
    consume: @escaping @Sendable (SealedStrip) throws -> Void
  ) throws {
    let strips = plan.strips
    let layers = StripLayers(sinks, size: plan.size)
    var next = 0
    while next < strips.count, let sealed = try store.load(next), try layers.restore(sealed) {
      try consume(sealed)
      next += 1
      try cancellation.check()
    }
    guard next < strips.count else { return }
    var current = StripBuffer(plan.bufferLayout)
    var upcoming = StripBuffer(plan.bufferLayout)
    try decode(next, into: current, after: nil)
    var waiting: [WorkedStrip] = []
    for index in next..<strips.count {
      let finish = Finish(layers.complete(&waiting), layers: layers, store: store, consume: consume)
      waiting.append(
        try step(index, current: current, upcoming: upcoming, into: layers, before: finish))
      do {
        try cancellation.check()
      } catch {
        for strip in layers.complete(&waiting) { try finish.seal(strip.sealed(plan)) }
        throw error
      }
      swap(&current, &upcoming)
    }
    try Finish(layers.complete(&waiting), layers: layers, store: store, consume: consume).run(plan)
  }

  /// What remains to be done with strips once their tiles are segmented and the
  /// tiles of rasters that begin in them are complete.
  private struct Finish: Sendable {
    let strips: [WorkedStrip]
    let layers: StripLayers
    let store: any StripStore
    let consume: @Sendable (SealedStrip) throws -> Void

    init(
      _ strips: [WorkedStrip], layers: StripLayers, store: any StripStore,
      consume: @escaping @Sendable (SealedStrip) throws -> Void
    ) {
      self.strips = strips
      self.layers = layers
      self.store = store
      self.consume = consume
    }

    func run(_ plan: FlightPlan) throws {
      for strip in strips {
        let sealed = strip.sealed(plan)
        try seal(sealed)
        try consume(sealed)
      }
    }

    func seal(_ strip: SealedStrip) throws {
      try layers.synchronize(for: strip)
      try store.seal(strip)
    }
  }

  private func decode(_ index: Int, into buffer: StripBuffer, after previous: StripBuffer?) throws {
    let missing = buffer.begin(rows: rows(of: index), after: previous)
    let pieces = decoder.pieces(of: missing)
    try pool.run(pieces.count) { task, worker in
      try decoder.decode(pieces[task], into: buffer, worker: worker)
    }
  }

  private func rows(of index: Int) -> Range<Int> {
    plan.strips.needed(index).lowerBound..<plan.strips.decodedEnd(index)
  }

  /// Segments strip `index`, decodes the one after and finishes those before.
  private func step(
    _ index: Int, current: StripBuffer, upcoming: StripBuffer, into layers: StripLayers, before: Finish
  ) throws -> WorkedStrip {
    let core = plan.strips.core(index)
    let columns = TilePlan(mosaic: plan.size, tileSize: plan.tileSize).columnCount
    let isLast = index + 1 == plan.strips.count
    let missing = isLast ? 0..<0 : upcoming.begin(rows: rows(of: index + 1), after: current)
    let pieces = decoder.pieces(of: missing)
    let planes = StripPlanes(rows: core, plan: plan)
    let findings = Mutex<[TileFindings]>([])
    let finishing = before.strips.isEmpty ? 0 : 1
    try pool.run(finishing + pieces.count + columns) { task, worker in
      if task < finishing {
        try before.run(plan)
      } else if task < finishing + pieces.count {
        try decoder.decode(pieces[task - finishing], into: upcoming, worker: worker)
      } else {
        let tile = tile(task - finishing - pieces.count, rows: core)
        let tool = tools.value(of: worker) { TileWork(plan: plan, buffer: current) }
        let found = try tool.run(tile, in: current, into: planes, layers)
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
