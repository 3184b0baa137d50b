import FieldStatistics
import Foundation
import GeoFiles
import Grid
import Pixels
import Stitching
import Synchronization

/// What was found on one flight.
struct FlightFindings: Sendable {
  var mask: MaskAssembly.Findings
  var patches: PatchTallies
  /// What the workers' time went into.
  var times: StageTimes
  /// The pixels that were decoded; fewer than the mosaic's after a restart.
  var workedPixels: Int
  /// Those of them that hold data.
  var workedValidPixels: Int
}

/// Works one prepared flight through, from its pixels to the files in a folder.
struct FlightWork {
  /// Where the sealed strips come from.
  enum Strips {
    /// The mosaic is worked through; strips are kept in a store.
    case pixels(any StripStore)
    /// Others have worked it through.
    case shards(FlightShards)
  }

  let flight: PreparedFlight
  let strips: Strips
  let progress: @Sendable (RunProgress) -> Void
  var cancellation = RunCancellation.never

  /// Runs the pipeline; rasters go to `outputs`, which is left to be finished,
  /// patches also to `patch`.
  func run(into outputs: FlightOutputs, patch: @escaping (Patch) throws -> Void) throws -> FlightFindings {
    let patches = PatchReceiver(fieldCount: flight.fields.count, forward: patch)
    let assembly = Assembling(
      MaskAssembly(
        plan: flight.plan, legend: flight.legend, components: flight.components, mask: outputs.mask,
        patch: patches.take))
    let size = flight.plan.size
    let worked = try hand(over: outputs.layers) { strip in
      try assembly.consume(strip)
      try patches.check()
      progress(
        RunProgress(
          stage: "segment", donePixels: strip.rows.upperBound * size.width, totalPixels: size.pixelCount))
    }
    let findings = try assembly.finish()
    try patches.check()
    guard findings.validity.valid > 0 else {
      throw FlightError.noValidPixels(file: flight.file.locator.name)
    }
    var times = worked.times
    times += assembly.times
    return FlightFindings(
      mask: findings, patches: patches.tallies, times: times,
      workedPixels: worked.rows.count * size.width,
      workedValidPixels: assembly.validPixels(from: worked.rows.lowerBound))
  }

  /// Hands the strips on from top to bottom.
  ///
  /// - Returns: The rows that were segmented here, and what that took.
  private func hand(
    over layers: [any AdoptingTileSink], consume: @escaping @Sendable (SealedStrip) throws -> Void
  ) throws -> (rows: Range<Int>, times: StageTimes) {
    switch strips {
    case .pixels(let store):
      let pipeline = FlightPipeline(flight.plan)
      let rows = try pipeline.run(
        store: store, layers: layers, cancellation: cancellation, consume: consume)
      return (rows, pipeline.times)
    case .shards(let shards):
      let clock = StageClock()
      try clock.measure(.encode) {
        try shards.hand(over: layers, of: flight, cancellation: cancellation, consume: consume)
      }
      return (flight.plan.size.height..<flight.plan.size.height, clock.times)
    }
  }
}

/// The assembly, which the pipeline calls from one worker at a time.
private final class Assembling: @unchecked Sendable {
  private let assembly: MaskAssembly
  private var validity: [(row: Int, count: Int)] = []

  init(_ assembly: MaskAssembly) { self.assembly = assembly }

  func consume(_ strip: SealedStrip) throws {
    try assembly.consume(strip)
    validity.append((strip.rows.lowerBound, strip.validity.valid))
  }

  /// The valid pixels of the strips from a row on.
  func validPixels(from row: Int) -> Int {
    validity.reduce(0) { $0 + ($1.row >= row ? $1.count : 0) }
  }

  func finish() throws -> MaskAssembly.Findings { try assembly.finish() }

  var times: StageTimes { assembly.times }
}

/// Counts patches and passes them on; keeps the first error for later, since
/// the collector's sink cannot throw.
private final class PatchReceiver: @unchecked Sendable {
  private(set) var tallies: PatchTallies
  private let forward: (Patch) throws -> Void
  private var failure: (any Error)?

  init(fieldCount: Int, forward: @escaping (Patch) throws -> Void) {
    tallies = PatchTallies(fieldCount: fieldCount)
    self.forward = forward
  }

  func take(_ patch: Patch) {
    tallies.add(patch)
    guard failure == nil else { return }
    do {
      try forward(patch)
    } catch {
      failure = error
    }
  }

  func check() throws {
    if let failure { throw failure }
  }
}
