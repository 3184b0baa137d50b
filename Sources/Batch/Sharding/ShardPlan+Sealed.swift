public import JobDefinition

extension ShardPlan {
  /// The shards that have no sealed file, or none that can be used, by number.
  ///
  /// Every file is read to its end and its hash compared.
  ///
  /// - Parameter job: The job that the plan names.
  /// - Throws: `JobPlanError`.
  public func unsealed(in folder: ShardFolder, of job: Job) throws -> [Int] {
    let rasters = try JobPlan(options.applied(to: job)).rasterNames
    let flights = flights.indices.map { FlightShards(self, flight: $0, folder: folder) }
    let isSealed = try WorkerPool(workerCount: WorkerPool.processorCount).map(shards.count) { place, _ in
      let shard = (number: place + 1, rows: shards[place].rows)
      return (try? flights[shards[place].flight]?.open(shard, rasters: rasters)) != nil
    }
    return isSealed.indices.filter { !isSealed[$0] }.map { $0 + 1 }
  }
}
