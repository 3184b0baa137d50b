extension EvaluationReport {
  /// The report as one JSON object (schemas/evaluation.schema.json), without
  /// its pictures. Shares are 0 to 1; what is not known is null.
  public func json() -> String { value.text + "\n" }

  private var value: JSONValue {
    .object([
      "version": .integer(1), "title": .string(title), "context": .string(context), "date": .string(date),
      "facts": Self.pairs(facts), "parameters": Self.pairs(parameters), "versions": Self.pairs(versions),
      "notices": .array(
        notices.map { notice in
          .object([
            "kind": .string(notice.kind.rawValue), "subject": .string(notice.subject),
            "message": .string(notice.message),
          ])
        }),
      "fold_notes": .array(foldNotes.map(JSONValue.string)),
      "summary": .array(
        summary.map { .object(["key": .string($0.key), "name": .string($0.name), "figure": $0.figure.json]) }),
      "confusion": .array(confusion.map { .array($0.map(JSONValue.integer)) }),
      "unpredicted_pixels": .integer(unpredictedPixels),
      "boundary_tolerance_px": boundaryTolerancePixels.map(JSONValue.integer) ?? .null,
      "classes": .array(zip(legend.entries, classes).map { $1.json(name: $0.name, color: $0.color.hex) }),
      "calibration": calibration.map(\.json) ?? .null,
      "groups": .array(
        groups.map { group in
          .object(["kind": .string(group.kind), "rows": .array(group.rows.map(\.json))])
        }),
      "worst_places": .array(worstPlaces.map(\.json)),
      "areas": .array(areas.map { $0.json(name: legend[$0.code]?.name ?? "") }),
      "area_note": .string(areaNote),
      "severity": severity.map(\.json) ?? .null,
    ])
  }

  private static func pairs(_ values: [FlightReport.LabelledValue]) -> JSONValue {
    .array(values.map { .object(["label": .string($0.label), "value": .string($0.value)]) })
  }
}

extension JSONValue {
  fileprivate static func optional(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
}

extension EvaluationReport.Figure {
  fileprivate var json: JSONValue {
    .object(["value": .optional(value), "lower": .optional(lower), "upper": .optional(upper)])
  }
}

extension EvaluationReport.ClassScores {
  fileprivate func json(name: String, color: String) -> JSONValue {
    .object([
      "code": .integer(Int(code)), "name": .string(name), "color": .string(color),
      "truth_pixels": .integer(truthPixels), "predicted_pixels": .integer(predictedPixels),
      "iou": intersectionOverUnion.json, "precision": precision.json, "recall": recall.json, "f1": f1.json,
      "kappa": kappa.json, "boundary_f1": .optional(boundaryF1),
      "segments": segments.map(\.json) ?? .null,
    ])
  }
}

extension EvaluationReport.Segments {
  fileprivate var json: JSONValue {
    .object([
      "matched": .integer(matched), "false_alarms": .integer(falseAlarms), "missed": .integer(missed),
      "pq": .optional(panopticQuality), "sq": .optional(segmentationQuality),
      "rq": .optional(recognitionQuality),
    ])
  }
}

extension EvaluationReport.Reliability {
  fileprivate var json: JSONValue {
    .object([
      "ece": .number(expectedCalibrationError), "brier": .number(brierScore),
      "bins": .array(
        bins.map { bin in
          .object([
            "share": .number(bin.share), "confidence": .optional(bin.confidence),
            "accuracy": .optional(bin.accuracy),
          ])
        }),
    ])
  }
}

extension EvaluationReport.Calibration {
  fileprivate var json: JSONValue {
    .object(["temperature": .number(temperature), "before": before.json, "after": after.json])
  }
}

extension EvaluationReport.Group.Row {
  fileprivate var json: JSONValue {
    .object([
      "name": .string(name), "pixels": .integer(pixels), "mean_iou": meanIntersectionOverUnion.json,
      "accuracy": accuracy.json, "iou": .array(intersectionOverUnion.map(JSONValue.optional)),
    ])
  }
}

extension EvaluationReport.Place {
  fileprivate var json: JSONValue {
    .object([
      "name": .string(name), "pixels": .integer(pixels), "error_pixels": .integer(errorPixels),
      "mean_iou": .optional(meanIntersectionOverUnion),
    ])
  }
}

extension EvaluationReport.AreaRow {
  fileprivate func json(name: String) -> JSONValue {
    .object([
      "place": .string(place), "code": .integer(Int(code)), "name": .string(name),
      "mapped_ha": .number(mappedHectares), "corrected_ha": correctedHectares.json,
      "standard_error_ha": .optional(standardErrorHectares),
    ])
  }
}

extension EvaluationReport.Severity {
  fileprivate var json: JSONValue {
    .object([
      "images": .integer(imageCount), "concordance": concordance.json,
      "mean_absolute_error_points": .number(meanAbsoluteError),
      "root_mean_square_error_points": .number(rootMeanSquareError), "bias_points": .number(bias),
      "pairs": .array(
        pairs.map { pair in
          .object([
            "name": .string(pair.name), "truth_percent": .number(pair.truth),
            "measured_percent": .number(pair.measured),
          ])
        }),
    ])
  }
}
