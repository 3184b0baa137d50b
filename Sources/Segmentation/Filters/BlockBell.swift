import Foundation
import Grid

/// A Gaussian bell over sums of blocks.
///
/// Values are summed over square blocks of `factor` pixels a side, anchored at
/// the mosaic's first pixel, with the number of pixels that have a value. A
/// bell is laid over the blocks' sums, and both sums are interpolated
/// bilinearly between the blocks' centres. Summing adds (f * f - 1) / 12 to the
/// bell's variance and interpolating f * f / 6 + 1 / 12 in the mean of all
/// places, so the bell over the blocks is narrower by that: its variance in
/// blocks is s * s / f / f - 1 / 4.
///
/// The factor is the greatest power of two that leaves at least three blocks
/// to a sigma, and 1 below 8 pixels. Sums are in double precision. The result
/// at a pixel depends on whole blocks of the mosaic alone, wherever the window
/// begins.
struct BlockBell: Sendable, Hashable {
  /// The side of a block in pixels.
  let factor: Int
  /// The weight of the centre and of the blocks at distance 1, 2, ...
  let taps: [Double]

  init(sigma: Double) {
    var factor = 1
    while sigma >= GaussianFilter.coarseSigma, sigma / Double(2 * factor) >= 3 { factor *= 2 }
    let scaled = sigma / Double(factor)
    let variance = factor > 1 ? scaled * scaled - 0.25 : scaled * scaled
    self.factor = factor
    taps = (0...Int((3 * variance.squareRoot()).rounded(.up))).map {
      exp(-Double($0 * $0) / (2 * variance))
    }
  }

  private var blockReach: Int { taps.count - 1 }

  /// How many pixels away a value can still change the result.
  var reach: Int { factor == 1 ? blockReach : (blockReach + 1) * factor + factor / 2 - 1 }

  func scratchCount(wanted: PixelSize, momentCount: Int) -> Int {
    let width = wanted.width / factor + 2 * blockReach + 4
    let height = wanted.height / factor + 2 * blockReach + 4
    let columns = wanted.width + 2 * reach + 2 * factor
    return 2 * (momentCount + 1) * (2 * width * height + columns + wanted.width + width)
  }

  /// Calls `body` for each wanted row with the weights' sums and those of the
  /// values' first powers.
  ///
  /// Sums are to a common factor; a pixel that has a value has a weight.
  func sum(
    _ source: PlaneView, wanted: PixelWindow, momentCount: Int,
    _ body: (_ row: Int, _ sums: UnsafePointer<UnsafeMutablePointer<Double>>) -> Void
  ) {
    guard !wanted.isEmpty else { return }
    let area = BlockArea(wanted: wanted, factor: factor, reach: blockReach)
    let planes = DoubleRows(count: momentCount + 1, length: area.blockCount)
    accumulate(source, area: area, into: planes)
    let smooth = DoubleRows(count: momentCount + 1, length: area.blockCount)
    for plane in 0...momentCount { lay(over: planes[plane], area: area, into: smooth[plane]) }
    let rows = DoubleRows(count: momentCount + 1, length: wanted.width)
    let line = DoubleRows(count: 1, length: area.columns.count)
    let places = BlockPlaces(wanted.columns, factor: factor, from: area.columns.lowerBound)
    for row in wanted.rows {
      for plane in 0...momentCount {
        interpolate(smooth[plane], row: row, area: area, places: places, line: line[0], into: rows[plane])
      }
      body(row, rows.pointers)
    }
  }

  /// Sums each block's rows column by column, then the columns.
  private func accumulate(_ source: PlaneView, area: BlockArea, into planes: DoubleRows) {
    let columns = area.pixelColumns.clamped(to: source.window.columns)
    let sums = DoubleRows(count: planes.count, length: columns.count)
    for (place, blockRow) in area.rows.enumerated() {
      let rows = (blockRow * factor..<(blockRow + 1) * factor).clamped(to: source.window.rows)
      guard !rows.isEmpty, !columns.isEmpty else { continue }
      sums.clear()
      for row in rows {
        add(source.address(row: row, column: columns.lowerBound), to: sums, count: columns.count)
      }
      for plane in 0..<planes.count {
        gather(sums[plane], columns: columns, area: area, into: planes[plane] + place * area.columns.count)
      }
    }
  }

  @inline(__always)
  private func add(_ values: UnsafePointer<Float>, to sums: DoubleRows, count: Int) {
    let (weights, totals) = (sums[0], sums[1])
    for i in 0..<count {
      let isValue = values[i] == values[i]
      weights[i] += isValue ? 1 : 0
      totals[i] += isValue ? Double(values[i]) : 0
    }
    guard sums.count > 2 else { return }
    let squares = sums[2]
    for i in 0..<count {
      let value = values[i] == values[i] ? Double(values[i]) : 0
      squares[i] += value * value
    }
  }

  @inline(__always)
  private func gather(
    _ sums: UnsafePointer<Double>, columns: Range<Int>, area: BlockArea,
    into blocks: UnsafeMutablePointer<Double>
  ) {
    for (place, block) in area.columns.enumerated() {
      let inside = (block * factor..<(block + 1) * factor).clamped(to: columns)
      var sum = 0.0
      for column in inside { sum += sums[column - columns.lowerBound] }
      blocks[place] = sum
    }
  }

