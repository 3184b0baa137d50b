import Grid
import Pixels
import TestSupport
import Testing

@testable import Learning

/// Labels that are given pixel by pixel.
struct GivenLabels: LabelSource {
  var size: PixelSize
  var codes: [ClassCode]

  var extent: PixelWindow { PixelWindow(size) }

  init(_ rows: [String]) {
    size = PixelSize(width: rows.first?.count ?? 0, height: rows.count)
    codes = rows.joined().map { $0 == "." ? .nodata : ClassCode(String($0)) ?? .nodata }
  }

  init(_ size: PixelSize, _ codes: [ClassCode]) { (self.size, self.codes) = (size, codes) }

  func makeLabelReader() throws -> any LabelReader { Reader(labels: self) }

  final class Reader: LabelReader {
    let labels: GivenLabels

    init(labels: GivenLabels) { self.labels = labels }

    func read(_ window: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int) throws {
      for (y, row) in window.rows.enumerated() {
        for (x, column) in window.columns.enumerated() {
          classes[y * stride + x] = labels.codes[row * labels.size.width + column]
        }
      }
    }
  }
}

/// A mosaic that covers only its left part.
final class LeftPart: ValidityReader {
  let width: Int

  init(width: Int) { self.width = width }

  func readValidity(_ window: PixelWindow, into validity: UnsafeMutablePointer<UInt8>, stride: Int) throws {
    for y in 0..<window.height {
      for (x, column) in window.columns.enumerated() { validity[y * stride + x] = column < width ? 255 : 0 }
    }
  }
}

@Suite struct AnnotationCheckTests {
  static func legend() throws -> Legend {
    try Legend([
      .init(code: 0, name: "soil", color: .init(red: 1, green: 1, blue: 1), kind: .stuff, group: .soil),
      .init(code: 1, name: "crop", color: .init(red: 2, green: 2, blue: 2), kind: .thing, group: .crop),
      .init(code: 2, name: "weed", color: .init(red: 3, green: 3, blue: 3), kind: .thing, group: .weed),
    ])
  }

  static func polygon(
    _ number: Int, _ name: String, _ corners: [(Double, Double)], annotator: String? = nil
  ) throws -> AnnotationShape {
    let points = corners.map { GridPoint(column: $0.0, row: $0.1) }
    return AnnotationShape(
      number: number, className: name, code: try legend().entry(named: name)?.code, annotator: annotator,
      geometry: .polygons(points.isEmpty ? [] : [PixelPolygon(outer: points)]), file: "a.gpkg")
  }

  static func square(_ number: Int, _ name: String, _ left: Double, _ top: Double, _ side: Double) throws
    -> AnnotationShape
  {
    try polygon(
      number, name, [(left, top), (left + side, top), (left + side, top + side), (left, top + side)])
  }

  private func run(
    _ layers: [AnnotationLayer], _ size: PixelSize, rules: AnnotationRules = .init(),
    validity: (any ValidityReader)? = nil
  ) throws -> AnnotationFindings {
    try AnnotationCheck(legend: Self.legend(), size: size, pixelAreaSquareMetres: 0.25, rules: rules)
      .run(layers, validity: validity)
  }

  private func sentences(_ findings: AnnotationFindings, _ kind: AnnotationFinding.Kind) -> [String] {
    findings.findings.filter { $0.kind == kind }.map(\.sentence)
  }

  private let size = PixelSize(width: 100, height: 80)

