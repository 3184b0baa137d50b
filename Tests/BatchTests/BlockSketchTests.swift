import Grid
import Learning
import Pixels
import TestSupport
import Testing

@testable import Batch

@Suite struct BlockSketchTests {
  @Test func `a small block is drawn pixel by pixel`() {
    var sketch = BlockSketch(of: PixelWindow(columns: 2..<5, rows: 1..<3))
    #expect(sketch.factor == 1 && sketch.size == PixelSize(width: 3, height: 2))
    for row in 0..<4 {
      let truth = (0..<8).map { ClassCode(row * 10 + $0) }
      let prediction = truth.map { $0 + 100 }
      truth.withUnsafeBufferPointer { truth in
        prediction.withUnsafeBufferPointer { prediction in
          // The block's own columns of the row, in two parts, the last missing.
          sketch.add(row: row, columns: 0..<3, truth: truth, prediction: prediction)
          sketch.add(row: row, columns: 3..<4, truth: truth, prediction: prediction)
        }
      }
    }
    #expect(sketch.truth == [12, 13, 255, 22, 23, 255])
    #expect(sketch.prediction == [112, 113, 255, 122, 123, 255])
  }

  @Test func `a large block shows the middle pixel of each cell`() {
    let window = PixelWindow(columns: 100..<1301, rows: 7..<12)
    var sketch = BlockSketch(of: window)
    #expect(sketch.factor == 4 && sketch.size == PixelSize(width: 301, height: 2))
    for row in 0..<20 {
      let truth = (0..<1400).map { ClassCode(($0 + row) % 251) }
      truth.withUnsafeBufferPointer {
        sketch.add(row: row, columns: 0..<1400, truth: $0, prediction: $0)
      }
    }
    var expected: [ClassCode] = []
    for row in [9, 11] {
      for cell in 0..<301 {
        let column = min(100 + cell * 4 + 2, 1300)
        expected.append(ClassCode((column + row) % 251))
      }
    }
    #expect(sketch.truth == expected && sketch.prediction == expected)
  }

  @Test func `the worst are kept, whatever comes first`() {
    let errors = [5, 9, 1, 0, 7, 3, 9, 8, 2, 6]
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<5 {
      var halves = [WorstSketches(), WorstSketches()]
      for number in errors.indices.shuffled(using: &generator) {
        var matrix = ConfusionMatrix(codes: 0...1)
        matrix.add(truth: 0, prediction: 1, count: errors[number])
        let sketch = BlockSketch(
          of: PixelWindow(columns: number..<number + 1, rows: 0..<1))
        halves[number % 2].offer(sketch, of: BlockID(scene: 0, number: number), matrix)
      }
      var both = halves[0]
      both.merge(halves[1])
      #expect(both.places.map(\.judged.block.number) == [1, 6, 7, 4, 9, 0])
      #expect(both.places.allSatisfy { $0.sketch.window.columns.lowerBound == $0.judged.block.number })
    }
  }

  @Test func `blocks of a grid end at the mosaic's border`() {
    let map = BlockMap.grid(side: 100, columnCount: 3)
    let size = PixelSize(width: 250, height: 130)
    #expect(map.window(of: 0, in: size) == PixelWindow(columns: 0..<100, rows: 0..<100))
    #expect(map.window(of: 5, in: size) == PixelWindow(columns: 200..<250, rows: 100..<130))
    #expect(BlockMap.whole.window(of: 0, in: size) == PixelWindow(size))
  }
}