  /// Lays the bell over rows, then over columns; the outer blocks stay 0.
  private func lay(
    over blocks: UnsafeMutablePointer<Double>, area: BlockArea, into smooth: UnsafeMutablePointer<Double>
  ) {
    let width = area.columns.count
    let inner = width - 2 * blockReach
    for row in 0..<area.rows.count {
      let line = blocks + row * width + blockReach
      add(taps, from: line, step: 1, into: smooth + row * width + blockReach, count: inner)
    }
    blocks.update(from: smooth, count: area.blockCount)
    for row in blockReach..<area.rows.count - blockReach {
      add(taps, from: blocks + row * width, step: width, into: smooth + row * width, count: width)
    }
  }

  @inline(__always)
  private func add(
    _ taps: [Double], from line: UnsafePointer<Double>, step: Int,
    into target: UnsafeMutablePointer<Double>, count: Int
  ) {
    taps.withUnsafeBufferPointer { taps in
      var start = 0
      while start + 8 <= count {
        var total = taps[0] * eight(line + start)
        for distance in 1..<taps.count {
          let (before, after) = (line - distance * step + start, line + distance * step + start)
          total += taps[distance] * (eight(before) + eight(after))
        }
        UnsafeMutableRawPointer(target + start).storeBytes(of: total, as: SIMD8<Double>.self)
        start += 8
      }
      for i in start..<count {
        var total = taps[0] * line[i]
        for distance in 1..<taps.count {
          total += taps[distance] * (line[i - distance * step] + line[i + distance * step])
        }
        target[i] = total
      }
    }
  }

  private func interpolate(
    _ plane: UnsafePointer<Double>, row: Int, area: BlockArea, places: BlockPlaces,
    line: UnsafeMutablePointer<Double>, into target: UnsafeMutablePointer<Double>
  ) {
    let width = area.columns.count
    let place = BlockPlaces.place(of: row, factor: factor)
    let upper = plane + (place.block - area.rows.lowerBound) * width
    guard factor > 1 else {
      target.update(from: upper + places.blocks[0], count: places.blocks.count)
      return
    }
    let lower = upper + width
    for i in 0..<width { line[i] = upper[i] + place.share * (lower[i] - upper[i]) }
    places.blocks.withUnsafeBufferPointer { blocks in
      places.shares.withUnsafeBufferPointer { shares in
        for i in 0..<blocks.count {
          let left = line[blocks[i]]
          target[i] = left + shares[i] * (line[blocks[i] + 1] - left)
        }
      }
    }
  }
}

@inline(__always)
private func eight(_ values: UnsafePointer<Double>) -> SIMD8<Double> {
  UnsafeRawPointer(values).loadUnaligned(as: SIMD8<Double>.self)
}

/// The blocks that a window's pixels are interpolated from, and those within
/// the bell's reach of them.
struct BlockArea {
  let columns: Range<Int>
  let rows: Range<Int>
  let pixelColumns: Range<Int>

  init(wanted: PixelWindow, factor: Int, reach: Int) {
    func blocks(_ range: Range<Int>) -> Range<Int> {
      (range.lowerBound / factor - 1 - reach)..<((range.upperBound - 1) / factor + 2 + reach)
    }
    columns = blocks(wanted.columns)
    rows = blocks(wanted.rows)
    pixelColumns = columns.lowerBound * factor..<columns.upperBound * factor
  }

  var blockCount: Int { columns.count * rows.count }
}

/// Between which blocks' centres pixels lie.
struct BlockPlaces {
  /// The first of the two blocks, counted from a given one.
  var blocks: [Int] = []
  /// The second block's share.
  var shares: [Double] = []

  init(_ pixels: Range<Int>, factor: Int, from first: Int) {
    for pixel in pixels {
      let place = Self.place(of: pixel, factor: factor)
      blocks.append(place.block - first)
      shares.append(place.share)
    }
  }

  static func place(of pixel: Int, factor: Int) -> (block: Int, share: Double) {
    let offset = (Double(pixel % factor) + 0.5) / Double(factor) - 0.5
    return offset < 0 ? (pixel / factor - 1, offset + 1) : (pixel / factor, offset)
  }
}

/// Several rows or planes of doubles, 0 at first.
final class DoubleRows {
  let count: Int
  let length: Int
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<Double>>

  init(count: Int, length: Int) {
    self.count = count
    self.length = length
    pointers = .allocate(capacity: count)
    for index in 0..<count {
      (pointers + index).initialize(to: .allocate(capacity: max(1, length)))
      pointers[index].initialize(repeating: 0, count: max(1, length))
    }
  }

  deinit {
    for index in 0..<count { pointers[index].deallocate() }
    pointers.deallocate()
  }

  subscript(row: Int) -> UnsafeMutablePointer<Double> {
    @inline(__always) get { pointers[row] }
  }

  func clear() {
    for index in 0..<count { pointers[index].update(repeating: 0, count: length) }
  }
}
