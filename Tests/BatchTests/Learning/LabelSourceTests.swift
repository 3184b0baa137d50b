import Grid
import Pixels
import Testing

@testable import Batch

@Suite struct LabelSourceTests {
  private let none = ClassCode.nodata

  /// The classes of a window, read with a stride beyond its width.
  private func read(_ source: any LabelSource, _ window: PixelWindow) throws -> [ClassCode] {
    var classes = [ClassCode](repeating: 99, count: (window.width + 3) * window.height)
    try classes.withUnsafeMutableBufferPointer {
      try source.makeLabelReader().read(
        window, into: try #require($0.baseAddress), stride: window.width + 3)
    }
    for row in 0..<window.height {
      #expect(
        classes[row * (window.width + 3) + window.width..<(row + 1) * (window.width + 3)] == [99, 99, 99])
    }
    return (0..<window.height).flatMap { row in
      classes[row * (window.width + 3)..<row * (window.width + 3) + window.width]
    }
  }

  @Test func `the class with most votes wins, and a tie is no label`() throws {
    let merged = MergedLabels([
      PictureLabels([[1, 1, 1, none, none, 1, none]]), PictureLabels([[1, 2, 2, 2, none, 2, 3]]),
      PictureLabels([[2, 2, 3, none, none, none, 3]]),
    ])
    #expect(
      try read(merged, PixelWindow(columns: 0..<7, rows: 0..<1)) == [1, 2, none, 2, none, none, 3])
  }

  @Test func `four votes, two and two, are a tie wherever they stand`() throws {
    let rows: [[ClassCode]] = [[1, 1, 2, 3, 1], [2, 1, 1, 3, 2], [2, 2, 3, 4, 3], [1, 2, 3, 3, 3]]
    let merged = MergedLabels(rows.map { PictureLabels([$0]) })
    #expect(try read(merged, merged.extent) == [none, none, 3, 3, 3])
  }

  @Test func `one source is handed through, and the extent holds all`() throws {
    let rows: [[ClassCode]] = [[1, 2, none], [0, none, 2]]
    let one = MergedLabels([PictureLabels(rows)])
    #expect(try read(one, PixelWindow(columns: 1..<3, rows: 0..<2)) == [2, none, none, 2])
    #expect(one.extent == PixelWindow(columns: 0..<3, rows: 0..<2))
    #expect(MergedLabels([NoLabels(), PictureLabels(rows)]).extent == one.extent)
    #expect(MergedLabels([NoLabels()]).extent.isEmpty)
  }

  @Test func `filled labels have a class everywhere`() throws {
    let filled = FilledLabels(
      PictureLabels([[1, none, 2], [none, 0, none]]), with: 7, size: PixelSize(width: 3, height: 2))
    #expect(try read(filled, filled.extent) == [1, 7, 2, 7, 0, 7])
    #expect(try read(filled, PixelWindow(columns: 1..<2, rows: 0..<2)) == [7, 0])
  }

  /// Nobody labelled anything.
  private struct NoLabels: LabelSource {
    var extent: PixelWindow { PixelWindow(columns: 0..<0, rows: 0..<0) }
    func makeLabelReader() -> any LabelReader { PictureLabels([[.nodata]]).makeLabelReader() }
  }
}
