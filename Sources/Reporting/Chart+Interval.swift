import Pixels

extension Chart {
  /// A bar from nothing to a value, a notch where the uncorrected value is and
  /// a whisker over the interval, all on a scale from 0 to 1.
  static func interval(
    _ value: Double, mapped: Double, interval: ClosedRange<Double>?, color: Legend.Color, label: String
  ) -> String {
    var body = """
      <rect x="0" y="3" width="\(number(value * 1000))" height="10" fill="\(color.hex)"/>\
      \(upright("mapped", at: mapped, from: 0, to: 16))
      """
    if let interval {
      body += """
        <line class="whisker" x1="\(number(interval.lowerBound * 1000))" \
        x2="\(number(interval.upperBound * 1000))" y1="8" y2="8" vector-effect="non-scaling-stroke"/>\
        \(upright("whisker", at: interval.lowerBound, from: 4, to: 12))\
        \(upright("whisker", at: interval.upperBound, from: 4, to: 12))
        """
    }
    return svg("interval", width: 1000, height: 16, label: label, body)
  }

  private static func upright(_ kind: String, at place: Double, from top: Int, to bottom: Int) -> String {
    """
    <line class="\(kind)" x1="\(number(place * 1000))" x2="\(number(place * 1000))" y1="\(top)" \
    y2="\(bottom)" vector-effect="non-scaling-stroke"/>
    """
  }
}
