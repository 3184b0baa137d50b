import Grid
import Pixels
import TestSupport
import Testing

@testable import Stitching

@Suite struct PatchCollectorTests {
  /// Random field spans for one row and, for each pixel, the fields it is in.
  private static func fields(
    width: Int, count: Int, _ random: inout SeededGenerator
  ) -> (spans: [FieldSpan], of: [Set<Int>]) {
    var of = [Set<Int>](repeating: [], count: width)
    var spans: [FieldSpan] = []
    for field in 0..<count {
      let ends = (0..<4).map { _ in Int.random(in: 0...width, using: &random) }.sorted()
      for (start, end) in [(ends[0], ends[1]), (ends[2], ends[3])] where start < end {
        spans.append(FieldSpan(start: Int32(start), end: Int32(end), fieldIndex: Int32(field)))
        for column in start..<end { of[column].insert(field) }
      }
    }
    return (spans.sorted { $0.start < $1.start }, of)
  }

  private static func patch(_ pixels: [Int], _ raster: Raster, _ fieldsOf: [Set<Int>]) -> Patch {
    let columns = pixels.map { $0 % raster.width }
    let rows = pixels.map { $0 / raster.width }
    var counts: [Int: Int] = [:]
    for pixel in pixels { for field in fieldsOf[pixel] { counts[field, default: 0] += 1 } }
    let first = pixels.min() ?? 0
    let last = pixels.max() ?? 0
    return Patch(
      code: raster.codes[first], pixelCount: pixels.count,
      firstPixel: PixelPoint(column: first % raster.width, row: first / raster.width), id: first,
      bounds: PixelWindow(
        columns: (columns.min() ?? 0)..<((columns.max() ?? 0) + 1),
        rows: (rows.min() ?? 0)..<((rows.max() ?? 0) + 1)),
      columnSum: columns.reduce(0, +), rowSum: rows.reduce(0, +),
      lastColumn: (pixels.filter { $0 / raster.width == last / raster.width }.min() ?? 0) % raster.width,
      fields: counts.sorted { $0.key < $1.key }.map { .init(fieldIndex: $0.key, pixelCount: $0.value) })
  }

  @Test(arguments: 0..<150)
  func `patches equal a flood fill`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let raster = Raster.noise(
      seed: seed, width: .random(in: 1...40, using: &random), height: .random(in: 1...40, using: &random),
      classes: .random(in: 1...4, using: &random), nodata: 0.1,
      clump: [0, 0.5, 0.9].randomElement(using: &random) ?? 0)
    for connectivity in Connectivity.allCases {
      var found: [Patch] = []
      let collector = PatchCollector(width: raster.width, classes: [1, 2, 255], connectivity: connectivity) {
        found.append($0)
      }
      var fieldsOf: [Set<Int>] = []
      for row in raster.rows {
        let fields = Self.fields(width: raster.width, count: 3, &random)
        fieldsOf += fields.of
        collector.push(row, fields: fields.spans)
      }
      collector.finish()
      let expected = raster.components(connectivity).members
        .filter { [1, 2].contains(raster.codes[$0[0]]) }.map { Self.patch($0, raster, fieldsOf) }
      #expect(found.sorted { $0.id < $1.id } == expected, "\(raster)")
      #expect(collector.openPatchCount == 0)
    }
  }

  @Test func `patches come by their last row and column`() {
    let raster = Raster("1010200", "1010200", "0010000", "0110001")
    var found: [Patch] = []
    let collector = PatchCollector(width: 7, classes: [1, 2]) { found.append($0) }
    for row in raster.rows { collector.push(row) }
    #expect(found.map(\.id) == [0, 4])
    collector.finish()
    #expect(found.map(\.id) == [0, 4, 2, 27])
    #expect(found[2].pixelCount == 5)
    #expect(found[2].bounds == PixelWindow(columns: 1..<3, rows: 0..<4))
    #expect(found[2].centroid == GridPoint(column: 1.8 + 0.5, row: 1.8 + 0.5))
  }

  @Test func `a patch is counted where more than half of it lies`() {
    var found: [Patch] = []
    let collector = PatchCollector(width: 6, classes: [1]) { found.append($0) }
    let spans = [
      FieldSpan(start: 0, end: 2, fieldIndex: 4), FieldSpan(start: 1, end: 6, fieldIndex: 9),
    ]
    collector.push(ClassRow([1, 1, 1, 1, 0, 1]), fields: spans)
    collector.finish()
    #expect(found.count == 2)
    #expect(found[0].fields.map(\.fieldIndex) == [4, 9])
    #expect(found[0].fields.map(\.pixelCount) == [2, 3])
    #expect(!found[0].belongs(to: 4))
    #expect(found[0].belongs(to: 9))
    #expect(!found[0].belongs(to: 5))
    #expect(found[1].belongs(to: 9))
  }

  @Test func `memory does not grow with the raster's height`() {
    var random = SeededGenerator(seed: 9)
    var pixels = 0
    let collector = PatchCollector(width: 200, classes: [1]) { pixels += $0.pixelCount }
    let fields = [
      FieldSpan(start: 0, end: 90, fieldIndex: 0), FieldSpan(start: 60, end: 200, fieldIndex: 1),
    ]
    var (pushed, open, shares) = (0, 0, 0)
    for _ in 0..<5_000 {
      let row = ClassRow((0..<200).map { _ in ClassCode.random(in: 0...2, using: &random) })
      pushed += row.codes.count { $0 == 1 }
      collector.push(row, fields: fields)
      open = max(open, collector.openPatchCount)
      shares = max(shares, collector.shareCount)
    }
    collector.finish()
    #expect(open <= 100)
    #expect(shares <= 1000)
    #expect(pixels == pushed)
  }
}
