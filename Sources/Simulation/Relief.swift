import Grid

/// A rough surface lit from one side: brighter where it falls towards the light.
struct Relief: Sendable {
  private let height: ValueNoise
  private let amplitude: Float

  init(height: ValueNoise, amplitude: Float) {
    self.height = height
    self.amplitude = amplitude
  }

  /// Adds one row's brightness, about 0, to `values`.
  func add(row: Double, columns: Range<Int>, light: GridPoint, to values: UnsafeMutablePointer<Float>) {
    let step = 0.4 * height.cell
    height.add(row: row, columns: columns, shift: 0.5, amplitude: amplitude, to: values)
    height.add(
      row: row + step * light.row, columns: columns, shift: 0.5 + step * light.column,
      amplitude: -amplitude, to: values)
  }
}
