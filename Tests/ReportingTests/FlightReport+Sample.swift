import Grid
import Pixels

@testable import Reporting

extension FlightReport {
  /// A small report; every text in it holds `mark`.
  static func sample(mark: String = "") throws -> FlightReport {
    let legend = try Legend([
      .init(
        code: 0, name: "soil\(mark)", color: .init(red: 184, green: 154, blue: 106), kind: .stuff,
        group: .soil),
      .init(
        code: 2, name: "thistle\(mark)", color: .init(red: 213, green: 94, blue: 0), kind: .thing,
        group: .weed),
    ])
    let areas = [
      ClassArea(code: 0, hectares: 1.5, share: 0.75), ClassArea(code: 2, hectares: 0.5, share: 0.25),
    ]
    return FlightReport(
      farmName: "Farm\(mark)", jobName: "Job\(mark)", flightName: "Flight\(mark)", date: "2026-06-04\(mark)",
      mosaic: Mosaic(
        fileName: "m.tif\(mark)", size: PixelSize(width: 23118, height: 14402), pixelSizeMetres: 0.0213,
        referenceSystem: "ETRS89\(mark)", sensor: "Camera\(mark)", bandSource: "names\(mark)"),
      legend: legend, totals: Totals(fieldHectares: 4, coveredHectares: 3, classes: areas),
      fields: [field("B2\(mark)", mark, areas), field("A10\(mark)", mark, areas)],
      histograms: [Histogram(index: "NDVI\(mark)", lowerBound: -0.2, upperBound: 1, counts: [1, 4, 0, 2])],
      notices: [
        Notice(.warning, subject: "s\(mark)", message: "m\(mark)"),
        Notice(.refused, subject: "s\(mark)", message: "m\(mark)"),
      ],
      thresholds: [Threshold(index: "NDVI\(mark)", value: 0.4, method: "otsu\(mark)")],
      parameters: [LabelledValue("p\(mark)", "v\(mark)")],
      versions: [LabelledValue("p\(mark)", "v\(mark)")],
      picture: Picture(
        mosaicPNG: [1, 2, 3], maskPNG: [250, 251], size: PixelSize(width: 400, height: 200),
        metresPerPixel: 0.5, northDegrees: 12,
        outlines: [
          FieldOutline(
            id: "A\(mark)",
            rings: [
              [(10, 20), (110, 20.04), (110, 80)].map { GridPoint(column: $0.0, row: $0.1) },
              [(90, 30), (100, 30), (100, 40)].map { GridPoint(column: $0.0, row: $0.1) },
            ])
        ]))
  }

  private static func field(_ id: String, _ mark: String, _ areas: [ClassArea]) -> FieldRow {
    FieldRow(
      id: id, crop: "beet\(mark)", areaHectares: 2, coveredShare: 0.75, validShare: 1, classes: areas,
      patches: [PatchSummary(code: 2, count: 7, medianSquareMetres: 0.25, largestSquareMetres: 9.5)],
      indices: [
        IndexSummary(
          index: "NDVI\(mark)", mean: 0.5, standardDeviation: 0.125, minimum: -0.1, maximum: 0.9, p5: 0.1,
          p25: 0.3, p50: 0.55, p75: 0.7, p95: 0.8)
      ])
  }
}
