import Catalog
import Digest
import Grid
import Pixels

/// The shards of one flight, from top to bottom.
struct FlightShards: Sendable {
  let candidate: FlightCandidate
  let state: ShardPlan.State
  let folder: ShardFolder
  /// The numbers from 1, with the rows.
  let shards: [(number: Int, rows: Range<Int>)]

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

  /// Opens a shard and looks at all of its bytes; `nil` where there is none.
  ///
  /// - Throws: `ShardError.damaged`, `FileAccessError`.
  func open(_ shard: (number: Int, rows: Range<Int>), rasters: [String]) throws -> SealedShard? {
    try SealedShard(
      path: folder.shard(shard.number), name: name(shard.rows),
      head: ShardHead(candidate, state, rows: shard.rows, rasters: rasters), rasterCount: rasters.count)
  }

  /// Hands the strips on from top to bottom, and the tiles of extra rasters.
  ///
  /// - Throws: `ShardError`; what the sinks and `consume` throw.
  func hand(
    over layers: [any AdoptingTileSink], of flight: PreparedFlight, cancellation: RunCancellation,
    consume: (SealedStrip) throws -> Void
  ) throws {
    let codes = Set(flight.legend.entries.map(\.code) + [.nodata])
    for part in shards {
      guard let shard = try open(part, rasters: flight.plan.rasterNames) else {
        throw ShardError.missing([name(part.rows)], folder: folder.path)
      }
      try adopt(shard, rows: part.rows, of: flight.plan, into: layers)
      var next = part.rows.lowerBound
      for number in shard.index.strips.indices {
        let strip = try shard.strip(number)
        try shard.stating(shard.index.strips[number].offset) {
          try strip.check(beginningAt: next, within: part.rows, of: flight.plan, codes: codes)
        }
        next = strip.rows.upperBound
        try consume(strip)
        try cancellation.check()
      }
      guard next == part.rows.upperBound else { throw shard.damage(shard.index.end, "strips are missing") }
    }
  }

  private func adopt(
    _ shard: SealedShard, rows: Range<Int>, of plan: FlightPlan, into layers: [any AdoptingTileSink]
  ) throws {
    let tiles = TilePlan(mosaic: plan.size, tileSize: ShardPlan.rowStep)
    let first = rows.lowerBound / ShardPlan.rowStep
    let pool = WorkerPool(workerCount: plan.workerCount)
    for (raster, layer) in layers.enumerated() {
      try pool.run(shard.index.tiles[raster].count) { tile, _ in
        let stored = try shard.tile(tile, raster: raster)
        try shard.stating(shard.index.tiles[raster][tile].offset) {
          try layer.adopt(
            stored, row: first + tile / tiles.columnCount, column: tile % tiles.columnCount)
        }
      }
    }
  }
}

extension SealedStrip {
  /// Refuses a strip that cannot be a part of the flight's shard.
  ///
  /// - Throws: `SealError`.
  func check(
    beginningAt row: Int, within shard: Range<Int>, of plan: FlightPlan, codes: Set<ClassCode>
  ) throws(SealError) {
    guard rows.lowerBound == row, !rows.isEmpty, rows.upperBound <= shard.upperBound else {
      throw .impossible("range of rows")
    }
    let width = plan.size.width
    for row in classes {
      guard row.width == width else { throw .impossible("width of a row") }
      guard row.runs.allSatisfy({ codes.contains($0.code) }) else { throw .impossible("class") }
    }
    let window = PixelWindow(columns: 0..<width, rows: rows)
    guard validity.valid + validity.nodata + validity.notFinite == window.pixelCount else {
      throw .impossible("number of pixels")
    }
    guard flight.indices.count == plan.indexNames.count, fields.indexCount == plan.indexNames.count,
      fields.fields.last ?? 0 < plan.coverages.count
    else { throw .impossible("number of indices or fields") }
    guard preview.window == plan.preview.pictureWindow(of: window),
      preview.channelCount == plan.pictureBands.count
    else { throw .impossible("picture") }
    guard tiles.isEmpty else { throw .impossible("tile") }
  }
}

extension FlightPlan {
  /// The extra rasters: confidence where it is written, then the indices.
  var rasterNames: [String] {
    (writesConfidence ? ["confidence"] : []) + layerIndices.map { indexNames[$0] }
  }
}
