import Digest
import FieldStatistics
import Pixels
import Stitching
import Synchronization

/// One flight worked through into hashes.
///
/// The pipeline consumes strips one at a time; that is why it may cross threads.
final class HashedWork: @unchecked Sendable {
  private let flight: PreparedFlight
  private let mask = HashingSink()
  private let layers: [HashingTileSink]
  private let patches = PatchHash()
  private let assembly: MaskAssembly

  init(_ flight: PreparedFlight) {
    self.flight = flight
    let patches = patches
    layers =
      (flight.plan.writesConfidence ? [HashingTileSink(sampleBytes: 1)] : [])
      + flight.plan.layerIndices.map { _ in HashingTileSink(sampleBytes: 4) }
    assembly = MaskAssembly(
      plan: flight.plan, legend: flight.legend, components: flight.components, mask: mask,
      patch: { patches.add($0) })
  }

  /// The hashes in the order of `SeamVerification.parts`.
  func run() throws -> [String] {
    try FlightPipeline(flight.plan).run(store: PassingStripStore(), layers: layers) { [self] strip in
      try assembly.consume(strip)
    }
    let findings = try assembly.finish()
    guard findings.validity.valid > 0 else {
      throw FlightError.noValidPixels(file: flight.file.locator.name)
    }
    return [
      SHA256.hexDigest(of: mask.hexDigest() + layers.map { $0.hexDigest() }.joined()), patches.hexDigest(),
      classes(findings),
      indices(findings), pictures(findings),
    ]
  }

  private func classes(_ findings: MaskAssembly.Findings) -> String {
    var bytes: [UInt8] = []
    for tally in [findings.mosaicClasses] + findings.classes { tally.encode(into: &bytes) }
    return Self.hexDigest(of: bytes)
  }

  private func indices(_ findings: MaskAssembly.Findings) -> String {
    var bytes: [UInt8] = []
    findings.flight.encode(into: &bytes)
    findings.fields.encode(into: &bytes)
    let validity = findings.validity
    for count in [validity.valid, validity.nodata, validity.notFinite, validity.partialNodata] {
      bytes.appendCompact(UInt64(count))
    }
    return Self.hexDigest(of: bytes)
  }

  private func pictures(_ findings: MaskAssembly.Findings) -> String {
    var hash = SHA256()
    findings.preview.values.withUnsafeBytes { hash.update($0) }
    findings.maskPreview.counts.withUnsafeBytes { hash.update($0) }
    return hash.hexDigest()
  }

  private static func hexDigest(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.hexDigest()
  }
}

/// Hashes the rows of a raster instead of keeping them.
private final class HashingSink: RowSink {
  private var hash = SHA256()

  func append(row: UnsafeRawBufferPointer) { hash.update(row) }

  func finish() {}

  func hexDigest() -> String { hash.hexDigest() }
}

/// Hashes the tiles of a raster instead of keeping them.
private final class HashingTileSink: TileSink {
  let tileSide = 512
  let sampleBytes: Int
  private let hashes = Mutex<[[Int]: String]>([:])

  init(sampleBytes: Int) { self.sampleBytes = sampleBytes }

  func fillWithNodata(_ samples: UnsafeMutableRawBufferPointer) {
    _ = samples.initializeMemory(as: UInt8.self, repeating: 255)
  }

  func take(_ tile: UnsafeRawPointer, row: Int, column: Int) -> [UInt8] {
    var hash = SHA256()
    hash.update(UnsafeRawBufferPointer(start: tile, count: tileSide * tileSide * sampleBytes))
    let digest = hash.hexDigest()
    hashes.withLock { $0[[row, column]] = digest }
    return []
  }

  func holds(_ receipt: [UInt8]) -> Bool { false }

  func restore(_ receipt: [UInt8], row: Int, column: Int) {}

  func synchronize() {}

  func finish() {}

  func hexDigest() -> String {
    let hashes = hashes.withLock { $0 }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return SHA256.hexDigest(of: hashes.map { "\($0.key) \($0.value)" }.joined())
  }
}

/// Hashes patches in the order in which they come, which is part of the proof.
private final class PatchHash {
  private var hash = SHA256()

  func add(_ patch: Patch) {
    let numbers = [
      patch.id, Int(patch.code), patch.pixelCount, patch.columnSum, patch.rowSum,
      patch.bounds.columns.lowerBound, patch.bounds.columns.upperBound, patch.bounds.rows.lowerBound,
      patch.bounds.rows.upperBound,
    ]
    let shares = patch.fields.flatMap { [$0.fieldIndex, $0.pixelCount] }
    hash.update(Array("\(numbers + shares)".utf8))
  }

  func hexDigest() -> String { hash.hexDigest() }
}

/// Keeps no strip: nobody resumes a verification.
struct PassingStripStore: StripStore {
  func load(_ index: Int) -> SealedStrip? { nil }

  func seal(_ strip: SealedStrip) {}
}
