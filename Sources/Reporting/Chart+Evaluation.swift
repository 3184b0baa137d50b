import Pixels

extension Chart {
  /// A bar from 0 to a value on a scale from 0 to 1, and a whisker over it
  /// from the lower to the upper end of its interval.
  static func whiskerBar(
    _ value: Double, from lower: Double?, to upper: Double?, color: Legend.Color, label: String
  )
    -> String
  {
    var body = """
      <rect class="track" x="0" y="2" width="1000" height="12"/>\
      <rect x="0" y="2" width="\(number(clamp(value) * 1000))" height="12" fill="\(color.hex)"/>
      """
    if let lower, let upper {
      let ends = [lower, upper].map { number(clamp($0) * 1000) }
      let path = "M\(ends[0]) 8H\(ends[1])M\(ends[0]) 4V12M\(ends[1]) 4V12"
      for layer in ["halo", "whisker"] {
        body += #"<path class="\#(layer)" d="\#(path)" vector-effect="non-scaling-stroke"/>"#
      }
    }
    return svg("score", width: 1000, height: 16, label: label, body)
  }

  /// The share of right predictions over confidence, both from 0 to 1; bins
  /// with few predictions are pale.
  static func reliability(_ reliability: EvaluationReport.Reliability, label: String) -> String {
    let bins = reliability.bins
    let step = 100 / Double(max(bins.count, 1))
    let most = bins.map(\.share).max() ?? 0
    var body = ""
    for (i, bin) in bins.enumerated() {
      guard let accuracy = bin.accuracy, let confidence = bin.confidence, most > 0 else { continue }
      let x = Double(i) * step
      let opacity = 0.2 + 0.8 * (bin.share / most).squareRoot()
      body += """
        <rect x="\(number(x + step * 0.08))" y="\(number(100 - clamp(accuracy) * 100))" \
        width="\(number(step * 0.84))" height="\(number(clamp(accuracy) * 100))" \
        fill-opacity="\(number(opacity))"/>\
        <path class="level" d="M\(number(x)) \(number(100 - clamp(confidence) * 100))h\(number(step))" \
        vector-effect="non-scaling-stroke"/>
        """
    }
    return square(label, body)
  }

  /// Points of two shares from 0 to 1, and the line on which they are equal.
  static func scatter(_ points: [(x: Double, y: Double)], label: String) -> String {
    let marks = points.map { "M\(number(clamp($0.x) * 100)) \(number(100 - clamp($0.y) * 100))h0" }
    return square(
      label,
      #"<path class="points" d="\#(marks.joined())" vector-effect="non-scaling-stroke"/>"#)
  }

  private static func square(_ label: String, _ body: String) -> String {
    let grid = """
      <path class="grid" d="M0 25H100M0 50H100M0 75H100M25 0V100M50 0V100M75 0V100" \
      vector-effect="non-scaling-stroke"/>
      """
    let line = #"<path class="equal" d="M0 100L100 0" vector-effect="non-scaling-stroke"/>"#
    return svg("square", width: 100, height: 100, label: label, grid + body + line)
  }

  private static func clamp(_ value: Double) -> Double { min(max(value, 0), 1) }
}
