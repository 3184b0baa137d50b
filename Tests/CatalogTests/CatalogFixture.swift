import Catalog
import FieldStatistics
import Foundation
import Grid
import Pixels

/// A folder of its own that goes when the test is over.
final class Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "catalog-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Where a test's catalog lies.
  var catalog: String { path + "/catalog.sqlite" }

  /// The catalog, opened for writing.
  func open() throws -> CatalogDatabase { try CatalogDatabase(path: catalog, access: .write) }
}

let noon = Date(timeIntervalSince1970: 1_780_000_000)

func flight(_ name: String, fingerprint: String, takenOn: String? = "2026-05-14") -> FlightRecord {
  FlightRecord(
    name: name, path: "flights/\(name).tif", fingerprint: fingerprint, takenOn: takenOn,
    size: PixelSize(width: 1000, height: 500), crsName: "WGS 84 / UTM zone 32N", crsWKT: "PROJCRS[]",
    geoTransform: GeoTransform(originX: 5, columnX: 0.1, rowX: 0, originY: 9, columnY: 0, rowY: -0.1),
    pixelAreaSquareMetres: 0.01, sensor: "rgb", bands: ["red", "green", "blue"], sampleType: .uint8,
    byteCount: 1_500_000)
}

func parameters(_ hash: String = "p1", job: String = "beets") -> RunParameters {
  RunParameters(jobName: job, json: "{\"tile\":1024}", hash: hash, programVersion: "1.0.0")
}

func fieldRecord(_ id: String, boundary: String = "b1", crop: String? = "beet") -> FieldRecord {
  FieldRecord(
    fieldID: id, crop: crop, rowSpacingMetres: 0.45, areaSquareMetres: 10_000, boundaryHash: boundary)
}

/// The result of a field with a share of weeds.
func fieldResult(_ id: String, weed: Double, boundary: String = "b1") -> FieldResult {
  FieldResult(
    field: fieldRecord(id, boundary: boundary), status: .partly, coveredFraction: 0.75, validFraction: 0.5,
    coveredAreaSquareMetres: 7500,
    classAreas: [
      ClassArea(code: 0, areaSquareMetres: 3750 * (1 - weed), fraction: 1 - weed),
      ClassArea(
        code: 2, areaSquareMetres: 3750 * weed, fraction: weed,
        corrected: CorrectedArea(
          areaSquareMetres: 3000 * weed,
          margin: .init(
            standardErrorSquareMetres: 3, lowerSquareMetres: 3000 * weed - 6.5,
            upperSquareMetres: 3000 * weed + 6.5)),
        patches: PatchFigures(count: 4, medianSquareMetres: 1.5, largestSquareMetres: 9)),
    ],
    indexFigures: [
      IndexFigures(
        indexName: "exg", mean: 0.25, standardDeviation: 0.5, minimum: -1, maximum: 1,
        percentiles: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6], validAreaSquareMetres: 3750, nonfinitePixels: 2),
      IndexFigures(
        indexName: "ndvi", mean: nil, standardDeviation: nil, minimum: nil, maximum: nil, percentiles: [],
        validAreaSquareMetres: 0, nonfinitePixels: 0),
    ],
    findings: [Finding(name: "plants", value: 81_000, unit: "1/ha", standardError: 900)])
}

/// Results of one run with everything that the catalog can hold.
func runResults(_ fields: [FieldResult]) -> RunResults {
  RunResults(
    validPixels: 400_000, nodataPixels: 99_990, nonfinitePixels: 10,
    outputs: [.init(kind: "mask", path: "out/mask.tif", sha256: "ab", byteCount: 77)],
    thresholds: [.init(expression: "exg", method: "otsu", value: 0.125)],
    warnings: ["field 'north' is covered in part"],
    classes: [
      .init(code: 0, name: "soil", color: .init(red: 120, green: 80, blue: 40), kind: .stuff, group: .soil),
      .init(code: 2, name: "weed", color: .init(red: 255, green: 0, blue: 0), kind: .thing, group: .weed),
    ],
    fields: fields, areaCorrectionSource: "out-of-fold labels in 24 blocks of 1 scene",
    histograms: [
      .init(
        indexName: "exg",
        bins: [
          ValueBin(low: -1, high: 0, pixelWeight: 10), ValueBin(low: 0, high: 1, pixelWeight: 20.5),
        ])
    ])
}

extension CatalogDatabase {
  /// Records a flight with a done run and gives the run back.
  @discardableResult
  func recordDone(
    _ flight: FlightRecord, _ parameters: RunParameters = parameters(), fields: [FieldResult]
  ) throws -> RunID {
    let run = try beginRun(parameters, of: try record(flight, at: noon), at: noon).run
    try finish(run, with: runResults(fields), at: noon + 90.5)
    return run
  }

  /// The rows of a query without its columns.
  func rows(_ sql: String) throws -> [[CatalogValue]] { try query(sql).rows }

  /// The number of rows in every table that holds results.
  func counts() throws -> [[CatalogValue]] {
    let tables = [
      "flight", "run", "run_output", "run_threshold", "run_warning", "class", "field", "field_result",
      "class_area", "index_figure", "finding", "index_histogram",
    ]
    return try rows(tables.map { "SELECT '\($0)', count(*) FROM \($0)" }.joined(separator: " UNION ALL "))
  }
}
