import Grid
import Pixels
import TestSupport
import Testing

@testable import FieldStatistics

@Suite struct TileStatisticsTests {
  @Test(arguments: 0..<5) func `any tiles in any order give the same bytes`(seed: Int) throws {
    let scene = try Scene(seed: seed)
    var random = SeededGenerator(seed: seed)
    let expected = scene.fieldBytes(tileSize: 1024, using: &random)
    for tileSize in [64, 128] {
      #expect(scene.fieldBytes(tileSize: tileSize, using: &random) == expected)
    }
    let flight = scene.flightBytes(tileSize: 1024, using: &random)
    #expect(scene.flightBytes(tileSize: 64, using: &random) == flight)
    #expect(scene.flightBytes(tileSize: 192, using: &random) == flight)
    #expect(scene.flightBytes(tileSize: 128, withFields: false, using: &random) == flight)
  }

  @Test(arguments: 0..<3) func `figures agree with a sum over pixels`(seed: Int) throws {
    let scene = try Scene(seed: seed)
    var random = SeededGenerator(seed: seed)
    let tallies = scene.tallies(tileSize: 64, using: &random)
    for (field, coverage) in scene.coverages.enumerated() {
      for index in 0..<2 {
        let (weight, sum, nonfinite) = scene.plainSums(coverage, index: index)
        let tally = tallies[field][index]
        #expect(tally.pixelWeight == weight)
        #expect(tally.nonfiniteCount == nonfinite)
        #expect(abs((tally.mean ?? 0) * weight - sum) < 1e-6)
      }
    }
  }

  @Test func `a tile without fields says so`() throws {
    let size = PixelSize(width: 200, height: 200)
    let coverage = try coverage([ring((10, 10), (30, 10), (30, 30))], on: size)
    let away = TileStatistics(
      coverages: [coverage], window: PixelWindow(columns: 64..<128, rows: 0..<64), indexCount: 1)
    #expect(away.isEmpty)
    #expect(away.results == FieldTallies(indexCount: 1))
    let touched = TileStatistics(
      coverages: [coverage], window: PixelWindow(columns: 0..<64, rows: 0..<64), indexCount: 1)
    #expect(!touched.isEmpty)
  }

  @Test func `overlapping fields count each on its own`() throws {
    let size = PixelSize(width: 64, height: 1)
    let outer = try coverage([ring((0, 0), (64, 0), (64, 1), (0, 1))], on: size)
    let inner = try coverage([ring((4, 0), (8, 0), (8, 1), (4, 1))], on: size)
    let tile = TileStatistics(coverages: [outer, inner], window: PixelWindow(size), indexCount: 1)
    let values = (0..<64).map(Float.init)
    values.withUnsafeBufferPointer { tile.add(row: 0, values: [$0.baseAddress!]) }
    #expect(tile.results[0][0].mean == 31.5)
    #expect(tile.results[1][0].mean == 5.5)
  }

  @Test(arguments: 0..<2) func `sealed tallies come back, broken ones throw`(seed: Int) throws {
    let scene = try Scene(seed: seed)
    var random = SeededGenerator(seed: seed)
    let tallies = scene.tallies(tileSize: 128, using: &random)
    var bytes: [UInt8] = []
    tallies.encode(into: &bytes)
    var reader = TallyReader(bytes)
    #expect(try FieldTallies(decoding: &reader) == tallies)
    #expect(reader.isAtEnd)
    for _ in 0..<25 {
      var cut = TallyReader(Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))))
      #expect(throws: TallyError.self) { try FieldTallies(decoding: &cut) }
      var changed = bytes
      changed[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      var mutated = TallyReader(changed)
      guard let read = try? FieldTallies(decoding: &mutated) else { continue }
      for tally in read.fields.flatMap({ read[$0] }) where !tally.isEmpty {
        #expect(tally.equalBins(count: 8, in: -1...1).count == 8)
        #expect(tally.percentile(0.5) != nil)
        _ = tally.standardDeviation
      }
    }
  }

  @Test func `another version is refused by its number`() {
    var reader = TallyReader([9, 0, 0])
    #expect(throws: TallyError.unknownVersion(9)) { try IndexTally(decoding: &reader) }
  }
}

