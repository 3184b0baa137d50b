import Foundation
import Pixels
import Testing

@testable import Batch

@Suite struct StageClockTests {
  @Test func `a moment belongs to one stage at most`() {
    let meter = ResourceMeter()
    let clock = StageClock()
    clock.enter(.decode)
    usleep(3000)
    _ = clock.measure(.catalog) { usleep(2000) }
    clock.enter(.index)
    usleep(1000)
    clock.enter(nil)
    usleep(4000)
    clock.enter(.clean)
    #expect(clock.times[.decode] >= 0.003)
    #expect(clock.times[.catalog] >= 0.002)
    #expect(clock.times[.index] >= 0.001)
    #expect(clock.times[.clean] == 0)
    #expect(clock.times.total <= meter.wallSeconds - 0.004)
    let parts = Stage.allCases.reduce(0) { $0 + clock.times[$1] }
    #expect(abs(parts - clock.times.total) < 1e-9)
  }

  @Test func `a stage that fails counts too`() {
    struct Failure: Error {}
    let clock = StageClock()
    clock.enter(.encode)
    #expect(throws: Failure.self) {
      try clock.measure(.decode) {
        usleep(1000)
        throw Failure()
      }
    }
    #expect(clock.times[.decode] >= 0.001)
    usleep(1000)
    clock.enter(nil)
    #expect(clock.times[.encode] >= 0.001)
  }

  @Test(arguments: [1, 3]) func `stages of a run stay within its workers' time`(workerCount: Int) throws {
    let plan = try SeamScene(seed: 2).plan(SeamCut(tileSize: 128, workerCount: workerCount))
    let pipeline = FlightPipeline(plan)
    let meter = ResourceMeter()
    let rows = try pipeline.run(store: MemoryStripStore()) { _ in }
    let wall = meter.wallSeconds
    #expect(rows == 0..<plan.size.height)
    for stage in [Stage.decode, .index, .classify, .clean, .statistics] {
      #expect(pipeline.times[stage] > 0, "\(stage)")
    }
    #expect(pipeline.times.total <= wall * Double(workerCount))
    if workerCount == 1 { #expect(pipeline.times.total > wall / 2) }
  }

  @Test func `a run that goes on says which rows were left to it`() throws {
    let plan = try SeamScene(seed: 2).plan(SeamCut(tileSize: 64, workerCount: 2))
    let full = MemoryStripStore()
    try FlightPipeline(plan).run(store: full) { _ in }
    let store = MemoryStripStore()
    for index in 0..<2 { store.seal(try #require(full.load(index))) }
    let rows = try FlightPipeline(plan).run(store: store) { _ in }
    #expect(rows == plan.strips.core(2).lowerBound..<plan.size.height)
    #expect(try FlightPipeline(plan).run(store: full) { _ in }.isEmpty)
  }
}
