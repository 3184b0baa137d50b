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

  /// Hands out one row of the picture to add samples to.
  @inline(__always)
  mutating func withRow(_ row: Int, _ body: (Row) -> Void) {
    let start = place(row: row, column: window.columns.lowerBound)
    let firstColumn = window.columns.lowerBound
    values.withUnsafeMutableBufferPointer { values in
      guard let values = values.baseAddress else { return }
      body(Row(values: values + start, firstColumn: firstColumn, channelCount: channelCount))
    }
  }

  /// A row of the picture while samples are added.
  struct Row {
    fileprivate let values: UnsafeMutablePointer<Int64>
    fileprivate let firstColumn: Int
    fileprivate let channelCount: Int

    /// Counts samples.
    @inline(__always)
    func count(_ samples: Int64, column: Int) {
      values[(column - firstColumn) * (channelCount + 1)] += samples
    }

    /// Adds a channel's sample in units of 2^-16.
    @inline(__always)
    func add(_ units: Int64, column: Int, channel: Int) {
      values[(column - firstColumn) * (channelCount + 1) + 1 + channel] += units
    }
  }

  /// Adds other sums, whose window must lie within this one.
  mutating func merge(_ other: PreviewSums) {
    precondition(window.contains(other.window), "the picture is smaller")
    let rowLength = other.window.width * (channelCount + 1)
    for row in other.window.rows {
      let source = (row - other.window.rows.lowerBound) * rowLength
      let target = place(row: row, column: other.window.columns.lowerBound)
      for offset in 0..<rowLength { values[target + offset] &+= other.values[source + offset] }
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
