import Testing

@testable import Simulation

@Suite struct ValueNoiseTests {
  private func row(_ noise: ValueNoise, _ columns: Range<Int>, shift: Double) -> [Float] {
    var values = [Float](repeating: 0, count: columns.count)
    values.withUnsafeMutableBufferPointer {
      if let base = $0.baseAddress {
        noise.add(row: 37.5, columns: columns, shift: shift, amplitude: 1, to: base)
      }
    }
    return values
  }

  @Test(arguments: [1.0, 2.2, 7.3, 400])
  func `a row is the noise at each of its places`(cell: Double) {
    let noise = ValueNoise(seed: 9, .soil, cell: cell)
    let values = row(noise, -60..<500, shift: 0.5)
    for (index, value) in values.enumerated() {
      #expect(abs(value - noise.value(column: Double(index - 60) + 0.5, row: 37.5)) < 2e-5)
      #expect(abs(value) <= 1)
    }
    #expect(Array(row(noise, 13..<90, shift: 0.5)) == Array(values[73..<150]))
  }

  @Test func `noise is centred and spread`() {
    let values = row(ValueNoise(seed: 1, .clods, cell: 2), 0..<20_000, shift: 0)
    let mean = values.reduce(0, +) / 20_000
    let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 20_000
    #expect(abs(mean) < 0.03)
    #expect((0.08...0.3).contains(variance))
  }
}
