import Foundation
import Learning

/// A comparison in words for people.
struct DriftWords {
  let worst: DriftComparison.Figure
  let area: Estimate
  let part: DriftReference.Part

  /// Says that the flight is unlike what the model was trained on, and by what.
  var drifted: String {
    "the flight is unlike what the model was trained on: \(distance), \(separability); compared with "
      + reference
  }

  /// Says that it is not.
  var asTrained: String {
    "the flight is like what the model was trained on: \(distance) is the most, \(separability); "
      + "compared with \(reference)"
  }

  /// What the flight was compared with.
  var reference: String {
    let names = part.scenes.prefix(3).map(\.name).joined(separator: ", ")
    let more = part.scenes.count > 3 ? " and \(part.scenes.count - 3) more" : ""
    return names + more + (part.seasonDays.map { ", \(Self.apart($0))" } ?? "")
  }

  private static func apart(_ days: Int) -> String {
    days == 0
      ? "on the same day of the year" : "\(days) \(days == 1 ? "day" : "days") of the year apart"
  }

  private var distance: String {
    "\(Self.name(worst.column)) differs by \(Self.text(worst.distance)) (line \(Self.text(worst.line)))"
  }

  private var separability: String {
    guard let value = area.value else { return "nothing else is known" }
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
