/// A histogram as one line of block characters.
enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// Sums neighbouring bins to `width` columns, each as high as its share of
  /// the highest; a column with nothing is a blank.
  static func text(_ bins: [Int], width: Int) -> String {
    guard !bins.isEmpty, width > 0 else { return "" }
    var columns = [Double](repeating: 0, count: min(width, bins.count))
    for (bin, count) in bins.enumerated() { columns[bin * columns.count / bins.count] += Double(count) }
    let highest = columns.max() ?? 0
    guard highest > 0 else { return "" }
    return String(
      columns.map { column in
        column == 0 ? " " : blocks[min(Int(column / highest * Double(blocks.count)), blocks.count - 1)]
      })
  }
}
