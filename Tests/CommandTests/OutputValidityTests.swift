import Foundation
import TestSupport
import Testing

/// The demonstration's results by GDAL's own validators.
@Suite(.enabled(if: Validator.isInstalled || Oracle.runsAll, "GDAL's sample scripts are not installed"))
struct OutputValidityTests {
  @Test(arguments: DemoRun.flights)
  func `the mask is a cloud optimised GeoTIFF in every block`(flight: DemoRun.Flight) throws {
    let mask = try DemoRun.shared.get().results(flight.name).appendingPathComponent("mask.tif")
    let said = try Validator.run("validate_cloud_optimized_geotiff.py", ["--full-check=yes", mask.path])
    #expect(said.contains("is a valid cloud optimized GeoTIFF"))
    #expect(!said.contains("warning"))
  }

  @Test(arguments: DemoRun.flights)
  func `the package is a valid GeoPackage`(flight: DemoRun.Flight) throws {
    let scratch = try TemporaryFolder()
    let copy = scratch.url.appendingPathComponent("results.gpkg")
    try FileManager.default.copyItem(
      at: DemoRun.shared.get().results(flight.name).appendingPathComponent("results.gpkg"), to: copy)
    // The script ends with an error where it finds one.
    let said = try Validator.run("validate_gpkg.py", ["--extra", "--warning-as-error", copy.path])
    #expect(!said.contains("Error"))
  }
}

/// The scripts that come with GDAL's Python module.
private enum Validator {
  static let folder = "/usr/lib/python3/dist-packages/osgeo_utils/samples"

  static let isInstalled = FileManager.default.fileExists(
    atPath: folder + "/validate_cloud_optimized_geotiff.py")

  static func run(_ name: String, _ arguments: [String]) throws -> String {
    try Oracle.tool(Oracle.systemPython, ["\(folder)/\(name)"] + arguments)
  }
}
