public import Pixels

/// What a run took of the machine. Not a result: the same run done twice costs
/// differently.
public struct RunCost: Hashable, Sendable {
  /// Threads that decoded and segmented.
  public var threadCount: Int
  /// Seconds from taking the flight up to its end, waiting for other runs left out.
  public var wallSeconds: Double
  /// Processor seconds of all threads.
  public var cpuSeconds: Double
  /// The most memory that the process had held until the flight's end, in bytes.
  public var peakMemoryByteCount: Int
  /// Pixels of the mosaic that were worked through; fewer than it has where the
  /// run went on after an earlier one.
  public var workedPixels: Int
  /// Those of them that hold data.
  public var validPixels: Int
  /// What the workers' time went into.
  public var stages: StageTimes
  /// The least that the same machine needs for the same file, in seconds:
  /// decoding, one threshold, a mask; `nil` where it was not measured.
  public var floorSeconds: Double?

  /// Makes a cost.
  public init(
    threadCount: Int, wallSeconds: Double, cpuSeconds: Double, peakMemoryByteCount: Int, workedPixels: Int,
    validPixels: Int, stages: StageTimes, floorSeconds: Double? = nil
  ) {
    self.threadCount = threadCount
    self.wallSeconds = wallSeconds
    self.cpuSeconds = cpuSeconds
    self.peakMemoryByteCount = peakMemoryByteCount
    self.workedPixels = workedPixels
    self.validPixels = validPixels
    self.stages = stages
    self.floorSeconds = floorSeconds
  }

  /// How long all workers together would have decoded and done nothing else:
  /// no run of the same code over the same blocks can be shorter.
  public var decodeFloorSeconds: Double { stages[.decode] / Double(max(1, threadCount)) }

  /// How many times as long as the floor the run took; `nil` where there is no
  /// floor to compare with.
  public var floorRatio: Double? {
    floorSeconds.flatMap { $0 > 0 ? wallSeconds / $0 : nil }
  }
}