  @Test func `every fault of a shape is named and counted`() throws {
    let shapes = try [
      Self.square(1, "crop", 10, 10, 10), Self.square(2, "weeed", 30, 10, 10),
      Self.square(3, "weeed", 50, 10, 10), Self.square(4, "", 50, 30, 10), Self.polygon(5, "weed", []),
      Self.polygon(6, "weed", [(0, 40), (10, 50), (10, 40), (0, 50)]),
      Self.polygon(7, "weed", [(20, 40), (30, 50), (25, 45)]),
      Self.polygon(8, "crop", [(20, 60), (40, 60), (40, 60.5), (20, 60.5)]),
      Self.square(9, "crop", 95, 60, 10), Self.square(10, "crop", 200, 60, 10),
      Self.polygon(11, "weed", [(20, 40), (.nan, 50), (25, 45)]),
    ]
    let findings = try run(AnnotationLayer.layers(shapes, size: size), size)
    #expect(
      sentences(findings, .unknownClass) == [
        "1 shape of 'a.gpkg' has no class",
        "2 shapes of 'a.gpkg' have class 'weeed', which the legend does not have; the nearest is 'weed'",
      ])
    #expect(sentences(findings, .emptyShape) == ["feature 5 of 'a.gpkg' (weed) has an empty geometry"])
    #expect(
      sentences(findings, .crossingShape) == [
        "feature 6 of 'a.gpkg' (weed) crosses itself at column 5, row 45"
      ])
    #expect(
      sentences(findings, .degenerateShape).map { $0.prefix(9) } == ["feature 7", "feature 1"])
    #expect(
      sentences(findings, .sliver) == [
        "feature 8 of 'a.gpkg' (crop) has a part of 10 pixels that is about 0.49 pixels thin"
      ])
    #expect(
      sentences(findings, .outsideMosaic) == [
        "feature 9 of 'a.gpkg' (crop) reaches beyond the mosaic",
        "feature 10 of 'a.gpkg' (crop) lies wholly outside of the mosaic",
      ])
    #expect(findings.hasErrors)
  }

  @Test func `sound shapes have no finding of their own`() throws {
    let ring = [(0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (10.0, 5.0), (0.0, 20.0)]
    var shape = try Self.polygon(1, "crop", ring)
    if case .polygons(var polygons) = shape.geometry {
      // A hole that touches the outer ring in a corner is sound.
      polygons[0].holes = [
        [GridPoint(column: 0, row: 0), GridPoint(column: 3, row: 1), GridPoint(column: 1, row: 3)]
      ]
      shape.geometry = .polygons(polygons)
    }
    var rules = AnnotationRules()
    rules.gapWidth = 0
    let findings = try run(AnnotationLayer.layers([shape], size: size), size, rules: rules)
    #expect(Set(findings.findings.map(\.kind)) == [.rareClass])
  }

  @Test func `two classes on one pixel are counted by pixel and by pair`() throws {
    let shapes = try [
      Self.square(1, "crop", 0, 0, 10), Self.square(2, "weed", 8, 8, 10), Self.square(3, "weed", 9, 9, 4),
      Self.square(4, "crop", 30, 30, 5), Self.square(5, "crop", 31, 31, 5), Self.square(6, "weed", 31, 31, 2),
    ]
    let findings = try run(AnnotationLayer.layers(shapes, size: size), size)
    let found = findings.findings.filter { $0.kind == .twoClasses }
    #expect(found.map(\.pixelCount) == [4, 4, 8])
    #expect(
      found.map(\.sentence) == [
        "feature 1 of 'a.gpkg' (crop) and feature 2 of 'a.gpkg' (weed) share 4 pixels",
        "feature 5 of 'a.gpkg' (crop) and feature 6 of 'a.gpkg' (weed) share 4 pixels",
        "the unnamed annotator put two classes on 8 pixels, by 2 pairs of shapes",
      ])
    #expect(found[0].place == [PixelPolygon(PixelWindow(columns: 8..<10, rows: 8..<10))])
  }

  @Test func `figures, labels on nodata and rare classes`() throws {
    let labels = GivenLabels([
      "00001100", "00001100", "..000022", "..000022",
    ])
    var rules = AnnotationRules()
    (rules.folds, rules.blockSize, rules.leastPixels, rules.leastObjects, rules.gapWidth) = (2, 4, 4, 2, 0)
    let findings = try run(
      [AnnotationLayer(annotator: "ada", labels: labels)], labels.size, rules: rules,
      validity: LeftPart(width: 5))
    #expect(findings.classes.map(\.objects) == [1, 1, 1])
    #expect(findings.classes.map(\.pixels) == [20, 4, 4])
    #expect(findings.classes.map(\.areaSquareMetres) == [5, 1, 1])
    #expect(findings.classes.map(\.blocks) == [2, 1, 1])
    #expect(abs(findings.unlabelledShare - 0.125) < 1e-12)
    let bare = findings.findings.filter { $0.kind == .onNodata }
    #expect(bare.map(\.className) == ["soil", "crop", "weed"])
    #expect(bare.map(\.pixelCount) == [6, 2, 4])
    #expect(
      sentences(findings, .rareClass) == [
        "class 'crop' has only 1 of at least 2 objects, 1 of the 2 blocks of 4 pixels that 2 folds need",
        "class 'weed' has only 1 of at least 2 objects, 1 of the 2 blocks of 4 pixels that 2 folds need",
      ])
  }

  @Test func `narrow gaps are told by row and by column`() throws {
    let labels = GivenLabels([
      "11..11....", "11..11....", "..........", "11........", "..........", "..........", "..........",
      "1.........",
    ])
    var rules = AnnotationRules()
    rules.gapWidth = 2
    let findings = try run([AnnotationLayer(annotator: nil, labels: labels)], labels.size, rules: rules)
    let gaps = findings.findings.filter { $0.kind == .unlabelledGap }
    #expect(gaps.map(\.pixelCount) == [6])
    #expect(gaps.map(\.place) == [[PixelPolygon(PixelWindow(columns: 0..<4, rows: 0..<3))]])
  }

  /// By hand: 20 pixels; crop for both 6, for the first 9, for the second 8.
  @Test func `agreement of two annotators`() throws {
    let one = GivenLabels(["11111111120000000000"])
    let two = GivenLabels(["11111100220011000000"])
    let findings = try run(
      [AnnotationLayer(annotator: "ada", labels: one), AnnotationLayer(annotator: "bo", labels: two)],
      one.size)
    let crop = try #require(findings.agreements.first { $0.code == 1 })
    #expect(crop.pixels == 20)
    #expect(abs(crop.intersectionOverUnion - 6.0 / 11) < 1e-12)
    // Observed (6 + 9) / 20, expected 0.45 * 0.4 + 0.55 * 0.6.
    #expect(abs(crop.kappa - (0.75 - 0.51) / 0.49) < 1e-12)
    let all = try #require(findings.agreements.last)
    // Equal 6 crop, 1 weed, 8 soil; expected 9 * 8 + 1 * 2 + 10 * 10 of 400.
    #expect(abs(all.kappa - (0.75 - 0.435) / (1 - 0.435)) < 1e-12)
    let said = sentences(findings, .disagreement)
    #expect(said.contains("ada says 'soil' where bo says 'crop' on 2 pixels"))
    #expect(said.contains("ada says 'crop' where bo says 'weed' on 1 pixels"))
  }

  @Test(arguments: 1...6)
  func `regions are those of a flood fill`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let size = PixelSize(width: 37, height: 150)
    let codes = (0..<size.pixelCount).map { _ in
      [ClassCode.nodata, .nodata, 1, 2].randomElement(using: &generator) ?? 1
    }
    let layer = AnnotationLayer(annotator: nil, labels: GivenLabels(size, codes))
    let figures = try run([layer], size).classes
    #expect(figures.map(\.objects) == [0, floods(codes, size, 1), floods(codes, size, 2)])
  }

  private func floods(_ codes: [ClassCode], _ size: PixelSize, _ code: ClassCode) -> Int {
    var seen = [Bool](repeating: false, count: codes.count)
    var count = 0
    for start in codes.indices where codes[start] == code && !seen[start] {
      count += 1
      var stack = [start]
      seen[start] = true
      while let place = stack.popLast() {
        let (x, y) = (place % size.width, place / size.width)
        for v in max(0, y - 1)...min(size.height - 1, y + 1) {
          for u in max(0, x - 1)...min(size.width - 1, x + 1) {
            let next = v * size.width + u
            if codes[next] == code, !seen[next] {
              seen[next] = true
              stack.append(next)
            }
          }
        }
      }
    }
    return count
  }
}
