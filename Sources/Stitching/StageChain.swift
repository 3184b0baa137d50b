public import Pixels

/// Several stages, each fed with what the one before it passes on.
public final class StageChain: ClassRowStage {
  private let stages: [any ClassRowStage]

  /// Makes a chain; without a stage, rows pass unchanged.
  public init(_ stages: [any ClassRowStage]) { self.stages = stages }

  /// Takes the next row and gives back the rows that passed every stage.
  public func push(_ row: ClassRow) -> [ClassRow] { pass([row], from: 0) }

  /// Ends every stage in turn and gives back every row still held.
  public func finish() -> [ClassRow] {
    var passed: [ClassRow] = []
    for (place, stage) in stages.enumerated() {
      passed += pass(stage.finish(), from: place + 1)
    }
    return passed
  }

  private func pass(_ rows: [ClassRow], from first: Int) -> [ClassRow] {
    stages.dropFirst(first).reduce(rows) { rows, stage in rows.flatMap(stage.push) }
  }
}
