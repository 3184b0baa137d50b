import Digest
import FieldStatistics
import Pixels
import Stitching

/// One flight worked through into hashes.
///
/// The pipeline consumes strips one at a time; that is why it may cross threads.
final class HashedWork: @unchecked Sendable {
  private let flight: PreparedFlight
  private let rasters: [HashingSink]
  private let patches = PatchHash()
  private let assembly: MaskAssembly

  init(_ flight: PreparedFlight) {
    self.flight = flight
    let layerCount = flight.plan.layerIndices.count + (flight.plan.writesConfidence ? 1 : 0)
    let rasters = (0...layerCount).map { _ in HashingSink() }
    let patches = patches
    self.rasters = rasters
    assembly = MaskAssembly(
      plan: flight.plan, legend: flight.legend, components: flight.components, mask: rasters[0],
      layers: Array(rasters.dropFirst()), patch: { patches.add($0) })
  }

  /// The hashes in the order of `SeamVerification.parts`.
  func run() throws -> [String] {
    try FlightPipeline(flight.plan).run(store: PassingStripStore()) { [self] strip in
      try assembly.consume(strip)
    }
    let findings = try assembly.finish()
    guard findings.validity.valid > 0 else {
      throw FlightError.noValidPixels(file: flight.file.locator.name)
    }
    return [
      SHA256.hexDigest(of: rasters.map { $0.hexDigest() }.joined()), patches.hexDigest(), classes(findings),
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
