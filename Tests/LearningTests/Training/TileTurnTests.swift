import Foundation
import Grid
import TestSupport
import Testing

@testable import Learning

@Suite struct TileTurnTests {
  private static let window = PixelWindow(columns: 10..<30, rows: 40..<52)
  private static let centre = GridPoint(column: 20, row: 46)

  private static func change(
    angle: Double = 0, scale: Double = 1, isMirrored: Bool = false
  ) -> TileAugmentation {
    var change = TileAugmentation(within: Augmentation(), bandCount: 1, hash: SampleHash(seed: 1))
    (change.angle, change.scale, change.isMirrored) = (angle, scale, isMirrored)
    return change
  }

  private static func turn(_ change: TileAugmentation) throws -> TileTurn {
    try #require(change.turn(of: window))
  }

  private func isNear(_ point: GridPoint, _ column: Double, _ row: Double) -> Bool {
    abs(point.column - column) < 1e-9 && abs(point.row - row) < 1e-9
  }

  @Test func `no turn and scale 1 is the identity`() {
    #expect(Self.change().turn(of: Self.window) == nil)
    let turn = TileTurn(Self.change(), of: Self.window)
    for point in [GridPoint(column: 10.5, row: 40.5), GridPoint(column: 29.25, row: 51.75)] {
      #expect(turn.source(of: point) == point)
    }
    #expect(turn.sourceWindow(of: Self.window) == PixelWindow(columns: 9..<31, rows: 39..<53))
  }

  @Test func `quarter turns, mirrors and scales place points about the middle`() throws {
    let point = GridPoint(column: 23, row: 47)
    let quarter = try Self.turn(Self.change(angle: .pi / 2)).source(of: point)
    #expect(isNear(quarter, 19, 49))
    let half = try Self.turn(Self.change(angle: .pi)).source(of: point)
    #expect(isNear(half, 17, 45))
    let mirrored = try Self.turn(Self.change(isMirrored: true)).source(of: point)
    #expect(isNear(mirrored, 17, 47))
    let larger = try Self.turn(Self.change(scale: 2)).source(of: point)
    #expect(isNear(larger, 21.5, 46.5))
  }

  @Test(arguments: 0..<30) func `distances shrink by the scale, and the window holds all sources`(
    seed: Int
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let scale = Double.random(in: 0.7...1.4, using: &generator)
    let turn = try Self.turn(
      Self.change(
        angle: Double.random(in: -3...3, using: &generator), scale: scale,
        isMirrored: Bool.random(using: &generator)))
    #expect(isNear(turn.source(of: Self.centre), 20, 46))
    let window = turn.sourceWindow(of: Self.window)
    for _ in 0..<50 {
      let points = (0..<2).map { _ in
        GridPoint(
          column: Double.random(in: 10...30, using: &generator),
          row: Double.random(in: 40...52, using: &generator))
      }
      let sources = points.map(turn.source)
      func distance(_ points: [GridPoint]) -> Double {
        hypot(points[0].column - points[1].column, points[0].row - points[1].row)
      }
      #expect(abs(distance(sources) * scale - distance(points)) < 1e-9)
      for source in sources {
        // The four neighbours of a place are asked for.
        let (column, row) = (
          Int((source.column - 0.5).rounded(.down)), Int((source.row - 0.5).rounded(.down))
        )
        #expect(window.columns.contains(column) && window.columns.contains(column + 1))
        #expect(window.rows.contains(row) && window.rows.contains(row + 1))
      }
    }
  }
}
