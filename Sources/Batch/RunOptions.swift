/// What the one who starts a run may say beside the job.
public struct RunOptions: Sendable {
  /// Only the flight of this name.
  public var flightName: String?
  /// Threads, instead of the job's.
  public var threadCount: Int?
  /// The side of a tile, instead of the job's; a multiple of 64.
  public var tileSize: Int?
  /// Measures the floor of each mosaic after its flight; see `FloorMeasurement`.
  public var measuresFloor: Bool
  /// The one flight to be published, from shards that others made.
  var sharded: ShardedFlight?

  /// Leaves everything to the job.
  public init(
    flightName: String? = nil, threadCount: Int? = nil, tileSize: Int? = nil, measuresFloor: Bool = false
  ) {
    self.flightName = flightName
    self.threadCount = threadCount
    self.tileSize = tileSize
    self.measuresFloor = measuresFloor
  }
}
