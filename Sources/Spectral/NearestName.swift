/// Finds the known name that a misspelt one was meant to be.
public enum NearestName {
  /// The name that `text` was most likely meant to be.
  ///
  /// - Returns: The name with the smallest edit distance, the first in
  ///   alphabetical order among equals; `nil` where more than a third of the
  ///   letters, and more than one, would have to change.
  public static func nearest(to text: String, among names: some Sequence<String>) -> String? {
    let text = text.lowercased()
    let limit = max(1, text.count / 3)
    return names.map { (distance: distance(text, $0.lowercased()), name: $0) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// The number of letters to insert, remove, replace or swap with their
  /// neighbour to make one text of the other.
  ///
  /// Source: the optimal string alignment distance (Damerau 1964).
  public static func distance(_ first: String, _ second: String) -> Int {
    let first = Array(first)
    let second = Array(second)
    var earlier: [Int] = []
    var above = Array(0...second.count)
    for (row, letter) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in second.enumerated() {
        let replaced = above[column] + (letter == other ? 0 : 1)
        var best = min(replaced, above[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
          best = min(best, earlier[column - 1] + 1)
        }
        current.append(best)
      }
      (earlier, above) = (above, current)
    }
    return above[second.count]
  }
}
