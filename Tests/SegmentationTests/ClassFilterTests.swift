import Grid
import Pixels
import Segmentation
import Testing
import TestSupport

@Suite struct MajorityFilterTests {
  @Test func `a hand-computed plane`() {
    let plane: [ClassCode] = [
      1, 1, 2, 2,
      1, 3, 2, 255,
      1, 1, 255, 3,
    ]
    let result = MajorityFilter(size: 3).filtered(plane, size: PixelSize(width: 4, height: 3))
    #expect(
      result == [
        1, 1, 2, 2,
        1, 1, 2, 255,
        1, 1, 255, 3,
      ])
  }

  @Test func `a tie keeps the own class if it can, else takes the lowest`() {
    let size = PixelSize(width: 3, height: 3)
    let own: [ClassCode] = [5, 5, 5, 255, 7, 7, 7, 255, 255]
    #expect(MajorityFilter(size: 3).filtered(own, size: size)[4] == 7)
    let other: [ClassCode] = [5, 5, 4, 4, 7, 255, 255, 255, 255]
    #expect(MajorityFilter(size: 3).filtered(other, size: size)[4] == 4)
  }

  @Test(arguments: 0..<10) func `it equals a count of the square`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let size = randomSize(&generator)
    let plane = randomClasses(size, classCount: 5, &generator)
    let side = [1, 3, 5, 9][seed % 4]
    let result = MajorityFilter(size: side).filtered(plane, size: size)
    for index in plane.indices {
      var votes: [ClassCode: Int] = [:]
      for other in square(around: index, reach: side / 2, size: size) { votes[plane[other], default: 0] += 1 }
      votes[.nodata] = nil
      let most = votes.values.max() ?? 0
      let winners = votes.filter { $0.value == most }.keys.sorted()
      let own = plane[index]
      let expected = own == .nodata || winners.contains(own) ? own : winners[0]
      #expect(result[index] == expected)
    }
  }
}

@Suite struct MorphologicalFilterTests {
  @Test func `opening removes a thread and keeps a disc`() {
    let plane: [ClassCode] = [
      0, 0, 1, 0, 0, 0,
      0, 1, 1, 1, 1, 1,
      0, 0, 1, 0, 0, 2,
      1, 0, 0, 0, 2, 2,
    ]
    let size = PixelSize(width: 6, height: 4)
    let open = MorphologicalFilter(.open, code: 1, background: 0, radius: 1)
    #expect(
      open.filtered(plane, size: size) == [
        0, 0, 1, 0, 0, 0,
        0, 1, 1, 1, 0, 0,
        0, 0, 1, 0, 0, 2,
        0, 0, 0, 0, 2, 2,
      ])
  }

  @Test func `closing fills a gap in the background and leaves other classes`() {
    let plane: [ClassCode] = [
      0, 0, 0, 0, 0,
      0, 1, 1, 1, 0,
      1, 1, 0, 1, 1,
      0, 1, 1, 1, 0,
      0, 1, 2, 1, 0,
      0, 1, 1, 1, 0,
      0, 0, 0, 0, 0,
    ]
    let close = MorphologicalFilter(.close, code: 1, background: 0, radius: 1)
    let result = close.filtered(plane, size: PixelSize(width: 5, height: 7))
    #expect(result[2 * 5 + 2] == 1)
    #expect(result[4 * 5 + 2] == 2)
    #expect(result[0] == 0)
    #expect(zip(plane, result).allSatisfy { $0 == $1 || ($0 == 0 && $1 == 1) })
  }

  @Test func `nodata and the mosaic's edge neither wear away nor take up`() {
    let size = PixelSize(width: 4, height: 2)
    let plane: [ClassCode] = [1, 1, 255, 255, 1, 1, 255, 255]
    let open = MorphologicalFilter(.open, code: 1, background: 0, radius: 2)
    let close = MorphologicalFilter(.close, code: 1, background: 0, radius: 2)
    #expect(open.filtered(plane, size: size) == plane)
    #expect(close.filtered(plane, size: size) == plane)
  }

  @Test(arguments: 0..<16) func `it equals the definition, pixel by pixel`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let size = randomSize(&generator, upTo: 30)
    let plane = randomClasses(size, &generator)
    let radius = 1 + seed % 4
    func disc(_ index: Int) -> [Int] {
      square(around: index, reach: radius, size: size).filter { other in
        let dy = other / size.width - index / size.width
        let dx = other % size.width - index % size.width
        return dx * dx + dy * dy <= radius * radius && plane[other] != .nodata
      }
    }
    let discs = plane.indices.map(disc)
    let opened = plane.indices.map { index -> ClassCode in
      guard plane[index] == 1 else { return plane[index] }
      let isKept = discs[index].contains { centre in
        plane[centre] == 1 && discs[centre].allSatisfy { plane[$0] == 1 }
      }
      return isKept ? 1 : 0
    }
    let closed = plane.indices.map { index -> ClassCode in
      guard plane[index] == 0 else { return plane[index] }
      let isTaken = discs[index].allSatisfy { other in discs[other].contains { plane[$0] == 1 } }
      return isTaken ? 1 : 0
    }
    let open = MorphologicalFilter(.open, code: 1, background: 0, radius: radius)
    let close = MorphologicalFilter(.close, code: 1, background: 0, radius: radius)
    #expect(open.filtered(plane, size: size) == opened)
    #expect(close.filtered(plane, size: size) == closed)
    #expect(open.filtered(opened, size: size) == opened)
    #expect(close.filtered(closed, size: size) == closed)
  }

  @Test func `distances beyond 255 pixels do not wrap round`() {
    let size = PixelSize(width: 1200, height: 1)
    var plane = [ClassCode](repeating: 0, count: 1200)
    plane[0] = 1
    plane[510] = 1
    plane[1100] = 1
    let close = MorphologicalFilter(.close, code: 1, background: 0, radius: 254)
    let result = close.filtered(plane, size: size)
    #expect(result[1...509].allSatisfy { $0 == 0 })
    #expect(result[511...1099].allSatisfy { $0 == 0 })
    var near = plane
    near[510] = 0
    near[509] = 1
    #expect(close.filtered(near, size: size)[0...509].allSatisfy { $0 == 1 })
  }
}
