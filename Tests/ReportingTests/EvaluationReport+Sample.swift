import Pixels

@testable import Reporting

extension EvaluationReport {
  /// A report of two fields of beet; `mark` stands in every text.
  static func sample(mark: String = "") throws -> EvaluationReport {
    let legend = try Legend([
      .init(
        code: 0, name: "soil\(mark)", color: .init(red: 0xC9, green: 0xB4, blue: 0x8F), kind: .stuff,
        group: .soil),
      .init(
        code: 1, name: "beet", color: .init(red: 0x3F, green: 0x8F, blue: 0x4A), kind: .thing, group: .crop),
      .init(
        code: 2, name: "thistle", color: .init(red: 0xB0, green: 0x3A, blue: 0x5B), kind: .thing, group: .weed
      ),
    ])
    var report = EvaluationReport(
      title: "beet-thistle 3\(mark)", context: "Hof Lindau\(mark)", date: "2026-06-04", legend: legend,
      summary: [
        .init(key: "mean_iou", name: "mean IoU\(mark)", figure: .init(0.831, lower: 0.79, upper: 0.861)),
        .init(key: "mean_f1", name: "mean F1", figure: .init(0.902, lower: 0.874, upper: 0.921)),
        .init(key: "accuracy", name: "pixel accuracy", figure: .init(0.9714, lower: 0.961, upper: 0.98)),
        .init(key: "kappa", name: "kappa", figure: .init(0.884)),
      ],
      confusion: [[9_120_400, 61_200, 40_100], [52_300, 1_204_000, 9000], [30_700, 21_050, 140_200]],
      classes: sampleClasses)
    report.facts = [
      .init("Scenes", "2 mosaics\(mark)"), .init("Labelled", "10 678 950 px"), .init("Folds", "5, by block"),
    ]
    report.notices = [
      .init(.warning, subject: "north\(mark)", message: "has labels in four blocks only\(mark)")
    ]
    report.foldNotes = [
      "Blocks of 25.6 m were kept apart\(mark): no pixel was judged by a model that saw its block."
    ]
    report.boundaryTolerancePixels = 2
    report.unpredictedPixels = 1200
    report.calibration = .init(
      temperature: 1.42, before: sampleReliability(lean: 0.12), after: sampleReliability(lean: 0.01))
    report.groups = [
      .init(kind: "fold", rows: (1...5).map { sampleRow("fold \($0)\(mark)", 0.78 + Double($0) / 60) }),
      .init(kind: "field", rows: [sampleRow("north\(mark)", 0.812), sampleRow("south", nil)]),
    ]
    report.worstPlaces = ["north, block 12\(mark)", "south, block 3"].map { name in
      .init(
        name: name, pixels: 262_144, errorPixels: 31_020, meanIntersectionOverUnion: 0.514,
        imagePNG: [1, 2, 3],
        truthPNG: [4, 5, 6], predictionPNG: [250, 251])
    }
    report.areas = [
      area("north\(mark)", 0, 2.104, (2.131, 2.09, 2.172)),
      area("north\(mark)", 1, 0.31, (0.302, 0.28, 0.324)),
      area("north\(mark)", 2, 0.051, (0.032, 0.011, 0.053)),
    ]
    report.areaNote = "By 42 labelled blocks as clusters\(mark)."
    report.severity = .init(
      imageCount: 3, concordance: .init(0.957, lower: 0.91, upper: 0.98), meanAbsoluteError: 2.1,
      rootMeanSquareError: 3.04, bias: -0.4,
      pairs: [(4, 5.5), (17, 14), (61, 58)].map { .init(name: "leaf\(mark)", truth: $0, measured: $1) })
    report.parameters = [.init("tolerance\(mark)", "2 px")]
    report.versions = [.init("furrow", "1.0\(mark)")]
    return report
  }

  private static var sampleClasses: [ClassScores] {
    let figures = [(0.981, 9_221_700, 9_203_400), (0.893, 1_265_300, 1_286_250), (0.581, 191_950, 189_300)]
    return figures.enumerated().map { i, figure in
      var scores = ClassScores(code: ClassCode(i), truthPixels: figure.1, predictedPixels: figure.2)
      let spread = (1 - figure.0) / 5
      scores.intersectionOverUnion = .init(figure.0, lower: figure.0 - spread, upper: figure.0 + spread)
      scores.precision = .init(figure.0 + 0.01, lower: figure.0 - 0.02, upper: figure.0 + 0.015)
      scores.recall = .init(figure.0 + 0.005)
      scores.f1 = .init(2 * figure.0 / (1 + figure.0))
      scores.kappa = .init(figure.0 - 0.05)
      scores.boundaryF1 = figure.0 - 0.1
      scores.segments = .init(
        matched: 40 * i + 2, falseAlarms: 7 * i, missed: 3 * i, panopticQuality: 0.7,
        segmentationQuality: 0.84,
        recognitionQuality: 0.83)
      return scores
    }
  }

  private static func sampleReliability(lean: Double) -> Reliability {
    let bins = (0..<15).map { i -> Reliability.Bin in
      guard i > 4 else { return .init(share: 0, confidence: nil, accuracy: nil) }
      let confidence = (Double(i) + 0.55) / 15
      return .init(
        share: i == 14 ? 0.7 : 0.3 / 9, confidence: confidence, accuracy: max(confidence - lean, 0))
    }
    return .init(bins: bins, expectedCalibrationError: lean * 0.6, brierScore: 0.05 + lean / 4)
  }

  private static func sampleRow(_ name: String, _ value: Double?) -> Group.Row {
    .init(
      name: name, pixels: 2_135_790,
      meanIntersectionOverUnion: .init(value, lower: value.map { $0 - 0.04 }, upper: value.map { $0 + 0.03 }),
      accuracy: .init(value.map { $0 + 0.1 }), intersectionOverUnion: [0.98, value, value.map { $0 - 0.2 }])
  }

  private static func area(
    _ place: String, _ code: ClassCode, _ mapped: Double, _ corrected: (Double, Double, Double)
  ) -> AreaRow {
    .init(
      place: place, code: code, mappedHectares: mapped,
      correctedHectares: .init(corrected.0, lower: corrected.1, upper: corrected.2),
      standardErrorHectares: (corrected.2 - corrected.1) / 4)
  }
}
