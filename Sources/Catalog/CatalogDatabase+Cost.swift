internal import GRDB
import Pixels

extension CatalogDatabase {
  /// Records what a run took, in place of what was recorded before.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be written or has no such run.
  public func record(_ cost: RunCost, of run: RunID) throws(CatalogError) {
    try write("record the cost of run \(run.rawValue)") { db in
      try requireRun(db, run)
      var values: [(any DatabaseValueConvertible)?] = [
        run.rawValue, cost.threadCount, cost.wallSeconds, cost.cpuSeconds, cost.peakMemoryByteCount,
        cost.workedPixels, cost.validPixels, cost.floorSeconds,
      ]
      values += Stage.allCases.map { cost.stages[$0] }
      let places = repeatElement("?", count: values.count).joined(separator: ", ")
      try db.execute(
        sql: "INSERT OR REPLACE INTO run_cost VALUES (\(places))", arguments: StatementArguments(values))
    }
  }

  /// What a run took; `nil` where nobody measured it.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func cost(of run: RunID) throws(CatalogError) -> RunCost? {
    try read("read the cost of run \(run.rawValue)") { db in
      try Row.fetchOne(db, sql: "SELECT * FROM run_cost WHERE run_id = ?", arguments: [run.rawValue])
        .map(RunCost.init)
    }
  }
}

extension RunCost {
  fileprivate init(_ row: Row) {
    var stages = StageTimes()
    for stage in Stage.allCases {
      let seconds: Double = row["\(stage.name)_s"]
      stages.add(nanoseconds: UInt64((max(0, seconds) * 1e9).rounded()), to: stage)
    }
    self.init(
      threadCount: row["threads"], wallSeconds: row["wall_s"], cpuSeconds: row["cpu_s"],
      peakMemoryByteCount: row["peak_memory_bytes"], workedPixels: row["worked_pixels"],
      validPixels: row["valid_pixels"], stages: stages, floorSeconds: row["floor_s"])
  }
}
