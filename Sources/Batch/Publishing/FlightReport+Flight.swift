import Catalog
import GeoFiles
import Grid
import Pixels
import Reporting
public import Spectral

extension FlightReport {
  /// The report of one flight.
  init(
    _ flight: PreparedFlight, results: RunResults, pictures: FlightPictures, job: JobPlan,
    candidate: FlightCandidate, fingerprint: Fingerprint
  ) {
    self.init(
      farmName: job.job.name, jobName: job.job.name, flightName: candidate.name,
      date: candidate.date?.description ?? "", mosaic: Mosaic(flight), legend: flight.legend,
      totals: Self.totals(results, flight),
      fields: results.fields.filter { $0.status != .uncovered }.map { FieldRow($0) },
      areaCorrectionSource: results.areaCorrectionSource,
      drift: results.model.map { _ in Drift(results.drift) },
      histograms: results.histograms.compactMap { Histogram($0) }, notices: Self.notices(results),
      thresholds: results.thresholds.map { Threshold($0) },
      parameters: Self.parameters(job, fingerprint: fingerprint),
      versions: [LabelledValue("furrow", Furrow.version), LabelledValue("GDAL", GDALLibrary.versionText)],
      picture: Picture(
        mosaicPNG: pictures.mosaic, maskPNG: pictures.mask, size: pictures.size,
        metresPerPixel: flight.pixelAreaSquareMetres.squareRoot() * Double(flight.plan.preview.factor),
        northDegrees: flight.grid.transform.northDegrees, outlines: Self.outlines(results, flight)))
  }

  /// The boundaries of fields that were seen; none where the job has no fields
  /// of its own, and none where they are too many to tell apart.
  private static func outlines(_ results: RunResults, _ flight: PreparedFlight) -> [FieldOutline] {
    let seen = zip(flight.fields, results.fields).filter { $1.status != .uncovered }.map(\.0)
    guard flight.hasBoundaries, seen.count <= 300 else { return [] }
    let factor = Double(flight.plan.preview.factor)
    return seen.map { field in
      FieldOutline(
        id: field.id,
        rings: field.parts.flatMap { [$0.outer] + $0.holes }.map { ring in
          stride(from: 0, to: ring.count, by: max(1, ring.count / 200)).map { place in
            GridPoint(column: ring[place].column / factor, row: ring[place].row / factor)
          }
        })
    }
  }

  /// The sums over fields of which anything was seen.
  private static func totals(_ results: RunResults, _ flight: PreparedFlight) -> Totals {
    let seen = results.fields.filter { $0.status != .uncovered }
    let covered = seen.reduce(0) { $0 + $1.coveredAreaSquareMetres }
    let valid = seen.reduce(0) { $0 + $1.classAreas.reduce(0) { $0 + $1.areaSquareMetres } }
    let mapped = seen.reduce(into: [:]) { $0.merge($1.mappedAreas, uniquingKeysWith: +) }
    // The error of a sum is not the sum of the fields' errors.
    let corrected = try? flight.areaCorrection?.corrected(mappedSquareMetres: mapped)
    return Totals(
      fieldHectares: seen.reduce(0) { $0 + $1.field.areaSquareMetres } / 10_000,
      coveredHectares: covered / 10_000,
      classes: flight.legend.entries.map { entry in
        let area = mapped[entry.code] ?? 0
        return ClassArea(
          code: entry.code, hectares: area / 10_000, share: valid > 0 ? area / valid : 0,
          corrected: corrected?.first { $0.code == entry.code }.map { .init(Catalog.CorrectedArea($0)) })
      })
  }

  private static func notices(_ results: RunResults) -> [Notice] {
    results.warnings.map { Notice(.warning, subject: "flight", message: $0) }
      + uncovered(results.fields.filter { $0.status == .uncovered }.map(\.field.fieldID))
      + results.fields.filter { $0.status == .partly }.map {
        Notice(
          .warning, subject: $0.field.fieldID,
          message: "only \(((($0.validFraction ?? 0) * 1000).rounded() / 10)) % of this field was seen")
      }
  }

  /// One notice for each field that was not seen, or one for all where they
  /// are many.
  private static func uncovered(_ ids: [String]) -> [Notice] {
    guard ids.count > 5 else {
      return ids.map { Notice(.uncovered, subject: $0, message: "the mosaic holds nothing of this field") }
    }
    return [
      Notice(
        .uncovered, subject: "\(ids.count) fields",
        message: "the mosaic holds nothing of \(ids.prefix(5).joined(separator: ", ")) and "
          + "\(ids.count - 5) more")
    ]
  }

