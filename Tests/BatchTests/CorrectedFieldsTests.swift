import Catalog
import Learning
import Pixels
import Testing

@testable import Batch

@Suite struct CorrectedFieldsTests {
  /// Soil is always right; of two blocks of weed 5 of 10 and 25 of 30 pixels are.
  private static func correction(blocks: Int = 3) throws -> AreaCorrection {
    var matrices: [BlockID: ConfusionMatrix] = [:]
    for number in 0..<blocks {
      var matrix = ConfusionMatrix(codes: [0, 2])
      matrix.add(truth: 0, prediction: 0, count: 70 + 5 * number)
      matrix.add(truth: 0, prediction: 2, count: 5)
      matrix.add(truth: 2, prediction: 2, count: 15 * number)
      matrices[BlockID(scene: 0, number: number)] = matrix
    }
    return try AreaCorrection(blocks: matrices, pixelAreas: [0: 0.01])
  }

  private static func legend(_ codes: [(ClassCode, String)]) throws -> Legend {
    try Legend(
      codes.map {
        .init(
          code: $0.0, name: $0.1, color: .init(red: 1, green: 2, blue: $0.0), kind: .stuff, group: .other)
      })
  }

  private static func field(_ id: String, _ areas: [ClassCode: Double]) -> FieldResult {
    let total = areas.values.reduce(0, +)
    return FieldResult(
      field: FieldRecord(
        fieldID: id, crop: nil, rowSpacingMetres: nil, areaSquareMetres: 100, boundaryHash: ""),
      status: areas.isEmpty ? .uncovered : .covered, coveredFraction: 1, validFraction: 1,
      coveredAreaSquareMetres: total,
      classAreas: areas.sorted { $0.key < $1.key }.map {
        ClassArea(code: $0.key, areaSquareMetres: $0.value, fraction: total > 0 ? $0.value / total : 0)
      })
  }

  @Test func `areas are those of the correction and nothing is noticed`() throws {
    let correction = try Self.correction()
    let fields = [Self.field("a", [0: 90, 2: 10]), Self.field("b", [0: 50, 2: 50])]
    let corrected = CorrectedFields(
      fields, by: correction, legend: try Self.legend([(0, "soil"), (2, "weed")]))
    #expect(corrected.notices == [])
    // 45 of the 60 pixels that were mapped as weed are weed.
    #expect(corrected.fields[0].classAreas.map { $0.corrected?.areaSquareMetres } == [92.5, 7.5])
    for (field, before) in zip(corrected.fields, fields) {
      let expected = try correction.corrected(mappedSquareMetres: before.mappedAreas)
      #expect(field.mappedAreas == before.mappedAreas)
      for (area, figure) in zip(field.classAreas, expected) {
        let margin = try #require(area.corrected?.margin)
        #expect(margin.standardErrorSquareMetres == figure.standardErrorSquareMetres)
        #expect(margin.lowerSquareMetres == figure.interval?.lower)
        #expect(margin.upperSquareMetres == figure.interval?.upper)
        #expect(margin.lowerSquareMetres < margin.upperSquareMetres)
      }
    }
  }

  @Test func `rules have no correction and need no notice`() throws {
    let fields = [Self.field("a", [0: 90, 2: 10])]
    let corrected = CorrectedFields(fields, by: nil, legend: try Self.legend([(0, "soil"), (2, "weed")]))
    #expect(corrected.fields == fields)
    #expect(corrected.notices == [])
  }

  @Test func `a class without labels leaves the fields that have it as mapped`() throws {
    let legend = try Self.legend([(0, "soil"), (2, "weed"), (3, "rust")])
    let fields = [
      Self.field("a", [0: 90, 2: 10, 3: 0]), Self.field("b", [0: 40, 2: 10, 3: 50]),
      Self.field("c", [0: 40, 2: 10, 3: 1]), Self.field("d", [:]),
    ]
    let corrected = CorrectedFields(fields, by: try Self.correction(), legend: legend)
    #expect(
      corrected.notices == [
        "no label is of class 'rust': there is no corrected area of it",
        "the areas of 2 fields ('b', 'c') are as mapped, without an error bar: "
          + "class 'rust' is mapped there, but no label is of it",
        "there are no areas to correct in field 'd': the mosaic holds nothing of it",
      ])
    #expect(corrected.fields[0].classAreas.map { $0.corrected == nil } == [false, false, true])
    #expect(Array(corrected.fields[1...]) == Array(fields[1...]))
  }

  @Test func `a class that was mapped in no labelled place is named`() throws {
    var matrices: [BlockID: ConfusionMatrix] = [:]
    for number in 0..<3 {
      var matrix = ConfusionMatrix(codes: [0, 2])
      matrix.add(truth: 0, prediction: 0, count: 70)
      matrices[BlockID(scene: number, number: 0)] = matrix
    }
    let corrected = CorrectedFields(
      [Self.field("a", [0: 90, 2: 10])], by: try AreaCorrection(blocks: matrices),
      legend: try Self.legend([(0, "soil"), (2, "weed")]))
    #expect(
      corrected.notices == [
        "the areas of field 'a' are as mapped, without an error bar: "
          + "class 'weed' is mapped there, but nowhere where labels lie"
      ])
  }

  @Test func `too few places for an interval are named`() throws {
    let corrected = CorrectedFields(
      [Self.field("a", [0: 90, 2: 10])], by: try Self.correction(blocks: 2),
      legend: try Self.legend([(0, "soil"), (2, "weed")]))
    #expect(corrected.notices == ["labels lie in 2 places only: corrected areas have no error bar"])
    #expect(corrected.fields[0].classAreas.allSatisfy { $0.corrected != nil && $0.corrected?.margin == nil })
  }

  @Test func `the source names blocks and scenes and what is not covered`() throws {
    #expect(
      try Self.correction(blocks: 4).source
        == "out-of-fold labels in 4 blocks of 1 scene; differences between flights are not in the intervals")
    var matrix = ConfusionMatrix(codes: [0, 2])
    matrix.add(truth: 0, prediction: 0)
    let scenes = (0..<9).map { (BlockID(scene: $0, number: 1), matrix) }
    #expect(
      try AreaCorrection(blocks: Dictionary(uniqueKeysWithValues: scenes)).source
        == "out-of-fold labels in 9 scenes; the intervals hold for flights and fields like these")
  }
}
