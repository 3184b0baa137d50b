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

  /// Two neighbouring lattice rows and where a row of pixels lies between them.
  private struct LatticeRow {
    let upper: UInt64
    let lower: UInt64
    let weight: Float

    /// The noise at a node's column.
    @inline(__always)
    func node(_ i: Int) -> Float {
      let above = Self.height(upper, i)
      return above + (Self.height(lower, i) - above) * weight
    }

    @inline(__always)
    private static func height(_ key: UInt64, _ i: Int) -> Float {
      let bits = SceneHash.mix(key &+ UInt64(bitPattern: Int64(i)) &* 0xD6E8_FEB8_6659_FD93)
      return Float(Int32(truncatingIfNeeded: bits)) * 0x1p-31
    }
  }

  @inline(__always)
  private func lattice(row: Double) -> LatticeRow {
    let v = row / cell
    let j = v.rounded(.down)
    return LatticeRow(
      upper: hash.bits(Int(j), 0), lower: hash.bits(Int(j) + 1, 0), weight: Self.smooth(Float(v - j)))
  }

  @inline(__always)
  private static func smooth(_ f: Float) -> Float { f * f * (3 - 2 * f) }

  /// The noise at one place, in pixels.
  func value(column: Double, row: Double) -> Float {
    let lattice = lattice(row: row)
    let u = column / cell
    let i = u.rounded(.down)
    let left = lattice.node(Int(i))
    let right = lattice.node(Int(i) + 1)
    return left + (right - left) * Self.smooth(Float(u - i))
  }

  /// Adds `amplitude` times the noise at `column + shift` and `row` for every
  /// column of a range.
  func add(
    row: Double, columns: Range<Int>, shift: Double, amplitude: Float,
    to values: UnsafeMutablePointer<Float>
  ) {
    let lattice = lattice(row: row)
    let step = Float(1 / cell)
    var i = cellIndex(column: columns.lowerBound, shift: shift)
    var start = firstColumn(of: i, shift: shift)
    var column = columns.lowerBound
    var left = lattice.node(i)
    while column < columns.upperBound {
      let next = firstColumn(of: i + 1, shift: shift)
      let right = lattice.node(i + 1)
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
