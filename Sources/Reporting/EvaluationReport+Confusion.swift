import Pixels

extension EvaluationReport {
  var confusionNote: String {
    let left = unpredictedPixels
    return "Each row is what is truly there; its cells tell what that was taken for. Green is right, red is"
      + " wrong, and the deeper the more of it."
      + (left > 0
        ? " \(Figures.shown(Double(left), 0)) labelled pixels were given no class and are left out." : "")
  }

  var confusionColumns: [[String: Any]] { legend.entries.map { ["name": $0.name] } }

  var confusionRows: [[String: Any]] {
    zip(legend.entries, confusion).enumerated().map { truth, row in
      let (entry, counts) = row
      let total = counts.reduce(0, +)
      return [
        "name": entry.name, "color": entry.color.hex,
        "cells": counts.enumerated().map { confusionCell($1, of: total, isRight: $0 == truth) },
      ]
    }
  }

  private func confusionCell(_ count: Int, of total: Int, isRight: Bool) -> [String: Any] {
    let share = total > 0 ? Double(count) / Double(total) : 0
    let depth = count > 0 ? 0.06 + 0.84 * share.squareRoot() * share.squareRoot().squareRoot() : 0
    let color = isRight ? "44 106 67" : "163 38 24"
    return [
      "percent": total > 0 ? Figures.percent(share) : Figures.missing,
      "count": Figures.shown(Double(count), 0), "tone": depth > 0.5 ? "deep" : count == 0 ? "none" : "some",
      "shade": "rgb(\(color) / \(Figures.fixed(depth, 3)))",
    ]
  }
}
