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

  func apply(
    to source: UnsafeBufferPointer<Float>, size: PixelSize,
    into target: UnsafeMutableBufferPointer<Float>
  ) {
    let count = size.pixelCount
    precondition(source.count >= count && target.count >= count, "a plane is smaller than its size")
    guard count > 0, let input = source.baseAddress, let output = target.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * count) { planes in
      guard let values = planes.baseAddress else { return }
      let weights = values + count
      sumRows(input, size: size, values: values, weights: weights)
      sumColumns(input, size: size, values: values, weights: weights, into: output)
    }
  }

  /// Sums values and weights along each row.
  private func sumRows(
    _ input: UnsafePointer<Float>, size: PixelSize, values: UnsafeMutablePointer<Float>,
    weights: UnsafeMutablePointer<Float>
  ) {
    let width = size.width
    let padded = width + 2 * reach
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * padded) { rows in
      rows.initialize(repeating: 0)
      guard let valueRow = rows.baseAddress else { return }
      let weightRow = valueRow + padded
      for row in 0..<size.height {
        let start = row * width
        split(input + start, values: valueRow + reach, weights: weightRow + reach, count: width)
        sumRow(valueRow + reach, into: values + start, count: width)
        sumRow(weightRow + reach, into: weights + start, count: width)
      }
    }
  }

  /// Sums values and weights along each column and divides them.
  private func sumColumns(
    _ input: UnsafePointer<Float>, size: PixelSize, values: UnsafePointer<Float>,
    weights: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    let width = size.width
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * width) { rows in
      rows.initialize(repeating: 0)
      guard let empty = rows.baseAddress else { return }
      let valueSum = empty + width
      let weightSum = valueSum + width
      for row in 0..<size.height {
        sumColumn(of: values, row: row, size: size, empty: empty, into: valueSum)
        sumColumn(of: weights, row: row, size: size, empty: empty, into: weightSum)
        divide(
          valueSum, by: weightSum, where: input + row * width, into: output + row * width, count: width)
      }
    }
  }

  @inline(__always)
  private func sumRow(
    _ row: UnsafePointer<Float>, into sum: UnsafeMutablePointer<Float>, count: Int
  ) {
    scale(row, by: taps[0], into: sum, count: count)
    for distance in 1..<taps.count {
      addPair(row - distance, row + distance, times: taps[distance], to: sum, count: count)
    }
  }

  @inline(__always)
  private func sumColumn(
    of plane: UnsafePointer<Float>, row: Int, size: PixelSize, empty: UnsafePointer<Float>,
    into sum: UnsafeMutablePointer<Float>
  ) {
    let width = size.width
    scale(plane + row * width, by: taps[0], into: sum, count: width)
    for distance in 1..<taps.count {
      let above = row >= distance ? plane + (row - distance) * width : empty
      let below = row + distance < size.height ? plane + (row + distance) * width : empty
      addPair(above, below, times: taps[distance], to: sum, count: width)
    }
  }
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
private func scale(
  _ row: UnsafePointer<Float>, by weight: Float, into sum: UnsafeMutablePointer<Float>, count: Int
) {
  for i in 0..<count { sum[i] = weight * row[i] }
}

@inline(__always)
private func addPair(
  _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, times weight: Float,
  to sum: UnsafeMutablePointer<Float>, count: Int
) {
  for i in 0..<count { sum[i] += weight * (first[i] + second[i]) }
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
