internal import Catalog
internal import Pixels
internal import Reporting

/// What is known of a field on one flight, as the page reads it.
struct FieldFigures {
  /// The result.
  let result: FieldResult
  /// The classes of the run.
  let classes: [Legend.Entry]

  /// All figures.
  func json(flight: String) -> JSONValue {
    .object([
      "flight": .string(flight), "status": .string(result.status.rawValue),
      "covered": .number(result.coveredFraction), "valid": .optional(result.validFraction),
      "covered_area_m2": .number(result.coveredAreaSquareMetres),
      "classes": .array(result.classAreas.map(area)),
      "indices": .array(result.indexFigures.map(Self.index)),
      "findings": .array(result.findings.map(Self.finding)),
    ])
  }

  /// What the table of fields shows: a share for each of the run's classes,
  /// corrected where that is known.
  var row: JSONValue {
    let whole = result.classAreas.reduce(0) { $0 + $1.areaSquareMetres }
    let shares = classes.map { entry -> JSONValue in
      let area = result.classAreas.first { $0.code == entry.code }
      guard let area, whole > 0 else { return .null }
      return .number((area.corrected?.areaSquareMetres ?? area.areaSquareMetres) / whole)
    }
    return .object([
      "status": .string(result.status.rawValue), "covered": .number(result.coveredFraction),
      "valid": .optional(result.validFraction), "shares": .array(whole > 0 ? shares : []),
    ])
  }

  private func area(_ area: ClassArea) -> JSONValue {
    let margin = area.corrected?.margin
    return .object([
      "name": .string(classes.first { $0.code == area.code }?.name ?? "class \(area.code)"),
      "area_m2": .number(area.areaSquareMetres),
      "corrected_m2": .optional(area.corrected?.areaSquareMetres),
      "lower_m2": .optional(margin?.lowerSquareMetres),
      "upper_m2": .optional(margin?.upperSquareMetres),
      "patches": .optional(area.patches?.count),
    ])
  }

  private static func index(_ figures: IndexFigures) -> JSONValue {
    var values: [String: JSONValue] = [
      "name": .string(figures.indexName), "mean": .optional(figures.mean),
      "standard_deviation": .optional(figures.standardDeviation),
    ]
    for (share, value) in zip(IndexFigures.shares, figures.percentiles) {
      values["p\(Int((share * 100).rounded()))"] = .number(value)
    }
    return .object(values)
  }

  private static func finding(_ finding: Finding) -> JSONValue {
    .object([
      "name": .string(finding.name), "value": .number(finding.value), "unit": .string(finding.unit),
      "standard_error": .optional(finding.standardError),
    ])
  }
}
