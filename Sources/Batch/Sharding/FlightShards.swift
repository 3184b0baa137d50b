import Catalog
import Digest
import Grid
import Pixels

/// The shards of one flight, from top to bottom.
struct FlightShards: Sendable {
  let candidate: FlightCandidate
  let state: ShardPlan.State
  var folder: ShardFolder
  /// The numbers from 1, with the rows.
  let shards: [(number: Int, rows: Range<Int>)]
  /// True once the bytes of every shard have been hashed.
  var areKnown = false

  /// The shards of a plan's flight; `nil` where it has none.
  init?(_ plan: ShardPlan, flight: Int, folder: ShardFolder) {
    guard let state = plan.flights[flight].state else { return nil }
    candidate = plan.flights[flight].candidate
    self.state = state
    self.folder = folder
    shards = plan.numbers(ofFlight: flight).map { ($0, plan.shards[$0 - 1].rows) }
  }

  /// Refuses a mosaic or a job that has changed.
  func check(_ fingerprint: Fingerprint, _ parameters: RunParameters) throws(ShardError) {
    guard fingerprint.text == state.fingerprint else { throw changed("the mosaic") }
    guard parameters.hash == state.parametersHash else { throw changed("the job, its fields or its model") }
  }

  /// Refuses a preparation that came out otherwise, for example on another
  /// kind of machine.
  func check(_ flight: PreparedFlight) throws(ShardError) {
    guard flight.grid.size == PixelSize(width: state.width, height: state.height) else {
      throw changed("the size")
    }
    guard flight.preparedHash == state.preparedHash else {
      throw changed("what is drawn from the pixels before work (thresholds, calibration, fields)")
    }
  }

  private func changed(_ what: String) -> ShardError { .changed(flight: candidate.name, what: what) }

  func name(_ rows: Range<Int>) -> String {
    "flight '\(candidate.name)', rows \(rows.lowerBound) to \(rows.upperBound - 1)"
  }

  /// Opens a shard and, the first time, looks at all of its bytes; `nil` where
  /// there is none.
  ///
  /// - Throws: `ShardError.damaged`, `FileAccessError`.
  func open(_ shard: (number: Int, rows: Range<Int>), rasters: [String]) throws -> SealedShard? {
    try SealedShard(
      path: folder.shard(shard.number), name: name(shard.rows),
      head: ShardHead(candidate, state, rows: shard.rows, rasters: rasters), isKnown: areKnown)
  }

  /// The shards of the flight as it was prepared for merging.
  func contents(of flight: PreparedFlight) -> BorderContents {
    BorderContents(shards.map(\.rows)) { place in
      guard let shard = try open(shards[place], rasters: flight.plan.rasterNames) else {
        throw ShardError.missing([name(shards[place].rows)], folder: folder.path)
      }
      return SealedShardContent(
        shard: shard, rows: shards[place].rows, plan: flight.plan, legend: flight.legend)
    }
  }
}

extension FlightPlan {
  /// The extra rasters: confidence where it is written, then the indices.
  var rasterNames: [String] {
    (writesConfidence ? ["confidence"] : []) + layerIndices.map { indexNames[$0] }
  }
}
