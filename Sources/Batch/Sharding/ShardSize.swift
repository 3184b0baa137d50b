import Grid

/// How large shards are to be.
public enum ShardSize: Hashable, Sendable {
  /// About so many in all, shared out by pixels; each flight has one at least.
  case count(Int)
  /// About so many rows each.
  case rows(Int)

  /// The rows of each shard of a flight, from top to bottom: whole steps of
  /// `ShardPlan.rowStep`, as even as they can be.
  ///
  /// - Parameter totalPixels: The pixels of all flights.
  func rows(of size: PixelSize, totalPixels: Int) -> [Range<Int>] {
    let step = ShardPlan.rowStep
    let steps = (size.height + step - 1) / step
    let wanted =
      switch self {
      case .count(let count):
        Int((Double(count) * Double(size.pixelCount) / Double(max(1, totalPixels))).rounded())
      case .rows(let rows): (steps + (rows + step - 1) / step - 1) / max(1, (rows + step - 1) / step)
      }
    let count = min(max(1, wanted), steps)
    return (0..<count).map {
      steps * $0 / count * step..<min(steps * ($0 + 1) / count * step, size.height)
    }
  }
}
