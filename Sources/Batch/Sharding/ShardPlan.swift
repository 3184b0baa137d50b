/// A job cut into shards: rows of its flights that can be worked through apart
/// from one another, on any machine that sees the files.
///
/// Written as `plan.json`; see docs/shards.md and schemas/shard-plan.schema.json.
public struct ShardPlan: Hashable, Sendable {
  /// The version of the format that this build reads and writes.
  public static let currentVersion = 1
  /// Rows of shards begin at multiples of this, the side of a raster's tile.
  public static let rowStep = 512

  /// A flight that the plan takes in.
  public struct Flight: Hashable, Sendable {
    /// The mosaic's name, date, files, farm and sensor.
    public var candidate: FlightCandidate
    /// What was found when it was cut into shards; `nil` where it was done
    /// already or could not be prepared: it has no shards then.
    public var state: State?
  }

  /// A flight as it was when the plan was made; whoever works on a shard must
  /// find the same.
  public struct State: Hashable, Sendable {
    /// The mosaic's content; see `Fingerprint`.
    public var fingerprint: String
    /// The hash of what determines results besides the mosaic.
    public var parametersHash: String
    /// The hash of what was drawn from the mosaic before work: thresholds,
    /// bands, calibration, fields on the grid.
    public var preparedHash: String
    /// What a sample of the mosaic decided; `nil` where every worker has to draw
    /// it again.
    public var drawn: DrawnValues?
    /// The mosaic's width in pixels.
    public var width: Int
    /// The mosaic's height in pixels.
    public var height: Int
  }

  /// Rows of a flight.
  public struct Shard: Hashable, Sendable {
    /// The flight's place in `flights`.
    public var flight: Int
    /// The mosaic's rows.
    public var rows: Range<Int>
  }

  /// The program that made the plan; others refuse it.
  public var programVersion: String
  /// The job file, an absolute path.
  public var job: String
  /// The side of a tile in pixels, where it was given beside the job.
  public var tileSize: Int?
  /// Threads of a shard, where they were given beside the job.
  public var threadCount: Int?
  /// The flights, those without shards too.
  public var flights: [Flight]
  /// The shards, flight by flight and from top to bottom; those of a flight
  /// cover its rows. People and schedulers count them from 1.
  public var shards: [Shard]

  /// The number of shards: tasks are numbered from 1 to this.
  public var taskCount: Int { shards.count }

  /// The numbers of a flight's shards, from 1.
  public func numbers(ofFlight flight: Int) -> [Int] {
    shards.indices.filter { shards[$0].flight == flight }.map { $0 + 1 }
  }

  /// A shard as people know it: "flight 'north', rows 0 to 4095".
  public func name(of number: Int) -> String {
    let shard = shards[number - 1]
    return
      "flight '\(flights[shard.flight].candidate.name)', rows \(shard.rows.lowerBound) to \(shard.rows.upperBound - 1)"
  }
}
