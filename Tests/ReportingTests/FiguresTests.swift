import Testing

@testable import Reporting

@Suite struct FiguresTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (-0.001, 2, "0.00"), (1.005, 1, "1.0"), (2.5, 0, "3"), (-2.5, 0, "-3"),
    (0.0625, 3, "0.063"), (12345.678, 1, "12345.7"), (.nan, 2, "–"), (-.infinity, 2, "–"), (0.05, 3, "0.050"),
  ])
  func `numbers are rounded to their decimals`(value: Double, decimals: Int, text: String) {
    #expect(Figures.fixed(value, decimals) == text)
  }

  @Test func `readers see groups of digits and a true minus`() {
    #expect(Figures.shown(1_234_567.5, 1) == "1\u{202F}234\u{202F}567.5")
    #expect(Figures.shown(1234, 0) == "1234")
    #expect(Figures.shown(-0.25, 2) == "\u{2212}0.25")
    #expect(Figures.shown(.nan, 2) == "–")
  }

  @Test func `small shares are not shown as nothing`() {
    #expect(Figures.percent(0.0004) == "< 0.1")
    #expect(Figures.percent(0) == "0.0")
    #expect(Figures.percent(0.1234) == "12.3")
  }

  @Test func `days are written out only where they are days`() {
    #expect(Figures.day("2026-06-14") == "14 June 2026")
    #expect(Figures.day("2026-13-14") == "2026-13-14")
    #expect(Figures.day("spring") == "spring")
  }

  @Test func `lengths have the unit that suits them`() {
    #expect(Figures.length(metres: 2000) == "2 km")
    #expect(Figures.length(metres: 50) == "50 m")
    #expect(Figures.length(metres: 0.2) == "20 cm")
  }

  @Test func `ticks are round and within the axis`() throws {
    let axis = try #require(Axis(-0.2, 1))
    let ticks = axis.ticks
    #expect(
      ticks.values.map { Figures.fixed($0, ticks.decimals) } == [
        "-0.2", "0.0", "0.2", "0.4", "0.6", "0.8", "1.0",
      ])
    #expect(try #require(Axis(0, 255)).ticks.values == [0, 50, 100, 150, 200, 250])
    #expect(Axis(1, 1) == nil)
    #expect(Axis(.nan, 1) == nil)
    #expect(axis.place(5) == 1)
  }
}
