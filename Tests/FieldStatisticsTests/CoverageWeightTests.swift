import FieldStatistics
import Testing

@Suite struct CoverageWeightTests {
  @Test func `fractions are rounded to the nearest unit and kept in range`() {
    #expect(CoverageWeight(fraction: 0.5).units == 1 << 23)
    #expect(CoverageWeight(fraction: 1 + 1e-12) == .full)
    #expect(CoverageWeight(fraction: 1 - 1e-12) == .full)
    #expect(CoverageWeight(fraction: -1e-12).units == 0)
    #expect(CoverageWeight(fraction: 0x1.8p-25).units == 1)
    #expect(CoverageWeight(units: 1 << 22).fraction == 0.25)
  }

  @Test func `a span's units are those of all its pixels`() {
    #expect(CoverageSpan(start: 3, end: 7, weight: CoverageWeight(fraction: 0.25)).units == 1 << 24)
  }
}
