import Grid

/// Sums of samples for a window of a picture. Sums of any pixels can be merged
/// in any order.
struct PreviewSums: Hashable, Sendable {
  /// The picture's pixels that are held.
  let window: PixelWindow
  /// The numbers summed for each picture pixel, besides the count.
  let channelCount: Int
  /// For each picture pixel the count, then a sum for each channel in units
  /// of 2^-16.
  private(set) var values: [Int64]

  /// Makes empty sums.
  init(window: PixelWindow, channelCount: Int) {
    self.window = window
    self.channelCount = channelCount
    values = Array(repeating: 0, count: window.pixelCount * (channelCount + 1))
  }

  /// Makes sums again from what was sealed.
  init(window: PixelWindow, channelCount: Int, values: [Int64]) {
    self.window = window
    self.channelCount = channelCount
    self.values = values
  }

  /// Adds one sample of every channel.
  @inline(__always)
  mutating func add(row: Int, column: Int, _ sample: (_ channel: Int) -> Float) {
    let place = place(row: row, column: column)
    values[place] += 1
    for channel in 0..<channelCount {
      values[place + 1 + channel] += Int64((min(max(sample(channel), -1e6), 1e6) * 65536).rounded())
    }
  }

  /// Adds other sums, whose window must lie within this one.
  mutating func merge(_ other: PreviewSums) {
    precondition(window.contains(other.window), "the picture is smaller")
    let rowLength = other.window.width * (channelCount + 1)
    for row in other.window.rows {
      let source = (row - other.window.rows.lowerBound) * rowLength
      let target = place(row: row, column: other.window.columns.lowerBound)
      for offset in 0..<rowLength { values[target + offset] += other.values[source + offset] }
    }
  }

  /// The mean of a channel; `nil` where the mosaic holds nothing.
  func mean(row: Int, column: Int, channel: Int) -> Double? {
    let place = place(row: row, column: column)
    return values[place] == 0 ? nil : Double(values[place + 1 + channel]) / 65536 / Double(values[place])
  }

  @inline(__always)
  private func place(row: Int, column: Int) -> Int {
    ((row - window.rows.lowerBound) * window.width + column - window.columns.lowerBound) * (channelCount + 1)
  }
}
