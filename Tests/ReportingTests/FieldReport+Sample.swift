import Grid
import Pixels

@testable import Reporting

extension FieldReport {
  static let classes = [
    Legend.Entry(
      code: 0, name: "soil", color: .init(red: 150, green: 120, blue: 90), kind: .stuff, group: .soil),
    Legend.Entry(
      code: 2, name: "weed", color: .init(red: 220, green: 60, blue: 160), kind: .thing, group: .weed),
  ]

  /// A field of 4 ha, of which so much is weed.
  static func visit(
    _ date: String?, weed: Double, seen: Double = 1, standardError: Double? = nil, name: String = "flight"
  ) -> FieldVisit {
    let margin = standardError.map {
      FlightReport.CorrectedArea.Margin(
        standardError: $0, lower: weed * 0.75 - 1.96 * $0, upper: weed * 0.75 + 1.96 * $0)
    }
    let whole = 4 * seen
    let areas: [FlightReport.ClassArea] = [
      .init(code: 0, hectares: whole - weed, share: 1 - weed / max(whole, 1e-9)),
      .init(
        code: 2, hectares: weed, share: weed / max(whole, 1e-9),
        corrected: margin.map { .init(hectares: weed * 0.75, margin: $0) }),
    ]
    return FieldVisit(
      flight: ReportedFlight(
        name: name, date: date, classes: classes,
        correctionSource: standardError == nil ? nil : "labels in 3 scenes",
        run: .init(programVersion: "0.1.0", parameters: "{\"a\":1}", parametersHash: "beef")),
      figures: FlightReport.FieldRow(
        id: "F1", crop: "maize", areaHectares: 4, coveredShare: seen, validShare: seen,
        classes: seen > 0 ? areas : [],
        patches: seen > 0 ? [.init(code: 2, count: 7, medianSquareMetres: 0.5, largestSquareMetres: 2)] : [],
        indices: []))
  }

  static func sample(
    _ visits: [FieldVisit], id: String = "F1", crop: String? = "maize", map: ReportMap = .drawn(picture)
  ) -> FieldReport {
    FieldReport(
      jobName: "demo", fieldID: id, crop: crop, areaHectares: 4, visits: visits, map: map,
      programVersion: "0.1.0")
  }

  static let picture = MapPicture(
    png: [1, 2, 3], size: PixelSize(width: 200, height: 100), metresPerPixel: 0.5, readMetres: 0.01,
    northDegrees: 0,
    outlines: [
      .init(
        id: "F1", rings: [[.init(column: 0, row: 0), .init(column: 9, row: 0), .init(column: 9, row: 9)]])
    ],
    cellMetres: 5,
    spots: [
      .init(
        number: 1, code: 2, share: 0.25, sideMetres: 5, longitude: 10.3366, latitude: 47.8455,
        corner: .init(column: 10, row: 20), side: 10, png: [4, 5], size: PixelSize(width: 20, height: 20))
    ])
}
