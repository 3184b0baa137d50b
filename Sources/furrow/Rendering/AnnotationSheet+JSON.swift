import Batch
import Grid
import Learning
import Pixels
import Reporting

extension AnnotationSheet {
  typealias Parts = [(
    name: String, classes: [AnnotationFindings.ClassFigure],
    agreements: [AnnotationFindings.Agreement]
  )]

  /// One row a scene, annotator and class.
  static func figures(_ parts: Parts, legend: Legend) -> Table {
    Table(
      columns: [
        .init("scene"), .init("annotator"), .init("class"), .init("objects"), .init("pixels", unit: "px"),
        .init("area_m2", title: "area", unit: "m²"), .init("blocks"),
      ],
      rows: parts.flatMap { part in
        part.classes.map { figure in
          [
            .text(part.name), text(figure.annotator), .text(legend[figure.code]?.name ?? ""),
            .integer(figure.objects), .integer(figure.pixels),
            figure.areaSquareMetres.map(Table.Cell.number) ?? .missing, .integer(figure.blocks),
          ]
        }
      })
  }

  /// One row a scene, pair of annotators and class; the class is missing where
  /// the row is about all.
  static func agreements(_ parts: Parts, legend: Legend) -> Table {
    Table(
      columns: [
        .init("scene"), .init("first"), .init("second"), .init("class"), .init("pixels", unit: "px"),
        .init("iou", title: "IoU", decimals: 3), .init("kappa", decimals: 3),
      ],
      rows: parts.flatMap { part in
        part.agreements.map { figure in
          [
            .text(part.name), text(figure.first), text(figure.second),
            figure.code.map { .text(legend[$0]?.name ?? "") } ?? .missing, .integer(figure.pixels),
            .number(figure.intersectionOverUnion), .number(figure.kappa),
          ]
        }
      })
  }

  private static func text(_ text: String?) -> Table.Cell { text.map(Table.Cell.text) ?? .missing }

  /// Everything that was found.
  var json: JSONValue {
    let findings = outcome.findings
    return .object([
      "scenes": .array(outcome.scenes.map(json)),
      "rare_classes": .array(outcome.rareClasses.map(Self.json)),
      "classes": JSONValue(Self.figures(outcome.parts, legend: outcome.legend)),
      "agreements": JSONValue(Self.agreements(outcome.parts, legend: outcome.legend)),
      "learning": learning,
      "error_count": .integer(findings.count { $0.severity == .error }),
      "warning_count": .integer(findings.count { $0.severity == .warning && $0.kind != .suspectedError }),
      "suspect_count": .integer(findings.count { $0.kind == .suspectedError }),
    ])
  }

  private func json(_ scene: AnnotationCheckOutcome.Scene) -> JSONValue {
    .object([
      "name": .string(scene.name), "package": .string(scene.package),
      "findings": .array(scene.findings.findings.map(Self.json)),
      "suspects": .array(scene.suspects.map(Self.json)),
      "unlabelled_share": .number(scene.findings.unlabelledShare),
    ])
  }

  private static func json(_ finding: AnnotationFinding) -> JSONValue {
    func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    return .object([
      "kind": .string(finding.kind.rawValue), "severity": .string(finding.severity.rawValue),
      "class": text(finding.className), "other_class": text(finding.otherClass),
      "annotator": text(finding.annotator), "count": .integer(finding.count),
      "pixels": finding.pixelCount.map(JSONValue.integer) ?? .null,
      "score": finding.score.map(JSONValue.number) ?? .null,
      "rank": finding.rank.map(JSONValue.integer) ?? .null, "sentence": .string(finding.sentence),
      "box": box(finding.place),
    ])
  }

  /// The columns and rows around a place: left, top, right, bottom.
  private static func box(_ place: [PixelPolygon]) -> JSONValue {
    let points = place.flatMap(\.outer).filter { $0.column.isFinite && $0.row.isFinite }
    guard let left = points.map(\.column).min(), let right = points.map(\.column).max(),
      let top = points.map(\.row).min(), let bottom = points.map(\.row).max()
    else { return .null }
    return .array([left, top, right, bottom].map(JSONValue.number))
  }

  private var learning: JSONValue {
    switch outcome.learning {
    case .notAsked: .object(["state": .string("not_asked")])
    case .impossible(let reason): .object(["state": .string("impossible"), "reason": .string(reason)])
    case .done(let noise):
      .object([
        "state": .string("done"), "noise_share": .number(noise.noiseShare),
        "classes": .array(noise.classes.map { .string(outcome.className($0)) }),
        "joint": .array(
          noise.classes.map { given in
            .array(noise.classes.map { .number(noise.share(given: given, true: $0)) })
          }),
      ])
    }
  }
}
