import Batch
import Foundation
import GeoFiles
import Grid
import JobDefinition
import Pixels

/// A small flight in three sealed shards, of which one is given other contents.
///
/// One input at a time is read; that is why it may be shared.
final class FuzzedShards: @unchecked Sendable {
  static let shared = Result { try FuzzedShards() }

  /// The shard that is forged: it has another above and below.
  private static let forged = 2
  private let trial: ShardTrial
  private let own: ShardFolder
  private let other: ShardFolder
  private let folder: String

  private init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("furrow-fuzz-\(getpid())-flight").path
    (own, other) = (ShardFolder("\(folder)/own"), ShardFolder("\(folder)/other"))
    for shards in [own, other] {
      try FileManager.default.createDirectory(atPath: shards.path, withIntermediateDirectories: true)
    }
    try Self.writeMosaic(to: "\(folder)/tall.tif")
    try Self.writeFields(to: "\(folder)/fields.gpkg")
    let job = try JobDecoder.decode(text: Self.job, path: "\(folder)/job.yaml")
    let planning = ShardPlanning(job, options: RunOptions(), observer: Unobserved())
    let plan = try planning.plan(planning.survey().ready, .rows(ShardPlan.rowStep))
    let work = try ShardWork(plan, job: job, folder: own)
    for number in 1...plan.taskCount {
      _ = try work.make(number)
      try FileManager.default.copyItem(atPath: own.shard(number), toPath: other.shard(number))
    }
    trial = try ShardTrial(plan, job: job, folder: own)
  }

  /// Removes the flight.
  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// The bytes of a part as they were sealed.
  func seed(_ part: ShardTrial.Part) throws -> [UInt8] { try trial.bytes(part, of: Self.forged) }

  /// Reads a shard, one part of it being `bytes`, and merges it with the others;
  /// while fuzzing only one in eight, since that takes a hundred times as long.
  func read(_ part: ShardTrial.Part, _ bytes: [UInt8]) throws {
    try trial.forge(part, of: Self.forged, as: bytes, to: other)
    try trial.read(Self.forged, in: other)
    if Self.isMerged(bytes) { try trial.merge(other, scratch: "\(folder)/merged") }
  }

  private static func isMerged(_ bytes: [UInt8]) -> Bool {
    #if FUZZ
      bytes.reduce(0) { $0 &+ Int($1) } % 8 == 0
    #else
      true
    #endif
  }

  private static let size = PixelSize(width: 40, height: 1300)
  private static let transform = GeoTransform(
    originX: 500_000, columnX: 0.1, rowX: 0, originY: 5_900_000, columnY: 0, rowY: -0.1)

  private static func writeMosaic(to path: String) throws {
    let bands = [("red", BandRole.red), ("nir", .nearInfrared)].enumerated().map { place, band in
      BandDescription(number: place + 1, name: band.0, role: band.1, nodata: 0)
    }
    let writer = try MosaicWriter(
      path: path, size: size, bands: bands, sampleType: .uint16, transform: transform,
      crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt, format: MosaicFormat(tileSize: 64))
    for row in 0..<size.height {
      let columns = 0..<size.width
      let red = columns.map { UInt16(isPlant($0, row) ? 1500 : 6000) }
      try (red + columns.map { UInt16(isPlant($0, row) ? 15000 : 8000) }).withUnsafeBytes {
        try writer.append(planes: $0)
      }
    }
    try writer.finish()
  }

  /// Two rows of crop along the mosaic and blots, some across the shards' borders.
  private static func isPlant(_ column: Int, _ row: Int) -> Bool {
    column / 4 % 5 == 1 && row % 90 < 70
      || (column * 7 + row / 3 * 13) % 37 < 5 && (row + 8) % 64 < 24
  }

  private static func writeFields(to path: String) throws {
    let writer = try VectorWriter(path: path, format: .geoPackage)
    let layer = try writer.makeLayer(
      "fields", geometry: .polygons, crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt,
      columns: [VectorColumn("plot", .text)])
    for (name, rows) in [("upper", 20.0...700.0), ("lower", 705.5...1290.0)] {
      let corners = [
        (2.0, rows.lowerBound), (37.5, rows.lowerBound), (37.5, rows.upperBound), (2.0, rows.upperBound),
      ].map { transform.mapPoint(GridPoint(column: $0.0, row: $0.1)) }
      try writer.append(.polygons([MapPolygon(outer: corners)]), [.text(name)], to: layer)
    }
    try writer.finish()
  }

  private static let job = """
    version: 1
    name: fuzz
    flights: {mosaics: [{file: tall.tif, date: 2026-05-04}]}
    fields: {file: fields.gpkg, id: plot}
    sensor: {scale: 32768}
    indices: {report: [ndvi]}
    legend:
      - {code: 0, name: soil, color: "#8c6d46", kind: stuff, group: soil}
      - {code: 1, name: crop, color: "#3ca03c", kind: thing, group: crop}
      - {code: 2, name: weed, color: "#c62828", kind: thing, group: weed}
    segment:
      rules: [{class: crop, when: "ndvi > 0.6"}, {class: weed, when: "ndvi > 0.4"}]
      otherwise: soil
    cleaning: [{sieve: {smaller_than_m2: 0.05}}]
    outputs: {folder: results, indices: [ndvi]}
    processing: {tile_size: 64, threads: 1}

    """
}

/// Tells nobody how planning goes.
private struct Unobserved: RunObserver {
  func began(_ flight: FlightCandidate, number: Int, count: Int) {}
  func progressed(_ flight: FlightCandidate, _ progress: RunProgress) {}
  func noted(_ flight: FlightCandidate, _ note: String) {
    FileHandle.standardError.write(Data("\(flight.name): \(note)\n".utf8))
  }
  func ended(_ flight: FlightCandidate, _ outcome: FlightOutcome) {}
}
