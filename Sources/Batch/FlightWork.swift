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

  /// Runs the pipeline, or merges shards; rasters go to `outputs`, which is left
  /// to be finished, patches also to `patch`.
  func run(into outputs: FlightOutputs, patch: @escaping (Patch) throws -> Void) throws -> FlightFindings {
    let patches = PatchReceiver(fieldCount: flight.fields.count, forward: patch)
    let findings: FlightFindings
    switch (strips, outputs.mask) {
    case (.pixels(let store), .rows(let mask)):
      findings = try work(store, mask: mask, layers: outputs.layers, patches: patches)
    case (.shards(let shards), .tiles(let mask)):
      findings = try merge(shards, mask: mask, layers: outputs.layers, patches: patches)
    default: preconditionFailure("a mask comes in rows from pixels and in tiles from shards")
    }
    guard findings.mask.validity.valid > 0 else {
      throw FlightError.noValidPixels(file: flight.file.locator.name)
    }
    return findings
  }

  private func work(
    _ store: any StripStore, mask: any RowSink, layers: [any TileSink], patches: PatchReceiver
  ) throws -> FlightFindings {
    let assembly = Assembling(
      MaskAssembly(
        plan: flight.plan, legend: flight.legend, components: flight.components, mask: mask,
        patch: patches.take))
    let pipeline = FlightPipeline(flight.plan)
    let worked = try pipeline.run(store: store, layers: layers, cancellation: cancellation) { strip in
      try assembly.consume(strip)
      try patches.check()
      tell(rows: strip.rows.upperBound)
    }
    let findings = try assembly.finish()
    try patches.check()
    var times = pipeline.times
    times += assembly.times
    return FlightFindings(
      mask: findings, patches: patches.tallies, times: times,
      workedPixels: worked.count * flight.plan.size.width,
      workedValidPixels: assembly.validPixels(from: worked.lowerBound))
  }

  private func merge(
    _ shards: FlightShards, mask: any AdoptingTileSink, layers: [any AdoptingTileSink],
    patches: PatchReceiver
  ) throws -> FlightFindings {
    let clock = StageClock()
    let assembly = ShardAssembly(
      plan: flight.plan, legend: flight.legend, components: flight.components, mask: mask, layers: layers,
      contents: shards.contents(of: flight))
    let findings = try clock.measure(.stitch) {
      for (place, shard) in shards.shards.enumerated() {
        try cancellation.check()
        try assembly.append(place)
        tell(rows: shard.rows.upperBound)
      }
      return try assembly.finish { patch in
        patches.take(patch)
        try patches.check()
      }
    }
    return FlightFindings(
      mask: findings, patches: patches.tallies, times: clock.times, workedPixels: 0, workedValidPixels: 0)
  }

  private func tell(rows: Int) {
    let size = flight.plan.size
    progress(
      RunProgress(stage: strips.stage, donePixels: rows * size.width, totalPixels: size.pixelCount))
  }
}

extension FlightWork.Strips {
  /// What is done, in words for people.
  fileprivate var stage: String {
    switch self {
    case .pixels: "segment"
    case .shards: "merge"
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
