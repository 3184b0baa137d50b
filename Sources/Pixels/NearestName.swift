/// Finds the known name that a misspelt one was meant to be.
public enum NearestName {
  /// The name that `text` was most likely meant to be.
  ///
  /// - Returns: The name with the smallest edit distance, case aside, the first
  ///   of equally near ones; `nil` where more than half of the letters, or more
  ///   than three, would have to change. One letter may always change.
  public static func nearest(to text: String, among names: [String]) -> String? {
    let text = text.lowercased()
    let limit = max(1, min(3, text.count / 2))
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = distance(text, name.lowercased())
      if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// The number of letters to insert, remove, replace or swap with their
  /// neighbour to make one text of the other; of long texts the first hundred
  /// letters count.
  ///
  /// Source: the optimal string alignment distance (Damerau 1964).
  public static func distance(_ first: String, _ second: String) -> Int {
    let first = Array(first.prefix(100))
    let second = Array(second.prefix(100))
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
