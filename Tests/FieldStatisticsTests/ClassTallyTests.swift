import Grid
import Pixels
import TestSupport
import Testing

@testable import FieldStatistics

@Suite struct ClassTallyTests {
  @Test func `spans share out their area among classes`() {
    var tally = ClassTally()
    let half = CoverageWeight(fraction: 0.5)
    tally.add(
      [CoverageSpan(start: 1, end: 2, weight: half), CoverageSpan(start: 2, end: 5, weight: .full)],
      of: ClassRow([0, 3, 3, 1, 255, 2]))
    #expect(tally.codes == [1, 3, 255])
    #expect(tally.pixels(3) == 1.5)
    #expect(tally.pixels(1) == 1)
    #expect(tally.pixels(2) == 0)
    #expect(tally.coveredUnits == 7 << 23)
    #expect(tally.validUnits == 5 << 23)
  }

  @Test func `a gap between spans counts nothing`() {
    var tally = ClassTally()
    tally.add(
      [CoverageSpan(start: 0, end: 1, weight: .full), CoverageSpan(start: 3, end: 9, weight: .full)],
      of: ClassRow([1, 2, 2, 2, 1]))
    #expect(tally.pixels(1) == 2)
    #expect(tally.pixels(2) == 1)
  }

  @Test(arguments: 0..<20) func `all fields agree with a sum over pixels`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let size = PixelSize(width: 90, height: 140)
    let rows = (0..<size.height).map { _ in
      (0..<size.width).map { _ in ClassCode.random(in: 0...4, using: &random) }
    }
    let coverages = try (0..<5).map { index in
      try coverage(
        [
          star(about: GridPoint(column: 20 * Double(index), row: 70), radius: 60, vertices: 9, using: &random)
        ],
        on: size)
    }
    var tallies = ClassTallies(coverages: coverages, mosaic: size)
    for (row, codes) in rows.enumerated() { tallies.add(ClassRow(codes), row: row) }
    var bytes: [UInt8] = []
    tallies.encode(into: &bytes)
    var twice = tallies
    var reader = TallyReader(bytes)
    try twice.merge(decoding: &reader)
    #expect(twice.tallies.map(\.coveredUnits) == tallies.tallies.map { $0.coveredUnits * 2 })
    for (coverage, tally) in zip(coverages, tallies.tallies) {
      var expected = [Double](repeating: 0, count: 5)
      for (fractions, codes) in zip(matrix(coverage), rows) {
        for (fraction, code) in zip(fractions, codes) { expected[Int(code)] += fraction }
      }
      #expect((0..<5).map { tally.pixels(ClassCode($0)) } == expected)
    }
  }

  @Test func `the order of merging does not matter`() {
    var (first, second) = (ClassTally(), ClassTally())
    first.add(units: 5, code: 1)
    second.add(units: 7, code: 200)
    var forth = first
    forth.merge(second)
    var back = second
    back.merge(first)
    #expect(forth == back)
    #expect(forth[200] == 7)
  }

  @Test func `sealed tallies come back, cut ones do not`() throws {
    var tally = ClassTally()
    tally.add(units: 1 << 40, code: 0)
    tally.add(units: 3, code: 255)
    var bytes: [UInt8] = []
    tally.encode(into: &bytes)
    var reader = TallyReader(bytes)
    #expect(try ClassTally(decoding: &reader) == tally)
    #expect(reader.isAtEnd)
    for count in 0..<bytes.count {
      var cut = TallyReader(Array(bytes.prefix(count)))
      #expect(throws: TallyError.self) { try ClassTally(decoding: &cut) }
    }
  }

  @Test func `classes that do not ascend are refused`() {
    var reader = TallyReader([2, 4, 1, 4, 1])
    #expect(throws: TallyError.inconsistent(what: "class", offset: 3)) {
      try ClassTally(decoding: &reader)
    }
  }
}
