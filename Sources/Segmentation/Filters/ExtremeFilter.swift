public import Grid

/// The greatest or least value of a square around each pixel.
///
/// Pixels without a value, and those beyond the mosaic, are left out; a pixel
/// without a value stays so. The work for a pixel does not grow with the
/// square: the greatest of a run is that of the end of one block and the start
/// of the next (van Herk 1992; Gil and Werman 1993).
public struct ExtremeFilter: PlaneFilter, Hashable {
  /// How far the square reaches from its centre, in pixels.
  public let radius: Int
  /// True for the least value.
  public let isLeast: Bool

  /// Makes a filter; `radius` is 0 to 127.
  public init(radius: Int, isLeast: Bool = false) {
    precondition((0...Self.largestRadius).contains(radius), "the radius of a square is 0 to 127 pixels")
    self.radius = radius
    self.isLeast = isLeast
  }

  /// The largest radius, in pixels.
  public static let largestRadius = 127

  /// The radius.
  public var reach: Int { radius }

  private var side: Int { 2 * radius + 1 }

  /// The greatest of the rows' runs and one block of rows.
  public func scratchCount(wanted: PixelSize) -> Int {
    (wanted.height + 2 * radius + side + 1) * wanted.width + 2 * (wanted.width + 2 * radius) + side
  }

  /// Takes the greatest or least values of one plane.
  public func apply(
    to sources: [PlaneView], wanted: PixelWindow, of mosaic: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    guard !wanted.isEmpty else { return }
    let (source, width) = (sources[0], wanted.width)
    let rows = wanted.rows.lowerBound - radius..<wanted.rows.upperBound + radius
    withUnsafeTemporaryAllocation(of: Float.self, capacity: (rows.count + side + 1) * width) { planes in
      guard let across = planes.baseAddress else { return }
      takeRows(source, rows: rows, columns: wanted.columns, into: across)
      takeColumns(
        across, height: wanted.height, width: width, block: across + rows.count * width, into: targets[0])
    }
    var output = targets[0]
    let sign: Float = isLeast ? -1 : 1
    for row in wanted.rows {
      let values = source.address(row: row, column: wanted.columns.lowerBound)
      for i in 0..<width { output[i] = values[i] == values[i] ? sign * output[i] : .nan }
      output += width
    }
  }

  /// The greatest of each run along the rows.
  private func takeRows(
    _ source: PlaneView, rows: Range<Int>, columns: Range<Int>, into across: UnsafeMutablePointer<Float>
  ) {
    let padded = columns.lowerBound - radius..<columns.upperBound + radius
    withUnsafeTemporaryAllocation(of: Float.self, capacity: padded.count + side) { buffer in
      guard let line = buffer.baseAddress else { return }
      var output = across
      for row in rows {
        source.copy(row: row, columns: padded, filler: isLeast ? .infinity : -.infinity, into: line)
        if isLeast { for i in 0..<padded.count { line[i] = -line[i] } }
        takeRow(line, count: columns.count, block: line + padded.count, into: output)
        output += columns.count
      }
    }
  }

  private func takeRow(
    _ line: UnsafePointer<Float>, count: Int, block: UnsafeMutablePointer<Float>,
    into output: UnsafeMutablePointer<Float>
  ) {
    for start in stride(from: 0, to: count, by: side) {
      var greatest = -Float.infinity
      for i in stride(from: side - 1, through: 0, by: -1) {
        if start + i < count + 2 * radius { greatest = greater(greatest, line[start + i]) }
        block[i] = greatest
      }
      output[start] = block[0]
      greatest = -.infinity
      for i in 1..<max(1, min(side, count - start)) {
        greatest = greater(greatest, line[start + i + 2 * radius])
        output[start + i] = greater(block[i], greatest)
      }
    }
  }

  /// The greatest of each run of rows, all columns of a row at once.
  private func takeColumns(
    _ across: UnsafePointer<Float>, height: Int, width: Int, block: UnsafeMutablePointer<Float>,
    into output: UnsafeMutablePointer<Float>
  ) {
    let running = block + side * width
    for start in stride(from: 0, to: height, by: side) {
      (block + (side - 1) * width).update(repeating: -.infinity, count: width)
      for i in Swift.stride(from: side - 1, through: 0, by: -1) {
        let later = block + min(i + 1, side - 1) * width
        let isInside = start + i < height + 2 * radius
        join(
          later, isInside ? across + (start + i) * width : UnsafePointer(later), into: block + i * width,
          width)
      }
      (output + start * width).update(from: block, count: width)
      running.update(repeating: -.infinity, count: width)
      for i in 1..<max(1, min(side, height - start)) {
        join(running, across + (start + i + 2 * radius) * width, into: running, width)
        join(block + i * width, running, into: output + (start + i) * width, width)
      }
    }
  }

  @inline(__always)
  private func join(
    _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>,
    _ count: Int
  ) {
    for i in 0..<count { target[i] = greater(first[i], second[i]) }
  }
}

@inline(__always)
private func greater(_ first: Float, _ second: Float) -> Float { first > second ? first : second }
