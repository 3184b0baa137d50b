import Pixels
import Testing

@testable import Reporting

@Suite struct ChartTests {
  private let red = Legend.Color(red: 255, green: 0, blue: 0)

  @Test func `a bar's pieces are as wide as their shares`() {
    let svg = Chart.stackedBar(
      [.init(share: 0.25, color: red, label: "a<b"), .init(share: 0.75, color: red, label: "c")],
      label: "\"x\"")
    #expect(svg.contains("x=\"0.00\" y=\"0\" width=\"250.00\" height=\"10\" fill=\"#ff0000\""))
    #expect(svg.contains("x=\"250.00\" y=\"0\" width=\"750.00\""))
    #expect(svg.contains("<title>a&lt;b</title>"))
    #expect(svg.contains("aria-label=\"&quot;x&quot;\""))
  }

  @Test func `the highest bin reaches the top and empty bins draw nothing`() {
    let svg = Chart.histogram([0, 5, 10, 0], marks: [0.5], label: "h")
    #expect(svg.matches(of: /<rect/).count == 2)
    #expect(svg.contains("x=\"250.00\" y=\"52.00\" width=\"215.00\" height=\"48.00\""))
    #expect(svg.contains("x=\"500.00\" y=\"4.00\" width=\"215.00\" height=\"96.00\""))
    #expect(svg.contains("x1=\"500.00\""))
  }

  @Test func `a box is drawn from quartile to quartile`() {
    let svg = Chart.box(.init(p5: 0, p25: 0.25, p50: 0.5, p75: 0.75, p95: 1), label: "m")
    #expect(svg.contains("<rect x=\"250.00\" y=\"2\" width=\"500.00\""))
    #expect(Chart.box(.init(p5: .nan, p25: 0, p50: 0, p75: 0, p95: 0), label: "m").isEmpty)
  }

  @Test func `an interval is a bar, a notch and a whisker with two ends`() {
    let svg = Chart.interval(0.5, mapped: 0.625, interval: 0.25...0.75, color: red, label: "a<b")
    #expect(svg.contains("<rect x=\"0\" y=\"3\" width=\"500.00\" height=\"10\" fill=\"#ff0000\"/>"))
    #expect(svg.contains("class=\"mapped\" x1=\"625.00\" x2=\"625.00\""))
    #expect(svg.contains("class=\"whisker\" x1=\"250.00\" x2=\"750.00\" y1=\"8\""))
    #expect(svg.matches(of: /class="whisker"/).count == 3)
    #expect(svg.contains("aria-label=\"a&lt;b\""))
    let bare = Chart.interval(0.5, mapped: 0.5, interval: nil, color: red, label: "")
    #expect(!bare.contains("whisker"))
  }
}
