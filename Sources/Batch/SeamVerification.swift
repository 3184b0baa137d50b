public import JobDefinition

/// Shows on a mosaic of one's own that results do not depend on how the work
/// is cut up: the flight is worked through in memory for several tile sizes
/// and thread counts, and everything that it finds is hashed.
///
/// Nothing is written or recorded. Memory is that of a run with the largest
/// tiles; strips are not kept.
public struct SeamVerification: Sendable {
  /// One way of cutting up the work, and the hashes of what it found.
  public struct Trial: Hashable, Sendable {
    /// The side of a tile in pixels.
    public var tileSize: Int
    /// The number of threads.
    public var threadCount: Int
    /// The SHA-256 of each part of the results, in the order of `parts`.
    public var hashes: [String]
    /// How long it took.
    public var seconds: Double
  }

  /// What is hashed: rows of the mask and of every other raster, patches,
  /// class areas, index figures, and the pictures of the report.
  public static let parts = ["mask", "patches", "classes", "indices", "pictures"]
  /// The tile sizes that are tried.
  public static let tileSizes = [256, 512, 1024, 2048]
  /// The thread counts that are tried with each.
  public static let threadCounts = [1, 2, 8]

  /// The flight's name.
  public let flightName: String
  private let plan: JobPlan
  private let candidate: FlightCandidate

  /// Prepares the verification of the flight of a name, or of the job's first.
  ///
  /// - Throws: `JobPlanError`, `RunError.noSuchFlight` or what discovery throws.
  public init(_ job: Job, flightName: String? = nil) throws {
    plan = try JobPlan(job)
    candidate = try plan.candidate(flightName)
    self.flightName = candidate.name
  }

  /// Works the flight through in every way.
  ///
  /// Each tile size prepares the flight anew, so that automatic thresholds are
  /// drawn again too.
  ///
  /// - Parameter tried: Called after each trial.
  /// - Throws: What a run of the flight would throw.
  public func run(
    tileSizes: [Int] = tileSizes, threadCounts: [Int] = threadCounts, tried: (Trial) throws -> Void = { _ in }
  ) throws -> [Trial] {
    var trials: [Trial] = []
    for tileSize in tileSizes {
      var job = plan.job
      job.processing.tileSize = tileSize
      let flight = try FlightPreparation(job: JobPlan(job), candidate: candidate).prepare()
      for threadCount in threadCounts {
        let trial = try self.trial(flight, tileSize: tileSize, threadCount: threadCount)
        trials.append(trial)
        try tried(trial)
      }
    }
    return trials
  }

  /// True where every part of every trial has one hash.
  public static func isSeamless(_ trials: [Trial]) -> Bool {
    trials.allSatisfy { $0.hashes == trials.first?.hashes }
  }

  private func trial(_ prepared: PreparedFlight, tileSize: Int, threadCount: Int) throws -> Trial {
    let start = ContinuousClock.now
    var flight = prepared
    flight.plan.workerCount = threadCount
    let hashes = try HashedWork(flight).run()
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Trial(
      tileSize: tileSize, threadCount: threadCount, hashes: hashes,
      seconds: Double(seconds) + Double(attoseconds) * 1e-18)
  }
}
