/// A part of a run's work that is timed by itself.
public enum Stage: Int, CaseIterable, Sendable {
  /// Opening the mosaic, laying fields over it, drawing thresholds.
  case prepare
  /// Decoding the file's blocks.
  case decode
  /// Calibration, filters and features; the indices of runs by a model.
  case index
  /// Rules, with the expressions in them, or a forest.
  case classify
  /// Cleaning that looks at neighbours.
  case clean
  /// Components over the whole mosaic, sieve, patches.
  case stitch
  /// Figures of indices and areas of classes.
  case statistics
  /// Seals, masks, index rasters, overviews.
  case encode
  /// Vector package, report with its pictures, hashes of outputs, catalog.
  case catalog

  /// The stage in one word.
  public var name: String { "\(self)" }
}

/// How much of its workers' time a run spent in each stage.
public struct StageTimes: Hashable, Sendable {
  private var nanoseconds = SIMD16<UInt64>.zero

  /// Nothing yet.
  public init() {}

  /// Seconds of one worker; of several, their sum.
  public subscript(_ stage: Stage) -> Double { Double(nanoseconds[stage.rawValue]) * 1e-9 }

  /// All stages together, in seconds.
  public var total: Double { Double(nanoseconds.wrappedSum()) * 1e-9 }

  /// Adds time to a stage.
  public mutating func add(nanoseconds count: UInt64, to stage: Stage) {
    nanoseconds[stage.rawValue] &+= count
  }

  /// Adds another worker's times.
  public static func += (times: inout StageTimes, other: StageTimes) {
    times.nanoseconds &+= other.nanoseconds
  }
}
