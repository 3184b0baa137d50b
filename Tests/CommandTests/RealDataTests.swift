import Foundation
import TestSupport
import Testing

/// Real mosaics, run as anybody would; skipped where the data is not beside the
/// project.
@Suite(.enabled(if: Oracle.realData != nil, "the real data sets are not beside the project"))
struct RealDataTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var job: String
    var flight: String
    var boundaries: String
    var id: String
    var testDescription: String { job }
  }

  struct Deviations: Decodable {
    var compared: Int
    var area, mean, sd, extremes, percentiles, quantiles, ranks, classes: Double
  }

  struct Agreement: Decodable {
    var classes: [String: Double]
    var mean, vegetation: Double
  }

  static let cases = [
    Case(job: "potato-weed", flight: "potato-weed", boundaries: "potato-weed/fields.geojson", id: "field_id"),
    Case(
      job: "maricopa", flight: "maricopa", boundaries: "maricopa-rgb-ortho/plots/plots.shp", id: "RangePass"),
    Case(
      job: "cassava", flight: "cassava",
      boundaries: "rpaex-cassava-multispectral/plots_3x2_derived.gpkg", id: "plot"),
    Case(
      job: "reflectance", flight: "plot-615", boundaries: "plantcv-geospatial/square_crop_with_id.geojson",
      id: "ID"),
    Case(
      job: "lettuce", flight: "lettuce", boundaries: "pliman-soy-lettuce/lettuce_plots.gpkg", id: "plot_id"),
    Case(job: "soybean", flight: "soybean", boundaries: "pliman-soy-lettuce/soy_plots.gpkg", id: "plot_id"),
  ]

  @Test(.enabled(if: Oracle.python != nil), arguments: cases)
  func `field figures agree with exactextract and areas with the geodesic`(_ testCase: Case) throws {
    let job = try #require(try RealJob.run(testCase.job))
    #expect(job.ending.code == 0, "\(job.ending.errors)")
    let results = job.results(testCase.flight)
    let boundaries = try job.boundaries(
      testCase.boundaries, like: results.appendingPathComponent("mask.tif"))
    let found = try Oracle.run("zonal.py", [results.path, boundaries, testCase.id], as: Deviations.self)
    #expect(found.compared > 0)
    #expect(found.area < 1e-3)
    #expect(found.mean < 1e-6)
    #expect(found.sd < 1e-6)
    #expect(found.extremes < 1e-6)
    #expect(found.classes < 1e-6)
    #expect(found.ranks < 1e-3)
    #expect(found.quantiles < 0.005)
    #expect(found.percentiles < 0.01)
  }

  @Test(.enabled(if: Oracle.python != nil))
  func `potatoes and weeds are found as well as by a plain baseline`() throws {
    let job = try #require(try RealJob.run("potato-weed"))
    let labels = try #require(Oracle.realData?.appendingPathComponent("potato-weed/labels.tif").path)
    let mask = job.results("potato-weed").appendingPathComponent("mask.tif").path
    let found = try Oracle.run("iou.py", [mask, labels], as: Agreement.self)
    #expect(found.vegetation >= 0.80)
    #expect(found.mean >= 0.725)
  }

  @Test func `leaf area in degrees has true areas on both dates`() throws {
    let job = try #require(try RealJob.run("sugarbeet"))
    #expect(job.ending.code == 0, "\(job.ending.errors)")
    for flight in ["2022_06_14", "2022_06_28"] {
      #expect(
        FileManager.default.fileExists(atPath: job.results(flight).appendingPathComponent("mask.tif").path))
    }
  }

  @Test func `a capture without a place on earth is refused by name`() throws {
    let job = try #require(try RealJob.run("rededge-raw"))
    #expect(job.ending.code == 65)
    #expect(job.ending.errors.contains("IMG_0001_1.tif"))
    #expect(job.ending.errors.contains("reference system"))
    #expect(!FileManager.default.fileExists(atPath: job.results("capture").path))
  }
}
