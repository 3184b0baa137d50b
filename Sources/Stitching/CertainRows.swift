public import Pixels

/// What rules on components make of a part of a class raster, as far as no row
/// above or below the part can change it.
///
/// A pass from top to bottom that never ends holds back what a row below might
/// still change; one from bottom to top what a row above might. Rules know no
/// direction, so that rows which both let go are certain: their components are
/// closed or large enough on either side, and so are those beside them.
public struct CertainRows: Hashable, Sendable {
  /// Which of the part's rows they are, counted from its first; empty where
  /// there are none.
  public let range: Range<Int>
  /// The rows after the last rule.
  public let rows: [ClassRow]
  /// For each rule, how many of the part's first rows are in doubt after it.
  public let doubtfulCounts: [Int]

  /// Applies rules, in their order, each to what is certain of the one before.
  ///
  /// - Parameters:
  ///   - isFirst: The part begins with the raster's first row.
  ///   - isLast: The part ends with the raster's last row.
  public init(of part: [ClassRow], rules: [ComponentRule], isFirst: Bool, isLast: Bool) {
    var rows = part
    var first = 0
    var counts: [Int] = []
    for rule in rules {
      let above = isFirst ? 0 : rows.count - Self.released(rows.reversed(), by: rule, isLast).count
      var known = Self.released(rows, by: rule, isFirst, ends: isLast)
      known.removeFirst(min(above, known.count))
      first += above
      counts.append(first)
      rows = known
    }
    self.rows = rows
    range = first..<first + rows.count
    doubtfulCounts = counts
  }

  private static func released(
    _ rows: some Sequence<ClassRow>, by rule: ComponentRule, _ beginsAtEdge: Bool, ends: Bool = false
  ) -> [ClassRow] {
    let stage = ComponentStage(rule, beginsAtEdge: beginsAtEdge)
    var released: [ClassRow] = []
    for row in rows { released += stage.push(row) }
    return ends ? released + stage.finish() : released
  }
}

/// Rules on components for a part of a class raster whose rows come one by one.
///
/// Gives the rows that `CertainRows` of the whole part would give, once it is
/// known from the part's first rows how many of them are in doubt.
public final class CertainRowStage: ClassRowStage {
  private let stages: [ComponentStage]
  /// How many rows each stage is still to drop.
  private var dropCounts: [Int]

  /// Makes a stage.
  ///
  /// - Parameters:
  ///   - doubtfulCounts: Those of `CertainRows` of first rows, some of which
  ///     are certain.
  ///   - isFirst: The part begins with the raster's first row.
  public init(rules: [ComponentRule], doubtfulCounts: [Int], isFirst: Bool) {
    stages = rules.map { ComponentStage($0, beginsAtEdge: isFirst) }
    dropCounts = zip(doubtfulCounts, [0] + doubtfulCounts).map { $0 - $1 }
  }

  /// Takes the part's next row and gives back the rows that are now certain.
  public func push(_ row: ClassRow) -> [ClassRow] { pass([row], from: 0) }

  /// Ends the part with the raster; not to be called where rows follow.
  public func finish() -> [ClassRow] {
    stages.indices.flatMap { place in pass(drop(stages[place].finish(), at: place), from: place + 1) }
  }

  private func pass(_ rows: [ClassRow], from first: Int) -> [ClassRow] {
    (first..<max(first, stages.count)).reduce(rows) { rows, place in
      rows.flatMap { drop(stages[place].push($0), at: place) }
    }
  }

  private func drop(_ rows: [ClassRow], at place: Int) -> [ClassRow] {
    guard dropCounts[place] > 0 else { return rows }
    let dropped = min(dropCounts[place], rows.count)
    dropCounts[place] -= dropped
    return Array(rows.dropFirst(dropped))
  }
}
