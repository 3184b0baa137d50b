import GeoFiles
import Grid
import Pixels

/// The files of one flight while they are being written, in a folder that is
/// put in place whole.
///
/// The mask is for one worker at a time; that is why it may cross threads.
final class FlightOutputs: @unchecked Sendable {
  let folder: String
  let mask: Mask
  let layers: [any AdoptingTileSink]

  /// The mask, which comes in rows or, from shards, in tiles.
  enum Mask {
    case rows(any RowSink)
    case tiles(any AdoptingTileSink)

    func finish() throws {
      switch self {
      case .rows(let sink): try sink.finish()
      case .tiles(let sink): try sink.finish()
      }
    }
  }

  /// Begins the mask, the confidence where written, and the index rasters.
  ///
  /// - Parameters:
  ///   - tiles: The folder in which tiles of the rasters wait, and stay
  ///   for a later run.
  ///   - takesMaskInTiles: The mask comes in tiles.
  init(folder: String, flight: PreparedFlight, tiles: String, takesMaskInTiles: Bool = false) throws {
    self.folder = folder
    let grid = flight.grid
    func writer(_ name: String, _ kind: RasterKind) throws -> any AdoptingTileSink {
      try CloudOptimizedTileWriter(
        path: "\(folder)/\(name).tif", spool: "\(tiles)/\(name)", size: grid.size,
        transform: grid.transform, crsWKT: grid.crs.wkt, kind: kind)
    }
    mask =
      takesMaskInTiles
      ? .tiles(try writer("mask", .mask(flight.legend)))
      : .rows(
        try CloudOptimizedWriter(
          path: "\(folder)/mask.tif", size: grid.size, transform: grid.transform, crsWKT: grid.crs.wkt,
          kind: .mask(flight.legend)))
    let names = flight.plan.layerIndices.map { flight.plan.indexNames[$0] }
    layers =
      (flight.plan.writesConfidence ? [try writer("confidence", .confidence)] : [])
      + (try names.map { try writer($0, .index(name: $0)) })
  }

  /// What puts each raster in its place; independent of one another.
  var finishing: [@Sendable () throws -> Void] {
    var finishing: [@Sendable () throws -> Void] = [{ try self.mask.finish() }]
    for layer in layers { finishing.append { try layer.finish() } }
    return finishing
  }

  /// Writes what tells GIS programs the classes of the mask.
  static func writeSidecars(of legend: Legend, in folder: String) throws {
    try DurableFile.write(
      Array(MaskSidecars.auxiliaryMetadata(of: legend).utf8), to: "\(folder)/mask.tif.aux.xml")
    try DurableFile.write(Array(MaskSidecars.style(of: legend).utf8), to: "\(folder)/mask.qml")
  }
}
