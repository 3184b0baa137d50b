import Grid
import Learning
import Pixels
import Segmentation
import TestSupport
import Testing

@testable import Batch

@Suite struct TileResamplingTests {
  private static let core = PixelWindow(columns: 20..<40, rows: 30..<50)

  private static func turn(_ change: (inout TileAugmentation) -> Void) throws -> TileTurn {
    var augmentation = TileAugmentation(within: Augmentation(), bandCount: 1, hash: SampleHash(seed: 1))
    change(&augmentation)
    return try #require(augmentation.turn(of: core))
  }

  /// A plane over the window that a turn asks for.
  private func source(
    _ turn: TileTurn, _ value: (_ column: Int, _ row: Int) -> Float
  ) -> WindowPlanes {
    let planes = WindowPlanes(count: 1)
    planes.move(to: turn.sourceWindow(of: Self.core))
    for row in planes.window.rows {
      for column in planes.window.columns {
        planes[0][planes.index(row: row, column: column)] = value(column, row)
      }
    }
    return planes
  }

  private func resampled(_ turn: TileTurn, _ source: WindowPlanes) -> WindowPlanes {
    let target = WindowPlanes(count: 1)
    target.move(to: Self.core)
    turn.resample(source, plane: 0, into: target)
    return target
  }

  @Test(arguments: 0..<12) func `a plane of light stays a plane`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let turn = try Self.turn {
      $0.angle = Double.random(in: -3...3, using: &generator)
      $0.scale = Double.random(in: 0.8...1.2, using: &generator)
      $0.isMirrored = Bool.random(using: &generator)
    }
    let target = resampled(turn, source(turn) { Float($0) * 3 - Float($1) * 2 })
    for row in Self.core.rows {
      for column in Self.core.columns {
        let point = turn.source(of: GridPoint(column: Double(column) + 0.5, row: Double(row) + 0.5))
        let expected = (point.column - 0.5) * 3 - (point.row - 0.5) * 2
        #expect(abs(Double(target[0][target.index(row: row, column: column)]) - expected) < 1e-3)
      }
    }
  }

  @Test func `a mirrored tile shows the same pixels from right to left, and so do its labels`() throws {
    let turn = try Self.turn { $0.isMirrored = true }
    let picture = { (column: Int, row: Int) in Float((column * 7 + row * 13) % 251) }
    let planes = source(turn, picture)
    let target = resampled(turn, planes)
    let classes = planes.window.rows.flatMap { row in
      planes.window.columns.map { ClassCode(picture($0, row)) }
    }
    let labels = turn.nearest(classes, of: planes.window, over: Self.core)
    var place = 0
    for row in Self.core.rows {
      for column in Self.core.columns {
        #expect(target[0][place] == picture(59 - column, row))
        #expect(labels[place] == ClassCode(picture(59 - column, row)))
        place += 1
      }
    }
  }

  @Test func `a half turn shows the same pixels from the end`() throws {
    let turn = try Self.turn { $0.angle = .pi }
    let picture = { (column: Int, row: Int) in Float((column * 7 + row * 13) % 251) }
    let target = resampled(turn, source(turn, picture))
    for row in Self.core.rows {
      for column in Self.core.columns {
        let value = target[0][target.index(row: row, column: column)]
        #expect(abs(value - picture(59 - column, 79 - row)) < 1e-3)
      }
    }
  }

  @Test func `what lies beyond the source, or beside a hole, has no value and no label`() throws {
    let turn = try Self.turn { $0.angle = 0.3 }
    let whole = source(turn) { column, row in column == 30 && row == 40 ? .nan : 1 }
    let holed = resampled(turn, whole)
    let missing = (0..<400).count { holed[0][$0].isNaN }
    #expect((1...9).contains(missing))
    let small = WindowPlanes(count: 1)
    small.move(to: PixelWindow(columns: 25..<35, rows: 35..<45))
    small[0].update(repeating: 1, count: 100)
    let cut = resampled(turn, small)
    let labels = turn.nearest([ClassCode](repeating: 2, count: 100), of: small.window, over: Self.core)
    #expect((70...90).contains((0..<400).count { cut[0][$0] == 1 }))
    #expect((90...110).contains(labels.count { $0 == 2 }))
    #expect(labels.count { $0 == .nodata } == 400 - labels.count { $0 == 2 })
  }
}