  private static func parameters(_ job: JobPlan, fingerprint: Fingerprint) -> [LabelledValue] {
    let rules = (job.job.segment?.rules ?? []).map { rule in
      LabelledValue("rule", "\(job.legend?[rule.code]?.name ?? "") when \(rule.condition)")
    }
    return [LabelledValue("fingerprint", fingerprint.text)] + rules
      + [LabelledValue("parameters", job.job.parametersJSON)]
  }
}

extension FlightReport.Mosaic {
  init(_ flight: PreparedFlight) {
    self.init(
      fileName: flight.file.locator.name.split(separator: "/").last.map(String.init) ?? "",
      size: flight.grid.size, pixelSizeMetres: flight.pixelAreaSquareMetres.squareRoot(),
      referenceSystem: flight.grid.crs.description, sensor: flight.bands.profile?.title ?? "not named",
      bandSource: Self.bandSource(flight.bands))
  }

  /// The bands, those together that were told in the same way.
  private static func bandSource(_ bands: ResolvedBands) -> String {
    let ways = bands.roles.reduce(into: [String]()) { ways, role in
      let words = bands.evidence[role]?.words ?? "not told"
      if !ways.contains(words) { ways.append(words) }
    }
    return ways.map { way in
      let told = bands.roles.filter { (bands.evidence[$0]?.words ?? "not told") == way }
      return "\(way): " + told.map { "\($0.rawValue) \(bands.bandNumber[$0] ?? 0)" }.joined(separator: ", ")
    }.joined(separator: "; ")
  }
}

extension FlightReport.FieldRow {
  init(_ result: FieldResult) {
    self.init(
      id: result.field.fieldID, crop: result.field.crop, areaHectares: result.field.areaSquareMetres / 10_000,
      coveredShare: result.coveredFraction, validShare: result.validFraction ?? 0,
      classes: result.classAreas.map {
        FlightReport.ClassArea(
          code: $0.code, hectares: $0.areaSquareMetres / 10_000, share: $0.fraction,
          corrected: $0.corrected.map { .init($0) })
      },
      patches: result.classAreas.compactMap { area in
        area.patches.map {
          FlightReport.PatchSummary(
            code: area.code, count: $0.count, medianSquareMetres: $0.medianSquareMetres,
            largestSquareMetres: $0.largestSquareMetres)
        }
      },
      indices: result.indexFigures.compactMap { FlightReport.IndexSummary($0) })
  }
}

extension FlightReport.CorrectedArea {
  init(_ area: Catalog.CorrectedArea) {
    self.init(
      hectares: area.areaSquareMetres / 10_000,
      margin: area.margin.map {
        Margin(
          standardError: $0.standardErrorSquareMetres / 10_000, lower: $0.lowerSquareMetres / 10_000,
          upper: $0.upperSquareMetres / 10_000)
      })
  }
}

extension FlightReport.IndexSummary {
  init?(_ figures: IndexFigures) {
    guard let mean = figures.mean, let deviation = figures.standardDeviation, let least = figures.minimum,
      let most = figures.maximum, figures.percentiles.count == IndexFigures.shares.count
    else { return nil }
    let percentiles = Dictionary(uniqueKeysWithValues: zip(IndexFigures.shares, figures.percentiles))
    self.init(
      index: figures.indexName, mean: mean, standardDeviation: deviation, minimum: least, maximum: most,
      p5: percentiles[0.05] ?? .nan, p25: percentiles[0.25] ?? .nan, p50: percentiles[0.5] ?? .nan,
      p75: percentiles[0.75] ?? .nan, p95: percentiles[0.95] ?? .nan)
  }
}

extension FlightReport.Histogram {
  init?(_ histogram: RunResults.Histogram) {
    guard let first = histogram.bins.first, let last = histogram.bins.last else { return nil }
    self.init(
      index: histogram.indexName, lowerBound: first.low, upperBound: last.high,
      counts: histogram.bins.map { Int($0.pixelWeight.rounded()) })
  }
}

extension FlightReport.Threshold {
  /// The threshold of an index is marked in its histogram; that of a longer
  /// expression is only listed.
  init(_ threshold: RunResults.Threshold) {
    let tested = threshold.expression.split(separator: " ").first.map(String.init) ?? threshold.expression
    self.init(
      index: threshold.expression.split(separator: " ").count == 3 ? tested : threshold.expression,
      value: threshold.value, method: threshold.method)
  }
}

extension ResolvedBands.Evidence {
  /// How a band's role was told, in words for people.
  public var words: String {
    switch self {
    case .job: "told by the job"
    case .profile(let name): "profile \(name)"
    case .description: "band name"
    case .wavelength: "wavelength"
    case .colour: "colour interpretation"
    }
  }
}
