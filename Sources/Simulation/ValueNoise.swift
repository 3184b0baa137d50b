/// Smooth noise between hashed lattice nodes, in -1...1.
///
/// Rows are filled cell by cell: a lattice row is interpolated once and then
/// walked, so that a pixel costs a few operations. What a column gets does not
/// depend on where the row starts.
struct ValueNoise: Sendable {
  private let hash: SceneHash
  /// The side of a lattice cell in pixels.
  let cell: Double

  init(seed: UInt64, _ stream: HashStream, salt: Int = 0, cell: Double) {
    hash = SceneHash(seed: seed, stream, salt: salt)
    self.cell = max(cell, 1)
  }

  @inline(__always)
  private func node(_ i: Int, _ j: Int) -> Float {
    Float(Int32(truncatingIfNeeded: hash.bits(i, j))) * 0x1p-31
  }

  @inline(__always)
  private func node(_ i: Int, _ j: Int, _ weight: Float) -> Float {
    let upper = node(i, j)
    return upper + (node(i, j + 1) - upper) * weight
  }

  @inline(__always)
  private static func smooth(_ f: Float) -> Float { f * f * (3 - 2 * f) }

  /// The noise at one place, in pixels.
  func value(column: Double, row: Double) -> Float {
    let u = column / cell
    let v = row / cell
    let i = u.rounded(.down)
    let j = v.rounded(.down)
    let weight = Self.smooth(Float(v - j))
    let left = node(Int(i), Int(j), weight)
    let right = node(Int(i) + 1, Int(j), weight)
    return left + (right - left) * Self.smooth(Float(u - i))
  }

  /// Adds `amplitude` times the noise at `column + shift` and `row` for every
  /// column of a range.
  func add(
    row: Double, columns: Range<Int>, shift: Double, amplitude: Float,
    to values: UnsafeMutablePointer<Float>
  ) {
    let v = row / cell
    let j = v.rounded(.down)
    let weight = Self.smooth(Float(v - j))
    let step = Float(1 / cell)
    var i = cellIndex(column: columns.lowerBound, shift: shift)
    var start = firstColumn(of: i, shift: shift)
    var column = columns.lowerBound
    var left = node(i, Int(j), weight)
    while column < columns.upperBound {
      let next = firstColumn(of: i + 1, shift: shift)
      let right = node(i + 1, Int(j), weight)
      let base = Float((Double(start) + shift) / cell - Double(i))
      let rise = (right - left) * amplitude
      let floor = left * amplitude
      let end = min(next, columns.upperBound)
      let target = values + (column - columns.lowerBound)
      let first = Int32(truncatingIfNeeded: column - start)
      for k in 0..<Int32(truncatingIfNeeded: end - column) {
        let f = base + Float(first &+ k) * step
        target[Int(k)] += floor + rise * (f * f * (3 - 2 * f))
      }
      column = end
      start = next
      left = right
      i += 1
    }
  }

  private func firstColumn(of i: Int, shift: Double) -> Int {
    Int((Double(i) * cell - shift).rounded(.up))
  }

  private func cellIndex(column: Int, shift: Double) -> Int {
    var i = Int(((Double(column) + shift) / cell).rounded(.down))
    while firstColumn(of: i + 1, shift: shift) <= column { i += 1 }
    while firstColumn(of: i, shift: shift) > column { i -= 1 }
    return i
  }
}
