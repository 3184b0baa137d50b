extension Chart {
  /// What one flight says.
  struct SeasonPoint {
    /// The day as "yyyy-mm-dd", where it is known.
    let date: String?
    let value: Double
    var corrected: Double?
    var interval: ClosedRange<Double>?
  }

  /// A value through the season: a line of discs, and diamonds with whiskers
  /// where there are corrected values. Its words keep their size, so the chart
  /// is to be shown about 360 pixels wide.
  static func season(
    _ points: [SeasonPoint], color: String, startsAtZero: Bool, language: ReportLanguage, label: String
  ) -> String {
    let frame = SeasonFrame(points, startsAtZero: startsAtZero)
    return """
      <svg class="season" viewBox="0 0 360 190" role="img" aria-label="\(Markup.escape(label))">\
      \(frame.scale(language))\(frame.days(points, language))\
      <polyline class="line" stroke="\(color)" points="\(frame.line(points))"/>\
      \(points.enumerated().map { frame.marks($1, at: $0, color: color) }.joined())</svg>
      """
  }
}

/// Where values and days lie on a season's chart.
private struct SeasonFrame {
  private let places: [Double]
  private let axis: Axis

  private static let left = 46.0
  private static let right = 346.0
  private static let top = 12.0
  private static let bottom = 160.0

  init(_ points: [Chart.SeasonPoint], startsAtZero: Bool) {
    let days = points.compactMap { $0.date.flatMap(Self.dayNumber) }
    let inOrder = points.indices.map(Double.init)
    let numbers = days.count == points.count && Set(days).count > 1 ? days.map(Double.init) : inOrder
    let first = numbers.first ?? 0
    let length = max((numbers.last ?? 0) - first, 1)
    places = numbers.map { points.count == 1 ? 0.5 : ($0 - first) / length }
    let values = points.flatMap {
      [$0.value, $0.corrected, $0.interval?.lowerBound, $0.interval?.upperBound].compactMap { $0 }
    }
    let low = startsAtZero ? 0 : values.min() ?? 0
    let high = values.max() ?? 1
    let margin = high > low ? (high - low) * 0.12 : max(abs(high) * 0.1, 0.05)
    axis = Axis(startsAtZero ? 0 : low - margin, high + margin) ?? Axis(0, 1).unsafelyUnwrapped
  }

  /// Days since 1 March of year 0 (proleptic Gregorian calendar).
  private static func dayNumber(_ date: String) -> Int? {
    guard let (year, month, day) = ReportLanguage.parts(date) else { return nil }
    let shifted = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    return 365 * shifted.0 + shifted.0 / 4 - shifted.0 / 100 + shifted.0 / 400 + (153 * shifted.1 + 2) / 5
      + day
  }

  private func x(_ place: Int) -> Double { Self.left + 14 + places[place] * (Self.right - Self.left - 28) }

  private func y(_ value: Double) -> Double { Self.bottom - axis.place(value) * (Self.bottom - Self.top) }

  func line(_ points: [Chart.SeasonPoint]) -> String {
    points.enumerated().map { "\(Chart.number(x($0))),\(Chart.number(y($1.value)))" }.joined(separator: " ")
  }

  /// Round values with their lines.
  func scale(_ language: ReportLanguage) -> String {
    let ticks = axis.ticks
    return ticks.values.map { value in
      let height = Chart.number(y(value))
      return """
        <line class="grid" x1="\(Self.left)" x2="\(Self.right)" y1="\(height)" y2="\(height)"/>\
        <text x="\(Self.left - 6)" y="\(height)" text-anchor="end" dominant-baseline="central">\
        \(language.number(value, ticks.decimals))</text>
        """
    }.joined()
  }

  /// The first and the last day, and others between them where there is room.
  func days(_ points: [Chart.SeasonPoint], _ language: ReportLanguage) -> String {
    var last = -Double.infinity
    let end = points.isEmpty ? 0 : x(points.count - 1)
    return points.enumerated().map { place, point in
      let isLast = place == points.count - 1
      guard let date = point.date, isLast || (x(place) - last > 52 && end - x(place) > 52) else { return "" }
      last = x(place)
      return """
        <text x="\(Chart.number(x(place)))" y="\(Self.bottom + 20)" text-anchor="middle">\
        \(Markup.escape(language.shortDay(date)))</text>
        """
    }.joined()
  }

  func marks(_ point: Chart.SeasonPoint, at place: Int, color: String) -> String {
    let across = x(place)
    var marks = """
      <circle cx="\(Chart.number(across))" cy="\(Chart.number(y(point.value)))" r="4" fill="\(color)" \
      stroke="#1c2721"/>
      """
    if let interval = point.interval {
      let (low, high) = (Chart.number(y(interval.lowerBound)), Chart.number(y(interval.upperBound)))
      let (left, right) = (Chart.number(across - 4), Chart.number(across + 4))
      marks += """
        <path class="whisker" d="M\(left) \(low)H\(right)M\(left) \(high)H\(right)M\(Chart.number(across)) \
        \(low)V\(high)"/>
        """
    }
    if let corrected = point.corrected {
      marks += """
        <path d="M\(Chart.number(across)) \(Chart.number(y(corrected) - 6))l6 6l-6 6l-6 -6Z" fill="#fff" \
        stroke="\(color)" stroke-width="2"/>
        """
    }
    return marks
  }
}
