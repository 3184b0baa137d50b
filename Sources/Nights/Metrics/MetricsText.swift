/// Figures in the text format that Prometheus reads.
///
/// Source: the text-based exposition format, version 0.0.4.
struct MetricsText {
  /// A figure with the labels that tell it from others of its family.
  struct Sample: Hashable {
    var labels: [(name: String, value: String)] = []
    var value: Double

    static func == (left: Sample, right: Sample) -> Bool { left.line("") == right.line("") }
    func hash(into hasher: inout Hasher) { hasher.combine(line("")) }

    fileprivate func line(_ name: String) -> String {
      let pairs = labels.map { "\($0.name)=\"\(MetricsText.escaped($0.value))\"" }.joined(separator: ",")
      return "\(name)\(pairs.isEmpty ? "" : "{\(pairs)}") \(MetricsText.digits(value))\n"
    }
  }

  private(set) var text = ""

  /// Adds a family of gauges; one without samples is left out.
  mutating func add(_ name: String, help: String, _ samples: [Sample]) {
    guard !samples.isEmpty else { return }
    text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + samples.map { $0.line(name) }.joined()
  }

  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  private static func digits(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}
