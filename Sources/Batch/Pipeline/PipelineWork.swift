import Foundation
import Grid
import Pixels

/// The state of one run of a pipeline, shared by its workers.
///
/// Everything that changes is behind one lock; the pixels themselves are not,
/// each of which has one owner at a time.
final class PipelineWork: @unchecked Sendable {
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
