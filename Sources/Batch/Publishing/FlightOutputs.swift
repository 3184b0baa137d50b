import GeoFiles
import Grid
import Pixels

/// The files of one flight while they are being written, in a folder that is
/// put in place whole.
final class FlightOutputs {
  let folder: String
  let mask: any RowSink
  let layers: [any RowSink]

  /// Begins the mask, the confidence where written, and the index rasters.
  init(folder: String, flight: PreparedFlight) throws {
    self.folder = folder
    func writer(_ name: String, _ kind: RasterKind) throws -> any RowSink {
      try CloudOptimizedWriter(
        path: "\(folder)/\(name)", size: flight.grid.size, transform: flight.grid.transform,
        crsWKT: flight.grid.crs.wkt, kind: kind)
    }
    mask = try writer("mask.tif", .mask(flight.legend))
    var layers: [any RowSink] = []
    if flight.plan.writesConfidence { layers.append(try writer("confidence.tif", .confidence)) }
    for index in flight.plan.layerIndices {
      let name = flight.plan.indexNames[index]
      layers.append(try writer("\(name).tif", .index(name: name)))
    }
    self.layers = layers
  }

  /// Writes what tells GIS programs the classes of the mask.
  static func writeSidecars(of legend: Legend, in folder: String) throws {
    try DurableFile.write(
      Array(MaskSidecars.auxiliaryMetadata(of: legend).utf8), to: "\(folder)/mask.tif.aux.xml")
    try DurableFile.write(Array(MaskSidecars.style(of: legend).utf8), to: "\(folder)/mask.qml")
  }
}
