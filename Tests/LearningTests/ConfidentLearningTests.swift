import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import Learning

/// Probabilities that are given pixel by pixel.
private final class GivenProbabilities: ProbabilityReader {
  let classes: [ClassCode]
  let width: Int
  let values: [[Float]]

  init(_ classes: [ClassCode], width: Int, _ values: [[Float]]) {
    (self.classes, self.width, self.values) = (classes, width, values)
  }

  func readProbabilities(_ window: PixelWindow, into planes: UnsafeMutablePointer<Float>) throws {
    for (y, row) in window.rows.enumerated() {
      for (x, column) in window.columns.enumerated() {
        for plane in classes.indices {
          planes[plane * window.pixelCount + y * window.width + x] = values[row * width + column][plane]
        }
      }
    }
  }
}

@Suite struct ConfidentLearningTests {
  /// Thresholds by hand: (0.9 + 0.6 + 0.3) / 3 = 0.6 and (0.8 + 0.4) / 2 = 0.6.
  private let observations: [(ClassCode, [Float])] = [
    (1, [0.9, 0.1]), (1, [0.6, 0.4]), (1, [0.3, 0.7]), (2, [0.2, 0.8]), (2, [0.6, 0.4]),
  ]

  private func learned() -> ConfidentLearning {
    var learning = ConfidentLearning(classes: [1, 2])
    for (code, values) in observations {
      values.withUnsafeBufferPointer { learning.observe(given: code, $0) }
    }
    // A hair below, so that rounding of 0.6 does not decide.
    let thresholds = learning.thresholds.map { $0 - 1e-6 }
    for (code, values) in observations {
      values.withUnsafeBufferPointer { _ = learning.count(given: code, $0, thresholds: thresholds) }
    }
    return learning
  }

  @Test func `thresholds and joint worked out by hand`() {
    let noise = learned().noise
    #expect(noise.thresholds.allSatisfy { abs($0 - 0.6) < 1e-6 })
    #expect(noise.counts == [2, 1, 1, 1])
    let expected = [0.4, 0.2, 0.2, 0.2]
    #expect(zip(noise.joint, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(abs(noise.noiseShare - 0.4) < 1e-12)
    #expect(abs(noise.share(given: 1, true: 2) - 0.2) < 1e-12)
  }

  @Test func `parts merge to the whole`() {
    var (one, two) = (ConfidentLearning(classes: [1, 2]), ConfidentLearning(classes: [1, 2]))
    for (index, (code, values)) in observations.enumerated() {
      values.withUnsafeBufferPointer {
        if index < 2 { one.observe(given: code, $0) } else { two.observe(given: code, $0) }
      }
    }
    one.merge(two)
    #expect(zip(one.thresholds, learned().thresholds).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// A field of squares of two classes; a few have the wrong label.
  private func scene(_ seed: Int) -> (labels: GivenLabels, wrong: Set<Int>, predictions: GivenProbabilities) {
    var generator = SeededGenerator(seed: seed)
    let size = PixelSize(width: 80, height: 200)
    var codes = [ClassCode](repeating: .nodata, count: size.pixelCount)
    var values = [[Float]](repeating: [.nan, .nan], count: size.pixelCount)
    var wrong = Set<Int>()
    for cell in 0..<160 {
      let truth = Int.random(in: 0...1, using: &generator)
      let isWrong = cell % 16 == 3
      if isWrong { wrong.insert(cell) }
      for pixel in 0..<49 {
        let (column, row) = (cell % 8 * 10 + pixel % 7, cell / 8 * 10 + pixel / 7)
        let sure = Float.random(in: 0.6...0.98, using: &generator)
        codes[row * 80 + column] = ClassCode(isWrong ? 2 - truth : 1 + truth)
        values[row * 80 + column] = truth == 0 ? [sure, 1 - sure] : [1 - sure, sure]
      }
    }
    return (GivenLabels(size, codes), wrong, GivenProbabilities([1, 2], width: 80, values))
  }

  @Test(arguments: 1...3)
  func `planted label errors come first, as regions and as shapes`(seed: Int) throws {
    let (labels, wrong, predictions) = scene(seed)
    let layer = AnnotationLayer(annotator: "ada", labels: labels)
    let report = try ConfidentLabelCheck(layer, size: labels.size).run(predictions)
    #expect(cells(report) == wrong)
    #expect(report.suspects.map(\.rank) == Array(1...wrong.count))
    #expect(report.suspects.allSatisfy { $0.evidence.pixelCount == 49 && $0.suggested != $0.evidence.code })
    #expect(abs(report.noise.noiseShare - Double(wrong.count) / 160) < 0.02)

    let shapes = try (0..<160).map { cell in
      let corner = (Double(cell % 8 * 10), Double(cell / 8 * 10))
      let code = labels.codes[cell / 8 * 10 * 80 + cell % 8 * 10]
      return try AnnotationCheckTests.square(cell, code == 1 ? "crop" : "weed", corner.0, corner.1, 7)
    }
    let outlined = AnnotationLayer(
      annotator: "ada", shapes: shapes, labels: ShapeLabels(shapes, size: labels.size))
    let again = try ConfidentLabelCheck(outlined, size: labels.size).run(predictions)
    #expect(Set(again.suspects.compactMap(\.evidence.shape)) == wrong)
    #expect(again.noise == report.noise)
    let finding = again.suspects[0].finding(legend: try AnnotationCheckTests.legend(), layer: outlined)
    #expect(finding.kind == .suspectedError && finding.rank == 1 && (finding.score ?? 0) < 0)
    #expect(
      finding.sentence.hasPrefix("feature \(again.suspects[0].evidence.shape ?? -1) of 'a.gpkg' is labelled"))
  }

  private func cells(_ report: ConfidentLabelCheck.Report) -> Set<Int> {
    Set(
      report.suspects.map {
        $0.evidence.window.rows.lowerBound / 10 * 8 + $0.evidence.window.columns.lowerBound / 10
      })
  }

  @Test func `pixels without a prediction count for nothing`() throws {
    let labels = GivenLabels(["1122"])
    let predictions = GivenProbabilities(
      [1, 2], width: 4, [[0.9, 0.1], [.nan, .nan], [.nan, .nan], [.nan, .nan]])
    let report = try ConfidentLabelCheck(AnnotationLayer(annotator: nil, labels: labels), size: labels.size)
      .run(predictions)
    #expect(report.suspects.isEmpty)
    #expect(report.noise.counts == [1, 0, 0, 0])
    #expect(report.noise.thresholds[1].isNaN)
    #expect(report.noise.noiseShare == 0)
  }
}
