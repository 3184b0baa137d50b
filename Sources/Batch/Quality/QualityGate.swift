import Foundation
import JobDefinition

/// Holds a mosaic's figures against what a job wants.
struct QualityGate {
  let limits: QualityLimits

  /// What is wrong, a phrase each with the measured figure and the limit.
  func reasons(_ figures: QualityFigures) -> [String] {
    [
      above(
        "of the sampled pixels are overexposed", figures.overexposed, "max_overexposed",
        limits.maximumOverexposed),
      above(
        "of the sampled pixels are underexposed", figures.underexposed, "max_underexposed",
        limits.maximumUnderexposed),
      above(
        "of the sampled pixels have a reflectance that no ground has", figures.implausible, "max_implausible",
        limits.maximumImplausible),
      blurred(figures),
      above("of the sampled pixels hold no data", figures.nodata, "max_nodata", limits.maximumNodata),
      uncovered(figures),
    ].compactMap(\.self)
  }

  private func above(_ what: String, _ found: Double?, _ key: String, _ limit: Double?) -> String? {
    guard let found, let limit, found > limit else { return nil }
    return "\(Self.percent(found)) \(what), above '\(key)' of \(Self.percent(limit))"
  }

  private func blurred(_ figures: QualityFigures) -> String? {
    guard let found = figures.sharpness, let limit = limits.minimumSharpness, found < limit else {
      return nil
    }
    return
      "it is blurred: its sharpness is \(Self.number(found)), below 'min_sharpness' of \(Self.number(limit))"
  }

  private func uncovered(_ figures: QualityFigures) -> String? {
    guard let found = figures.coverage, let limit = limits.minimumCoverage, found < limit else { return nil }
    return "it covers \(Self.percent(found)) of the fields, below 'min_coverage' of \(Self.percent(limit))"
  }

  static func percent(_ share: Double) -> String { "\(number(share * 100)) %" }

  /// Three digits that count.
  static func number(_ value: Double) -> String { String(format: "%.3g", value) }
}

extension QualityFigures {
  /// Every figure with its name, for people.
  var phrases: [String] {
    [
      overexposed.map { "overexposed \(QualityGate.percent($0))" },
      underexposed.map { "underexposed \(QualityGate.percent($0))" },
      implausible.map { "implausible \(QualityGate.percent($0))" },
      sharpness.map { "sharpness \(QualityGate.number($0))" },
      "nodata \(QualityGate.percent(nodata))",
      coverage.map { "coverage of the fields \(QualityGate.percent($0))" },
    ].compactMap(\.self)
  }
}