/// Two index planes with gaps, a mask, and overlapping fields.
private struct Scene {
  let size = PixelSize(width: 230, height: 150)
  let coverages: [FieldCoverage]
  let planes: [[Float]]
  let valid: [UInt8]

  init(seed: Int) throws {
    var random = SeededGenerator(seed: seed + 100)
    let size = size
    coverages = try (0..<6).map { _ in
      let centre = GridPoint(
        column: .random(in: 0...230, using: &random), row: .random(in: 0...150, using: &random))
      return try coverage(
        [star(about: centre, radius: .random(in: 5...150, using: &random), vertices: 11, using: &random)],
        on: size)
    }
    planes = (0..<2).map { _ in
      (0..<size.pixelCount).map { _ in
        Int.random(in: 0..<200, using: &random) == 0 ? .nan : Float.random(in: -0.5...1.5, using: &random)
      }
    }
    valid = (0..<size.pixelCount).map { _ in Int.random(in: 0..<300, using: &random) == 0 ? 0 : 255 }
  }

  func plainSums(_ coverage: FieldCoverage, index: Int) -> (Double, Double, UInt64) {
    var (weight, sum, nonfinite) = (0.0, 0.0, UInt64(0))
    for (pixel, fraction) in matrix(coverage).joined().enumerated() where fraction > 0 && valid[pixel] != 0 {
      let value = Double(planes[index][pixel])
      if value.isNaN {
        nonfinite += 1
      } else {
        weight += fraction
        sum += fraction * value
      }
    }
    return (weight, sum, nonfinite)
  }

  func tallies(tileSize: Int, using random: inout SeededGenerator) -> FieldTallies {
    var total = FieldTallies(indexCount: 2)
    for window in windows(tileSize).shuffled(using: &random) {
      let tile = TileStatistics(coverages: coverages, window: window, indexCount: 2)
      for row in window.rows.shuffled(using: &random) {
        withRow(row, window) { tile.add(row: row, values: $0, valid: $1) }
      }
      total.merge(tile.results)
    }
    return total
  }

  func fieldBytes(tileSize: Int, using random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    tallies(tileSize: tileSize, using: &random).encode(into: &bytes)
    return bytes
  }

  func flightBytes(
    tileSize: Int, withFields: Bool = true, using random: inout SeededGenerator
  ) -> [UInt8] {
    let tiles = TileStatistics(coverages: withFields ? coverages : [], indexCount: 2)
    for window in windows(tileSize).shuffled(using: &random) {
      tiles.begin(window)
      for row in window.rows {
        withRow(row, window) { tiles.add(row: row, values: $0, valid: $1) }
      }
    }
    var bytes: [UInt8] = []
    tiles.flightResults.encode(into: &bytes)
    return bytes
  }

  private func windows(_ tileSize: Int) -> [PixelWindow] {
    let plan = TilePlan(mosaic: size, tileSize: tileSize)
    return (0..<plan.rowCount).flatMap { row in
      (0..<plan.columnCount).map { plan.window(row: row, column: $0) }
    }
  }

  private func withRow(
    _ row: Int, _ window: PixelWindow, body: ([UnsafePointer<Float>], UnsafePointer<UInt8>) -> Void
  ) {
    let pixels =
      (row * size.width + window.columns.lowerBound)..<(row * size.width + window.columns.upperBound)
    let rows = planes.map { Array($0[pixels]) }
    rows[0].withUnsafeBufferPointer { first in
      rows[1].withUnsafeBufferPointer { second in
        Array(valid[pixels]).withUnsafeBufferPointer {
          body([first.baseAddress!, second.baseAddress!], $0.baseAddress!)
        }
      }
    }
  }
}
