import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport

/// Sound files, small, of every kind that is read: they are what is damaged.
struct BaseFiles {
  private(set) var mosaics: [(name: String, bytes: [UInt8])] = []
  private(set) var boundaries: [(name: String, bytes: [UInt8])] = []

  /// Creation options of GDAL's GeoTIFF driver, a mosaic each.
  private static let layouts: [(name: String, options: [String])] = [
    ("strips", []), ("strips-tall", ["BLOCKYSIZE=32"]),
    ("strips-lzw", ["COMPRESS=LZW", "PREDICTOR=2"]), ("strips-packbits", ["COMPRESS=PACKBITS"]),
    ("strips-band-big", ["COMPRESS=DEFLATE", "INTERLEAVE=BAND", "BIGTIFF=YES"]),
    ("tiles", ["TILED=YES"]), ("tiles-deflate", ["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=2"]),
    ("tiles-deflate-band", ["TILED=YES", "COMPRESS=DEFLATE", "INTERLEAVE=BAND"]),
    ("tiles-zstd", ["TILED=YES", "COMPRESS=ZSTD", "PREDICTOR=2"]),
    ("tiles-lzw-big", ["TILED=YES", "COMPRESS=LZW", "BIGTIFF=YES"]),
    ("tiles-motorola", ["TILED=YES", "COMPRESS=DEFLATE", "ENDIANNESS=BIG"]),
    ("tiles-sparse", ["TILED=YES", "COMPRESS=DEFLATE", "SPARSE_OK=TRUE"]),
  ]

  /// Makes the files with GDAL's own programs.
  init(in folder: TemporaryFolder) throws {
    for (type, suffix) in [(SampleType.uint16, "16"), (.uint8, "8"), (.float32, "f")] {
      let source = folder.url.appendingPathComponent("source-\(suffix).tif").path
      try Self.writeSource(to: source, type: type)
      var layouts = Self.layouts
      if type == .uint8 {
        layouts.append(("tiles-jpeg", ["TILED=YES", "COMPRESS=JPEG", "PHOTOMETRIC=YCBCR"]))
      }
      if type == .float32 {
        layouts = [
          ("tiles-deflate-3", ["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=3"]),
          ("strips-lzw-3", ["COMPRESS=LZW", "PREDICTOR=3"]),
        ]
      }
      for layout in layouts {
        let name = "\(layout.name)-\(suffix).tif"
        let tile = layout.options.contains("TILED=YES") ? ["BLOCKXSIZE=32", "BLOCKYSIZE=32"] : []
        try Oracle.tool(
          "gdal_translate",
          ["-q"] + (layout.options + tile).flatMap { ["-co", $0] }
            + [source, folder.url.appendingPathComponent(name).path])
        mosaics.append((name, try Self.bytes(name, in: folder)))
      }
    }
    let overviews = "tiles-deflate-16.tif"
    try Oracle.tool("gdaladdo", ["-q", folder.url.appendingPathComponent(overviews).path, "2"])
    mosaics.append(("overviews.tif", try Self.bytes(overviews, in: folder)))
    try addBoundaries(in: folder)
  }

  private static func bytes(_ name: String, in folder: TemporaryFolder) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.url.appendingPathComponent(name)))
  }

  /// Three bands of 90 x 70 pixels with an empty corner.
  private static func writeSource(to path: String, type: SampleType) throws {
    let size = PixelSize(width: 90, height: 70)
    let bands = (1...3).map { BandDescription(number: $0, name: "", role: nil, nodata: 0) }
    let writer = try MosaicWriter(
      path: path, size: size, bands: bands, sampleType: type,
      transform: GeoTransform(
        originX: 500_000, columnX: 0.1, rowX: 0, originY: 5_900_000, columnY: 0, rowY: -0.1),
      crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt,
      format: MosaicFormat(compression: .deflate, tileSize: 64))
    for row in 0..<size.height {
      var bytes: [UInt8] = []
      for band in 0..<3 {
        for column in 0..<size.width {
          let value = column < 33 && row < 33 ? 0 : 1 + (column * 7 + row * 13 + band * 31) % 250
          switch type {
          case .uint8: bytes.append(UInt8(value))
          case .float32: withUnsafeBytes(of: Float(value) / 250) { bytes.append(contentsOf: $0) }
          default: withUnsafeBytes(of: UInt16(value * 100)) { bytes.append(contentsOf: $0) }
          }
        }
      }
      try bytes.withUnsafeBytes { try writer.append(planes: $0) }
    }
    try writer.finish()
  }

  private static let text = """
    {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32632"}},
    "features":[{"type":"Feature","properties":{"plot":"B","rows":0.45},"geometry":{"type":"Polygon",
    "coordinates":[[[500010,5899990],[500020,5899990],[500020,5899980],[500010,5899980],[500010,5899990]],
    [[500012,5899988],[500014,5899988],[500014,5899986],[500012,5899986],[500012,5899988]]]}},
    {"type":"Feature","properties":{"plot":"A","rows":null},"geometry":{"type":"MultiPolygon",
    "coordinates":[[[[500030,5899990],[500040.5,5899990],[500040,5899980],[500030,5899980],[500030,5899990]]]]}}]}
    """

  private mutating func addBoundaries(in folder: TemporaryFolder) throws {
    let source = folder.url.appendingPathComponent("fields.geojson")
    try Data(Self.text.utf8).write(to: source)
    boundaries.append(("fields.geojson", Array(Self.text.utf8)))
    for name in ["fields.gpkg", "fields.shp", "fields.fgb"] {
      try Oracle.tool("ogr2ogr", [folder.url.appendingPathComponent(name).path, source.path])
      boundaries.append((name, try Self.bytes(name, in: folder)))
    }
  }
}
