import Foundation
import Learning

/// A comparison in words for people.
struct DriftWords {
  private let found: DriftFinding

  init(_ found: DriftFinding) { self.found = found }

  /// Says that the flight is unlike what the model was trained on, and by what.
  var drifted: String {
    "the flight is unlike what the model was trained on: \(figures); compared with \(reference)"
  }

  /// Says that it is not.
  var asTrained: String {
    "the flight is like what the model was trained on: at the most \(figures); compared with \(reference)"
  }

  /// What the flight was compared with.
  var reference: String {
    let part = found.part
    let names = part.scenes.prefix(3).map(\.name).joined(separator: ", ")
    let more = part.scenes.count > 3 ? " and \(part.scenes.count - 3) more" : ""
    return names + more + (part.seasonDays.map { ", \(Self.apart($0))" } ?? "")
  }

  private static func apart(_ days: Int) -> String {
    days == 0
      ? "on the same day of the year" : "\(days) \(days == 1 ? "day" : "days") of the year apart"
  }

  /// What decides comes first.
  private var figures: String {
    guard let worst = found.worst else {
      return separability + line(found.separabilityLine) + (figure.map { ", \($0)" } ?? "")
    }
    return "\(Self.distance(of: worst))\(line(worst.line)), \(separability)"
  }

  private func line(_ value: Double) -> String { " (line \(Self.text(value)))" }

  private var figure: String? { found.comparison.worst.map(Self.distance) }

  private static func distance(of figure: DriftComparison.Figure) -> String {
    "\(name(figure.column)) differs by \(text(figure.distance))"
  }

  private var separability: String {
    guard let value = found.classifier.separability.value else { return "nothing else is known" }
    return "a forest tells them apart by \(Self.text(value))"
  }

  private static func name(_ column: DriftSample.Column) -> String {
    switch column.kind {
    case .band: "the band \(column.name)"
    case .feature: "the feature '\(column.name)'"
    case .confidence: "the confidence"
    case .classCode: "the shares of classes"
    }
  }

  private static func text(_ value: Double) -> String { String(format: "%.2f", value) }
}
