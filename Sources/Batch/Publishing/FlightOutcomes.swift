import Catalog
import FieldStatistics
import Grid
import JobDefinition
import Pixels
import Stitching

/// What a flight found, in the catalog's words.
struct FlightOutcomes {
  let flight: PreparedFlight
  let findings: FlightFindings
  /// The model that gave pixels their class; `nil` for rules.
  var model: RunModel?
  /// How like the flight is to what the model was trained on.
  var drift: RunDrift?

  /// Results for the catalog, without the files.
  var results: RunResults {
    let validity = findings.mask.validity
    let corrected = CorrectedFields(fields, by: flight.areaCorrection, legend: flight.legend)
    return RunResults(
      validPixels: validity.valid, nodataPixels: validity.nodata, nonfinitePixels: validity.notFinite,
      thresholds: flight.thresholds.map {
        RunResults.Threshold(expression: $0.comparison, method: $0.method, value: $0.value)
      },
      warnings: flight.warnings + dataWarnings + driftWarnings + corrected.notices,
      classes: flight.legend.entries,
      fields: corrected.fields, areaCorrectionSource: flight.areaCorrection?.source, histograms: histograms,
      model: model, drift: drift)
  }

  /// What the pixels themselves gave to warn of.
  private var dataWarnings: [String] {
    var warnings: [String] = []
    let validity = findings.mask.validity
    if validity.notFinite > 0 {
      warnings.append("\(validity.notFinite) pixels are not finite and were left out")
    }
    if validity.partialNodata > 0 {
      warnings.append("\(validity.partialNodata) pixels hold nodata in some bands only")
    }
    return warnings
  }

  /// What is to be said of a flight that is unlike what the model knows.
  private var driftWarnings: [String] {
    guard let drift, drift.verdict == .drifted else { return [] }
    return [drift.action == .withheld ? drift.reason + "; its figures are withheld" : drift.reason]
  }

  /// One result for each field, in the file's order; areas are as mapped.
  private var fields: [FieldResult] { flight.fields.indices.map(field) }

  /// One histogram of 64 bins for each index, between its 0.5 and 99.5 percentiles.
  var histograms: [RunResults.Histogram] {
    zip(flight.plan.indexNames, findings.mask.flight.indices).compactMap { name, tally in
      let ends = tally.percentiles([0.005, 0.995])
      guard let low = ends.first, let high = ends.last, low < high else { return nil }
      return RunResults.Histogram(indexName: name, bins: tally.equalBins(count: 64, in: low...high))
    }
  }

  private func field(_ place: Int) -> FieldResult {
    let field = flight.fields[place]
    let coverage = flight.plan.coverages[place]
    let tally = findings.mask.classes[place]
    let units = 0x1p-24
    let covered = Double(tally.coveredUnits) * units
    let whole = coverage.polygonPixelArea
    let share = coverage.coveredFraction()
    let valid = Double(tally.validUnits) * units
    let status: CoverageStatus =
      valid == 0 ? .uncovered : valid / max(whole, 1e-9) > 0.999 ? .covered : .partly
    return FieldResult(
      field: record(field), status: status, coveredFraction: share,
      validFraction: whole > 0 ? min(1, valid / whole) : nil,
      coveredAreaSquareMetres: covered * field.pixelAreaSquareMetres,
      classAreas: valid == 0
        ? [] : flight.legend.entries.map { classArea($0, place, tally, field, valid: valid) },
      indexFigures: valid == 0 ? [] : indexFigures(place, field))
  }

  private func record(_ field: Field) -> FieldRecord {
    FieldRecord(
      fieldID: field.id, crop: field.crop, rowSpacingMetres: field.rowSpacingMetres,
      areaSquareMetres: field.areaSquareMetres, boundaryHash: String(field.boundaryKey, radix: 16))
  }

  private func classArea(
    _ entry: Legend.Entry, _ place: Int, _ tally: ClassTally, _ field: Field, valid: Double
  ) -> ClassArea {
    let pixels = tally.pixels(entry.code)
    let patches = findings.patches.field(place, entry.code)
    return ClassArea(
      code: entry.code, areaSquareMetres: pixels * field.pixelAreaSquareMetres, fraction: pixels / valid,
      patches: entry.kind == .thing ? figures(patches, pixelArea: field.pixelAreaSquareMetres) : nil)
  }

  private func figures(_ tally: PatchTally, pixelArea: Double) -> PatchFigures {
    PatchFigures(
      count: tally.count, medianSquareMetres: tally.median.map { $0 * pixelArea },
      largestSquareMetres: tally.largest.map { Double($0) * pixelArea })
  }

  private func indexFigures(_ place: Int, _ field: Field) -> [IndexFigures] {
    let tallies = findings.mask.fields[place]
    return zip(flight.plan.indexNames, tallies).map { name, tally in
      IndexFigures(indexName: name, tally: tally, pixelAreaSquareMetres: field.pixelAreaSquareMetres)
    }
  }
}
