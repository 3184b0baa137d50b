import Pixels

/// Small pictures of numbers as inline SVG.
///
/// Every chart stretches to its box; words stand outside of the SVG, so that
/// they keep their size on narrow screens.
enum Chart {
  /// One piece of a stacked bar.
  struct Piece {
    let share: Double
    let color: Legend.Color
    let label: String
  }

  /// Shares of a whole beside one another.
  static func stackedBar(_ pieces: [Piece], label: String) -> String {
    var x = 0.0
    var rects = ""
    for piece in pieces where piece.share > 0 {
      let width = min(piece.share, 1) * 1000
      rects += """
        <rect x="\(number(x))" y="0" width="\(number(width))" height="10" fill="\(piece.color.hex)">\
        <title>\(Markup.escape(piece.label))</title></rect>
        """
      if x > 0 { rects += divider(at: x) }
      x += width
    }
    return svg("bar", width: 1000, height: 10, label: label, rects)
  }

  private static func divider(at x: Double) -> String {
    """
    <line x1="\(number(x))" x2="\(number(x))" y1="0" y2="10" stroke="#fff" stroke-width="1.5" \
    vector-effect="non-scaling-stroke"/>
    """
  }

  /// Bars from left to right, the highest as high as the box.
  static func histogram(_ counts: [Int], marks: [Double], label: String) -> String {
    let highest = Double(max(counts.max() ?? 0, 1))
    let step = 1000 / Double(max(counts.count, 1))
    var body = ""
    for (i, count) in counts.enumerated() where count > 0 {
      let height = Double(count) / highest * 96
      body += """
        <rect x="\(number(Double(i) * step))" y="\(number(100 - height))" width="\(number(step * 0.86))" \
        height="\(number(height))"/>
        """
    }
    for mark in marks {
      body += """
        <line class="mark" x1="\(number(mark * 1000))" x2="\(number(mark * 1000))" y1="0" y2="100" \
        vector-effect="non-scaling-stroke"/>
        """
    }
    return svg("histogram", width: 1000, height: 100, label: label, body)
  }

  /// Where the middle half and the middle nine tenths lie, on a common scale
  /// from 0 to 1.
  struct Spread {
    let p5, p25, p50, p75, p95: Double

    var isDrawable: Bool { [p5, p25, p50, p75, p95].allSatisfy(\.isFinite) }
  }

  /// A whisker from p5 to p95, a box from p25 to p75, a tick at the median.
  static func box(_ spread: Spread, label: String) -> String {
    guard spread.isDrawable else { return "" }
    let body = """
      <line class="whisker" x1="\(number(spread.p5 * 1000))" x2="\(number(spread.p95 * 1000))" y1="8" y2="8" \
      vector-effect="non-scaling-stroke"/>\
      <rect x="\(number(spread.p25 * 1000))" y="2" \
      width="\(number(max(spread.p75 - spread.p25, 0.004) * 1000))" height="12"/>\
      <line class="median" x1="\(number(spread.p50 * 1000))" x2="\(number(spread.p50 * 1000))" y1="0" y2="16" \
      vector-effect="non-scaling-stroke"/>
      """
    return svg("box", width: 1000, height: 16, label: label, body)
  }

  static func svg(
    _ kind: String, width: Int, height: Int, label: String, _ body: String
  ) -> String {
    """
    <svg class="\(kind)" viewBox="0 0 \(width) \(height)" preserveAspectRatio="none" role="img" \
    aria-label="\(Markup.escape(label))">\(body)</svg>
    """
  }

  static func number(_ value: Double) -> String { Figures.fixed(value, 2) }
}
