extension ShardPlan {
  /// What the sealed file of a shard begins with.
  package func head(of number: Int, rasters: [String]) -> [UInt8] {
    let shard = shards[number - 1]
    guard let state = flights[shard.flight].state else { return [] }
    return ShardHead(flights[shard.flight].candidate, state, rows: shard.rows, rasters: rasters).bytes
  }

  /// Opens the sealed file of a shard: its hash, its head and its index.
  ///
  /// - Returns: False where there is none.
  /// - Throws: `ShardError.damaged`, `FileAccessError`.
  package func open(_ number: Int, in folder: ShardFolder, rasters: [String]) throws -> Bool {
    let shard = shards[number - 1]
    let flight = FlightShards(self, flight: shard.flight, folder: folder)
    return try flight?.open((number, shard.rows), rasters: rasters) != nil
  }
}
