import Catalog
import Pixels
import Testing

/// A cost with another number in each place.
func runCost(floorSeconds: Double? = 2.5) -> RunCost {
  var stages = StageTimes()
  for stage in Stage.allCases { stages.add(nanoseconds: UInt64(stage.rawValue + 1) << 28, to: stage) }
  return RunCost(
    threadCount: 3, wallSeconds: 5, cpuSeconds: 11.5, peakMemoryByteCount: 430_000_000,
    workedPixels: 500_000, validPixels: 400_000, stages: stages, floorSeconds: floorSeconds)
}

@Suite struct CatalogCostTests {
  private let folder: Folder
  private let catalog: CatalogDatabase
  private let run: RunID

  init() throws {
    folder = try Folder()
    catalog = try folder.open()
    run = try catalog.recordDone(flight("may", fingerprint: "f1"), fields: [])
  }

  @Test(arguments: [nil, 2.5]) func `a cost is read as it was recorded`(floor: Double?) throws {
    #expect(try catalog.cost(of: run) == nil)
    try catalog.record(runCost(floorSeconds: floor), of: run)
    let read = try #require(try catalog.cost(of: run))
    #expect(read == runCost(floorSeconds: floor))
    #expect(read.floorRatio == floor.map { 5 / $0 })
    #expect(read.decodeFloorSeconds == read.stages[.decode] / 3)
  }

  @Test func `a cost replaces the one before and is no result`() throws {
    let results = try catalog.results(of: run)
    try catalog.record(runCost(), of: run)
    try catalog.record(runCost(floorSeconds: nil), of: run)
    #expect(
      try catalog.rows("SELECT count(*), count(floor_s) FROM run_cost") == [[.integer(1), .integer(0)]])
    #expect(try catalog.results(of: run) == results)
  }

  @Test func `the view has speed, cost of a pixel and the ratio to the floor`() throws {
    try catalog.record(runCost(), of: run)
    #expect(
      try catalog.rows(
        "SELECT flight, job, mpx_per_s, cpu_ns_per_valid_pixel, floor_ratio, decode_s FROM v_run_costs")
        == [[.text("may"), .text("beets"), .real(0.1), .real(28_750), .real(2), .real(0x1p29 * 1e-9)]])
  }

  @Test func `a run that is not there has no cost`() throws {
    #expect(throws: CatalogError.noSuchRun(99)) { try catalog.record(runCost(), of: RunID(rawValue: 99)) }
    #expect(try catalog.cost(of: RunID(rawValue: 99)) == nil)
  }
}
