import Digest
import FieldStatistics
import GeoFiles

extension PreparedFlight {
  /// The hash of everything that was drawn from the mosaic, its fields and the
  /// job before work: where two machines have one hash, their shards fit
  /// together. Numbers are in it with all of their bits.
  var preparedHash: String {
    let thresholds = thresholds.map { "\($0.comparison) \($0.method) \($0.value)" }
    let bands = self.bands.roles.map { "\($0.rawValue) \(self.bands.bandNumber[$0] ?? 0)" }
    let calibration = calibration.bands.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.key.rawValue) \($0.value)" }
    let fields = fields.map {
      "\($0.boundaryKey) \($0.areaSquareMetres) \($0.pixelAreaSquareMetres) \($0.id)"
    }
    let parts = [
      thresholds, bands, calibration, fields,
      ["\(grid.size) \(grid.transform) \(pixelAreaSquareMetres)", grid.crs.wkt],
      ["\(plan.segmenter.reach) \(plan.rasterNames) \(plan.indexNames) \(plan.pictureBands)"],
      [certainty.map(\.description) ?? ""],
    ]
    return SHA256.hexDigest(of: parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n"))
  }
}
