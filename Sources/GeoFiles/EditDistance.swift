/// How many letters two names differ by.
enum EditDistance {
  /// The candidate that is nearest to a name, case aside; `nil` where none
  /// shares at least half of it.
  static func nearest(to name: String, in candidates: [String]) -> String? {
    let ranked = candidates.map { ($0, between(name.lowercased(), $0.lowercased())) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 * 2 <= max(name.count, 2) else { return nil }
    return best.0
  }

  /// The least number of insertions, deletions and replacements.
  ///
  /// Source: Levenshtein (1966), Soviet Physics Doklady 10 (8), 707-710.
  static func between(_ first: String, _ second: String) -> Int {
    let target = Array(second)
    var row = Array(0...target.count)
    for (index, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in target.indices {
        let replaced = diagonal + (letter == target[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[target.count]
  }
}
