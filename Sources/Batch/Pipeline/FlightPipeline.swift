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
    let handOn: @Sendable (SealedStrip) throws -> Void = { strip in
      try layers.synchronize(for: strip)
      try store.seal(strip)
      try consume(strip)
    }
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
    var waiting: [SealedStrip] = []
    for index in next..<strips.count {
      let ready = layers.complete(&waiting)
      waiting.append(
        try step(index, current: current, upcoming: upcoming, into: layers, ready: ready, handOn: handOn))
      do {
        try cancellation.check()
      } catch {
        for strip in layers.complete(&waiting) { try handOn(strip) }
        throw error
      }
      swap(&current, &upcoming)
    }
    for strip in layers.complete(&waiting) { try handOn(strip) }
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

  /// Segments strip `index`, decodes the one after and hands on those before
  /// that are ready.
  private func step(
    _ index: Int, current: StripBuffer, upcoming: StripBuffer, into layers: StripLayers,
    ready: [SealedStrip], handOn: @escaping @Sendable (SealedStrip) throws -> Void
  ) throws -> SealedStrip {
    let core = plan.strips.core(index)
    let columns = TilePlan(mosaic: plan.size, tileSize: plan.tileSize).columnCount
    let isLast = index + 1 == plan.strips.count
    let missing = isLast ? 0..<0 : upcoming.begin(rows: rows(of: index + 1), after: current)
    let pieces = decoder.pieces(of: missing)
    let planes = StripPlanes(rows: core, plan: plan)
    let findings = Mutex<[TileFindings]>([])
    let first = ready.isEmpty ? 0 : 1
    try pool.run(first + pieces.count + columns) { task, worker in
      if task < first {
        for strip in ready { try handOn(strip) }
      } else if task < first + pieces.count {
        try decoder.decode(pieces[task - first], into: upcoming, worker: worker)
      } else {
        let tile = tile(task - first - pieces.count, rows: core)
        let tool = tools.value(of: worker) { TileWork(plan: plan, buffer: current) }
        let found = try tool.run(tile, in: current, into: planes, layers)
        findings.withLock { $0.append(found) }
      }
    }
    return merge(findings.withLock { $0 }, index: index, planes: planes)
  }

  private func tile(_ number: Int, rows: Range<Int>) -> PixelWindow {
    let first = number * plan.tileSize
    return PixelWindow(columns: first..<min(first + plan.tileSize, plan.size.width), rows: rows)
  }

  private func merge(_ findings: [TileFindings], index: Int, planes: StripPlanes) -> SealedStrip {
    var sealed = SealedStrip(
      index: index, rows: planes.rows, classes: planes.classRows,
      flight: FlightTally(indexCount: plan.indexNames.count),
      fields: FieldTallies(indexCount: plan.indexNames.count), validity: RowValidity(),
      preview: PreviewSums(
        window: plan.preview.pictureWindow(
          of: PixelWindow(columns: 0..<plan.size.width, rows: planes.rows)),
        channelCount: plan.pictureBands.count))
    for found in findings {
      sealed.flight.merge(found.flight)
      sealed.fields.merge(found.fields)
      sealed.validity += found.validity
      sealed.preview.merge(found.preview)
    }
    return sealed
  }
}
