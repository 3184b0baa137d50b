import Foundation
import GeoFiles
import Grid
import Pixels
import Simulation
import TestSupport

/// A simulated farm of 256 x 256 pixels at 5 cm, with mosaic and boundaries on disk.
struct TinyFarm {
  /// Where the files are, as long as this value lives.
  let folder: TemporaryFolder

  /// The farm that tests share; they write into folders of their own.
  static let shared = Result { try TinyFarm() }

  /// The mosaic: five bands, 16 bits, named, with nodata 0.
  var mosaic: String { path("farm_2026-05-04.tif") }
  /// The boundaries, with the columns 'crop' and 'field_id'.
  var fields: String { path("fields.gpkg") }

  func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private init() throws {
    folder = try TemporaryFolder()
    var parameters = SceneParameters(seed: 5, size: PixelSize(width: 256, height: 256), pixelSizeMetres: 0.05)
    parameters.fieldSideMetres = 3.5
    parameters.trackWidthMetres = 0.3
    parameters.headlandMetres = 0.2
    parameters.trialPlotLimit = 2
    parameters.tramlineRows = 0
    let scene = try FarmScene(parameters: parameters)
    try writeMosaic(of: scene)
    try writeFields(of: scene)
  }

  private func writeMosaic(of scene: FarmScene) throws {
    let sensor = SensorModel.redEdgeM
    let size = scene.size
    var samples = [UInt16](repeating: 0, count: size.pixelCount * sensor.bandCount)
    samples.withUnsafeMutableBytes { memory in
      guard let base = memory.baseAddress else { return }
      scene.render(
        PixelWindow(size), sensor: sensor,
        samples: SampleTarget(base: base, rowStride: size.width * 2, planeStride: size.pixelCount * 2))
    }
    try MosaicWriter.write(
      samples, to: mosaic, size: size, bands: sensor.bands, transform: scene.transform)
  }

  private func writeFields(of scene: FarmScene) throws {
    let writer = try VectorWriter(path: fields, format: .geoPackage)
    let crs = try CoordinateSystem(userInput: "EPSG:32632")
    let layer = try writer.makeLayer(
      "fields", geometry: .polygons, crsWKT: crs.wkt,
      columns: [VectorColumn("crop", .text), VectorColumn("field_id", .text)])
    for field in scene.fields {
      try writer.append(
        .polygons(field.parts.map { MapPolygon($0, by: scene.surveyTransform) }),
        [.text(field.crop.name), .text(field.id)], to: layer)
    }
    try writer.finish()
  }
}

extension MosaicWriter {
  /// Writes planes of 16 bits, one after another, as a mosaic in UTM zone 32N.
  static func write(
    _ samples: [UInt16], to path: String, size: PixelSize, bands: [BandDescription], transform: GeoTransform
  ) throws {
    let writer = try MosaicWriter(
      path: path, size: size, bands: bands, sampleType: .uint16, transform: transform,
      crsWKT: try CoordinateSystem(userInput: "EPSG:32632").wkt, format: MosaicFormat(tileSize: 64))
    for row in 0..<size.height {
      let line = bands.indices.flatMap { band in
        let start = (band * size.height + row) * size.width
        return samples[start..<start + size.width]
      }
      try line.withUnsafeBytes { try writer.append(planes: $0) }
    }
    try writer.finish()
  }
}
