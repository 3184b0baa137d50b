import Grid

/// How a mosaic is shrunk to a picture while it passes by.
///
/// A picture's pixel is the mean of a lattice of at most 5 x 5 mosaic pixels
/// in its cell, so that the picture costs next to nothing and does not depend
/// on tiles.
struct PreviewPlan: Hashable, Sendable {
  /// The mosaic's pixels along a side of a cell.
  let factor: Int
  /// The picture's size.
  let size: PixelSize
  /// Mosaic pixels between the samples of a cell.
  let step: Int

  /// Plans a picture whose longer side has at most `longestSide` pixels.
  init(mosaic: PixelSize, longestSide: Int = 1400) {
    factor = max(1, (max(mosaic.width, mosaic.height) + longestSide - 1) / longestSide)
    size = PixelSize(
      width: (mosaic.width + factor - 1) / factor, height: (mosaic.height + factor - 1) / factor)
    step = max(1, factor / 4)
  }

  /// True where a row or column of the mosaic is sampled.
  @inline(__always)
  func isSampled(_ position: Int) -> Bool { position % factor % step == 0 }
}

/// Sums of samples for some rows of a picture. Sums of any pixels can be
/// merged in any order.
struct PreviewSums: Hashable, Sendable {
  /// The picture's rows that are held.
  private(set) var rows: Range<Int>
  /// The picture's width.
  let width: Int
  /// The numbers summed for each picture pixel, besides the count.
  let channelCount: Int
  /// For each picture pixel the count, then a sum for each channel in units
  /// of 2^-16.
  private(set) var values: [Int64]

  /// Makes empty sums.
  init(rows: Range<Int>, width: Int, channelCount: Int) {
    self.rows = rows
    self.width = width
    self.channelCount = channelCount
    values = Array(repeating: 0, count: rows.count * width * (channelCount + 1))
  }

  init(rows: Range<Int>, width: Int, channelCount: Int, values: [Int64]) {
    self.rows = rows
    self.width = width
    self.channelCount = channelCount
    self.values = values
  }

  /// Adds one sample of every channel.
  @inline(__always)
  mutating func add(row: Int, column: Int, _ sample: (_ channel: Int) -> Float) {
    let place = ((row - rows.lowerBound) * width + column) * (channelCount + 1)
    values[place] += 1
    for channel in 0..<channelCount {
      values[place + 1 + channel] += Int64((min(max(sample(channel), -1e6), 1e6) * 65536).rounded())
    }
  }

  /// Adds other sums, whose rows must lie within these.
  mutating func merge(_ other: PreviewSums) {
    precondition(
      other.rows.isEmpty
        || (rows.lowerBound <= other.rows.lowerBound && other.rows.upperBound <= rows.upperBound),
      "the picture is lower")
    let offset = (other.rows.lowerBound - rows.lowerBound) * width * (channelCount + 1)
    for (place, value) in other.values.enumerated() where value != 0 { values[offset + place] += value }
  }

  /// The mean of a channel; `nil` where the mosaic holds nothing.
  func mean(row: Int, column: Int, channel: Int) -> Double? {
    let place = ((row - rows.lowerBound) * width + column) * (channelCount + 1)
    return values[place] == 0 ? nil : Double(values[place + 1 + channel]) / 65536 / Double(values[place])
  }
}
