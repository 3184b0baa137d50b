import Foundation
import TestSupport
import Testing

@testable import Spectral

@Suite struct ElementaryFunctionTests {
  @Test func `exponential and logarithm agree with the library`() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<20_000 {
      let power = Double(Float.random(in: -87...88, using: &generator))
      #expect(abs(exponential(power) / exp(power) - 1) < 1e-12)
      let value = Double(Float(exp(power)))
      let expected = log(value)
      #expect(abs(logarithm(value) - expected) <= 1e-11 * abs(expected))
    }
    #expect(exponential(0) == 1)
    #expect(logarithm(1) == 0)
    #expect(Float(exponential(-.infinity)) == 0)
    #expect(Float(exponential(.infinity)) == .infinity)
    #expect(exponential(.nan).isNaN)
    #expect(logarithm(0) == -.infinity)
    #expect(logarithm(-1).isNaN && logarithm(.nan).isNaN)
    #expect(logarithm(.infinity) == .infinity)
    #expect(abs(logarithm(Double(Float.leastNonzeroMagnitude)) - log(0x1p-149)) < 1e-9)
  }

  @Test func `special powers are those of the C function`() {
    let values: [Float] = [
      0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 2.5, .infinity, -.infinity, .nan, 1e30, -1e30, 16_777_216,
      -8_388_607, 0x1p-140,
    ]
    for base in values {
      for exponent in values {
        let expected = Float(pow(Double(base), Double(exponent)))
        let result = raised(base, to: exponent)
        let agrees = expected.isNaN ? result.isNaN : result == expected && result.sign == expected.sign
        let isClose = abs(result - expected) <= 1e-6 * abs(expected)
        #expect(agrees || isClose, "\(base) ^ \(exponent): \(result), \(expected)")
      }
    }
  }
}
