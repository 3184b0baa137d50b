import Foundation
import Grid
import Pixels
import Testing

@testable import GeoFiles

/// Real mosaics that lie beside the repository, not in it.
private enum RealData {
  /// `FURROW_SHARED_DATA`, else `../shared/data` from the package's root.
  static let folder: String =
    ProcessInfo.processInfo.environment["FURROW_SHARED_DATA"]
    ?? URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../shared/data").standardized.path

  static let exists = FileManager.default.fileExists(atPath: folder)
}

@Suite(.enabled(if: RealData.exists, "the real mosaics are not beside the repository"))
struct ReadingRealDataTests {
  private func open(_ name: String, crs: String? = nil) throws -> MosaicFile {
    try MosaicFile.open(RasterLocator(path: RealData.folder + "/" + name), crs: crs)
  }

  @Test(arguments: [
    "plantcv-geospatial/615.tif", "plantcv-geospatial/gray.tif", "maricopa-rgb-ortho/plot_clips/mask_1.tif",
    "rpaex-cassava-multispectral/cassava_nir_red_green.tif",
    "pyprecag-field-rasters/Year1_Yield_PRED_2m.tif",
  ])
  func `figures agree with those of GDAL's own tool`(name: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: RealData.folder + "/" + name, toPath: folder.file("a.tif"))
    let path = folder.file("a.tif")
    let summary = try MosaicSummary.make(of: MosaicFile.open(RasterLocator(path: path)))
    let report = try tool("gdalinfo", ["-stats", "--config", "GDAL_PAM_ENABLED", "YES", path])
    let lines = report.split(separator: "\n").filter { $0.contains(" Minimum=") }
    #expect(lines.count == summary.bands.count)
    for (band, line) in zip(summary.bands, lines) {
      let numbers = line.split { !"0123456789.-e+".contains($0) }.compactMap { Double($0) }
      let (low, high) = (try #require(band.minimum), try #require(band.maximum))
      #expect(abs(low - numbers[0]) <= 0.001 && abs(high - numbers[1]) <= 0.001)
      #expect(abs(try #require(band.mean) - numbers[2]) <= 0.001)
    }
  }

  @Test func `an alpha outline masks the Maricopa mosaic`() throws {
    let file = try open("maricopa-rgb-ortho/orthomosaic.tif")
    #expect(file.mosaic.mask == .alpha(band: 4))
    #expect(file.mosaic.bands.map(\.role) == [.red, .green, .blue, .alpha])
    #expect(file.compression == "DEFLATE" && file.predictor == 2)
    #expect(try MosaicSummary.make(of: file).maskedCount > 100_000)
  }

  @Test func `raw captures tell wavelengths and have no place`() throws {
    let centres = try (1...5).map { band in
      let file = try open("rededge-raw/0000SET/000/IMG_0000_\(band).tif")
      #expect(file.crs == nil && !file.isGeoreferenced)
      #expect(file.dateTag == "2017:10:19 20:40:39")
      return file.mosaic.bands[0].wavelengthNanometres
    }
    #expect(centres == [475, 560, 668, 840, 717])
  }

  @Test func `pixels in degrees have the area of a metre grid there`() throws {
    let file = try open("sugarbeet-uav-lai/2022_06_14.tif")
    let grid = try #require(file.grid)
    let area = try grid.crs.pixelArea(grid.transform, at: GridPoint(column: 400, row: 234))
    let latitude = grid.transform.mapPoint(GridPoint(column: 400, row: 234)).y * .pi / 180
    let sphere = grid.transform.pixelArea * pow(111_195, 2) * cos(latitude)
    #expect(abs(area / sphere - 1) < 0.01)
  }

  @Test func `a WGS 72BE grid takes its own plots`() throws {
    let file = try open("pliman-soy-lettuce/soy_ortho.tif")
    #expect(file.crs?.authorityCode == "EPSG:32414")
    let fields = try FieldFile.read(
      path: RealData.folder + "/pliman-soy-lettuce/soy_plots.gpkg", attributes: .init(id: "plot_id"),
      onto: try #require(file.grid))
    #expect(fields.count == 15)
    let columns = fields.flatMap(\.parts).flatMap(\.outer).map(\.column)
    #expect((columns.min() ?? -1) > 0 && (columns.max() ?? 1e9) < 527)
  }

  @Test func `350 plots and their outlines in degrees are read`() throws {
    let maricopa = try open("maricopa-rgb-ortho/orthomosaic.tif")
    let plots = try FieldFile.read(
      path: RealData.folder + "/maricopa-rgb-ortho/plots/plots.shp", attributes: .init(id: "RangePass"),
      onto: try #require(maricopa.grid))
    #expect(plots.count == 350)
    let potato = try open("potato-weed/mosaic.tif")
    let fields = try FieldFile.read(
      path: RealData.folder + "/potato-weed/fields.geojson",
      attributes: .init(id: "field_id", crop: "crop", rowSpacing: "row_spacing_m"),
      onto: try #require(potato.grid))
    #expect(fields.count == 8)
    for field in fields {
      let pixels = field.parts.reduce(0) { $0 + area($1.outer) - $1.holes.reduce(0) { $0 + area($1) } }
      #expect(abs(pixels * field.pixelAreaSquareMetres / field.areaSquareMetres - 1) < 1e-5)
    }
  }

  /// The area of a ring on the grid, in pixels.
  private func area(_ ring: [GridPoint]) -> Double {
    let next = ring.dropFirst() + ring.prefix(1)
    return abs(zip(ring, next).reduce(0) { $0 + $1.0.column * $1.1.row - $1.1.column * $1.0.row }) / 2
  }
}
