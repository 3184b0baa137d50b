/// How many independent pixels a sample in blocks is worth.
///
/// n / (1 + (m - 1) r), where r is the correlation within blocks by the
/// analysis of variance and m the mean size of the block of a pixel (Kish 1965,
/// Survey Sampling, chapter 5; Donner and Koval 1980).
enum EffectiveSize {
  /// The size for a figure; missing values count as one of their own.
  static func of(_ values: [Float], blockSizes: [Int]) -> Double {
    let order = values.indices.sorted { (key(values[$0]), $0) < (key(values[$1]), $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, key(values[order[end]]) == key(values[order[start]]) { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end - 1) / 2 }
      start = end
    }
    return size([ranks], blockSizes)
  }

  /// The size for classes: as if each were a figure, together.
  static func of(classes values: [Float], blockSizes: [Int]) -> Double {
    size(Set(values).sorted().map { code in values.map { $0 == code ? 1 : 0 } }, blockSizes)
  }

  private static func key(_ value: Float) -> Float { value.isNaN ? -.infinity : value }

  private static func size(_ columns: [[Double]], _ sizes: [Int]) -> Double {
    let (n, k) = (Double(sizes.reduce(0, +)), Double(sizes.count))
    guard sizes.count > 1 else { return min(1, n) }
    guard n > k else { return n }
    var (between, within) = (0.0, 0.0)
    for values in columns {
      let mean = values.reduce(0, +) / n
      var start = 0
      for size in sizes {
        let block = values[start..<start + size]
        let own = block.reduce(0, +) / Double(size)
        between += Double(size) * (own - mean) * (own - mean)
        within += block.reduce(0) { $0 + ($1 - own) * ($1 - own) }
        start += size
      }
    }
    let squares = sizes.reduce(0.0) { $0 + Double($1 * $1) }
    let typical = (n - squares / n) / (k - 1)
    let (meanBetween, meanWithin) = (between / (k - 1), within / (n - k))
    let total = meanBetween + (typical - 1) * meanWithin
    let correlation = total > 0 ? min(1, max(0, (meanBetween - meanWithin) / total)) : 0
    return n / (1 + (squares / n - 1) * correlation)
  }
}
