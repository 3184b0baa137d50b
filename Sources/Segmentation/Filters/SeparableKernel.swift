import Grid

/// A symmetric kernel that is the product of one and the same row and column.
///
/// The result at a pixel is the sum of weight times value over the pixels that
/// have a value, divided by the sum of their weights. Every pixel's sums are
/// taken in the same order of its own neighbours, so that the result does not
/// depend on where the plane begins.
struct SeparableKernel: Sendable, Hashable {
  /// The weight of the centre and of the neighbours at distance 1, 2, ...
  let taps: [Float]

  var reach: Int { taps.count - 1 }

  func scratchCount(wanted: PixelSize) -> Int {
    2 * (wanted.height + 2 * reach + 4) * wanted.width + 4 * reach
  }

  func apply(to source: PlaneView, wanted: PixelWindow, into target: UnsafeMutablePointer<Float>) {
    guard !wanted.isEmpty else { return }
    let read = wanted.expanded(by: reach, within: source.window)
    let isComplete = source.isComplete(in: read)
    let count = read.height * wanted.width
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count + (isComplete ? wanted.width : count)) {
      guard let values = $0.baseAddress else { return }
      let sums = RowSums(
        values: values, weights: values + count, weightStride: isComplete ? 0 : wanted.width, rows: read.rows)
      sumRows(source, read: read, wanted: wanted.columns, into: sums)
      sumColumns(sums, source, wanted: wanted, into: target)
    }
  }

  /// The sums along each row. Where every pixel has a value the weights of
  /// all rows are the same, and one row holds them.
  private struct RowSums {
    var values: UnsafeMutablePointer<Float>
    var weights: UnsafeMutablePointer<Float>
    var weightStride: Int
    var rows: Range<Int>
  }

  /// Sums values and weights along each row.
  private func sumRows(_ source: PlaneView, read: PixelWindow, wanted: Range<Int>, into sums: RowSums) {
    let width = wanted.count
    let padded = width + 2 * reach
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * padded) { rows in
      rows.initialize(repeating: 0)
      guard let valueRow = rows.baseAddress else { return }
      let weightRow = valueRow + padded
      let start = read.columns.lowerBound - (wanted.lowerBound - reach)
      for (place, row) in read.rows.enumerated() {
        split(
          source.address(row: row, column: read.columns.lowerBound), values: valueRow + start,
          weights: weightRow + start, count: read.width)
        sumRow(valueRow + reach, into: sums.values + place * width, count: width)
        guard sums.weightStride > 0 || place == 0 else { continue }
        sumRow(weightRow + reach, into: sums.weights + place * width, count: width)
      }
    }
  }

  /// Sums values and weights along each column and divides them.
  private func sumColumns(
    _ sums: RowSums, _ source: PlaneView, wanted: PixelWindow, into output: UnsafeMutablePointer<Float>
  ) {
    let width = wanted.width
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * width) { rows in
      rows.initialize(repeating: 0)
      guard let empty = rows.baseAddress else { return }
      let valueSum = empty + width
      let weightSum = valueSum + width
      var isInside = false
      for (place, row) in wanted.rows.enumerated() {
        sumColumn(
          of: sums.values, stride: width, row: row, rows: sums.rows, empty: empty, into: valueSum, width)
        let wasInside = isInside
        isInside = row - reach >= sums.rows.lowerBound && row + reach < sums.rows.upperBound
        if sums.weightStride > 0 || !wasInside || !isInside {
          sumColumn(
            of: sums.weights, stride: sums.weightStride, row: row, rows: sums.rows, empty: empty,
            into: weightSum, width)
        }
        divide(
          valueSum, by: weightSum, where: source.address(row: row, column: wanted.columns.lowerBound),
          into: output + place * width, count: width)
      }
    }
  }

  @inline(__always)
  private func sumRow(
    _ row: UnsafePointer<Float>, into sum: UnsafeMutablePointer<Float>, count: Int
  ) {
    addPairs(around: row, into: sum, count: count) { (row - $0, row + $0) }
  }

  @inline(__always)
  private func sumColumn(
    of plane: UnsafePointer<Float>, stride: Int, row: Int, rows: Range<Int>, empty: UnsafePointer<Float>,
    into sum: UnsafeMutablePointer<Float>, _ width: Int
  ) {
    let centre = plane + (row - rows.lowerBound) * stride
    addPairs(around: centre, into: sum, count: width) { distance in
      let above = row - distance >= rows.lowerBound ? centre - distance * stride : empty
      let below = row + distance < rows.upperBound ? centre + distance * stride : empty
      return (above, below)
    }
  }

  /// Sums weight times value from the centre outwards, sixteen columns at a
  /// time so that their sums stay in registers.
  @inline(__always)
  private func addPairs(
    around centre: UnsafePointer<Float>, into sum: UnsafeMutablePointer<Float>, count: Int,
    _ pair: (_ distance: Int) -> (UnsafePointer<Float>, UnsafePointer<Float>)
  ) {
    taps.withUnsafeBufferPointer { taps in
      var start = 0
      while start + 16 <= count {
        var total = taps[0] * sixteen(centre + start)
        for distance in 1..<taps.count {
          let (first, second) = pair(distance)
          total += taps[distance] * (sixteen(first + start) + sixteen(second + start))
        }
        UnsafeMutableRawPointer(sum + start).storeBytes(of: total, as: SIMD16<Float>.self)
        start += 16
      }
      for i in start..<count {
        var total = taps[0] * centre[i]
        for distance in 1..<taps.count {
          let (first, second) = pair(distance)
          total += taps[distance] * (first[i] + second[i])
        }
        sum[i] = total
      }
    }
  }
}

@inline(__always)
private func sixteen(_ values: UnsafePointer<Float>) -> SIMD16<Float> {
  UnsafeRawPointer(values).loadUnaligned(as: SIMD16<Float>.self)
}

/// Parts samples into values, 0 where there is none, and weights, 1 or 0.
@inline(__always)
private func split(
  _ samples: UnsafePointer<Float>, values: UnsafeMutablePointer<Float>,
  weights: UnsafeMutablePointer<Float>, count: Int
) {
  for i in 0..<count {
    let sample = samples[i]
    let isValue = sample == sample
    values[i] = isValue ? sample : 0
    weights[i] = isValue ? 1 : 0
  }
}

@inline(__always)
private func divide(
  _ values: UnsafePointer<Float>, by weights: UnsafePointer<Float>,
  where samples: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int
) {
  for i in 0..<count {
    let quotient = values[i] / weights[i]
    output[i] = samples[i] == samples[i] ? quotient : .nan
  }
}
