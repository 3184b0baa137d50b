import Catalog
import Foundation
import TestSupport
import Testing

@testable import Batch

/// How often flights of simulated farms are beyond the line, condition by
/// condition: the table of docs/drift.md, printed as it stands there.
///
/// `FURROW_DRIFT_FARMS` is the number of farms.
@Suite(.enabled(if: Oracle.runsAll)) struct `Rates of drift on simulated farms` {
  /// The distances and null lines of a flight's figures, and its separability.
  private struct Finding {
    var figures: [(name: String, kind: String, distance: Double, line: Double)]
    var separability: Double

    init(_ comparison: RunDrift.Comparison) {
      figures = comparison.figures.map { ($0.name, $0.kind, $0.distance, $0.line) }
      separability = comparison.separability.first ?? .nan
    }

    func isBeyond(_ tolerance: Double) -> Bool {
      figures.contains { $0.distance > max(tolerance, $0.line) }
    }

    /// The figure that stands out the most.
    func worst(_ tolerance: Double) -> String {
      figures.max { $0.distance / max(tolerance, $0.line) < $1.distance / max(tolerance, $1.line) }?.name
        ?? ""
    }
  }

  private static let tolerances = [0.0, 0.15, 0.2, 0.25, 0.3]

  @Test func `the table`() throws {
    let farms = ProcessInfo.processInfo.environment["FURROW_DRIFT_FARMS"].flatMap(Int.init) ?? 8
    var found = DriftFarm.conditions.map { _ in [Finding]() }
    for seed in 0..<farms {
      let farm = try DriftFarm(seed: UInt64(100 + seed))
      for (place, condition) in DriftFarm.conditions.enumerated() {
        if let comparison = try farm.drift(condition) { found[place].append(Finding(comparison)) }
      }
    }
    let beyond = Self.tolerances.map { "beyond \($0)" }.joined(separator: " | ")
    print(
      "| condition | flights | \(beyond) | largest distance | separability | what stood out most |")
    for (condition, findings) in zip(DriftFarm.conditions, found) {
      print(Self.row(condition.name, findings))
    }
    let clean = zip(DriftFarm.conditions, found).filter(\.0.isClean).flatMap(\.1)
    print(Self.row("all clean flights", clean))
    let alarms = clean.count { $0.isBeyond(0.2) }
    #expect(Double(alarms) <= max(1, 0.1 * Double(clean.count)), "\(alarms) of \(clean.count)")
    let dense = found[DriftFarm.conditions.firstIndex { $0.name == "haze: dense" } ?? 0]
    #expect(dense.allSatisfy { $0.isBeyond(0.2) })
  }

  private static func row(_ name: String, _ findings: [Finding]) -> String {
    let rates = tolerances.map { tolerance in
      rate(findings.count { $0.isBeyond(tolerance) }, of: findings.count)
    }
    let largest = findings.map { $0.figures.map(\.distance).max() ?? 0 }
    var counts: [String: Int] = [:]
    for finding in findings { counts[finding.worst(0.2), default: 0] += 1 }
    let most = counts.values.max() ?? 0
    let worst = counts.keys.filter { counts[$0] == most }.sorted().first ?? ""
    return "| \(name) | \(findings.count) | \(rates.joined(separator: " | ")) | \(text(median(largest))) "
      + "| \(text(median(findings.map(\.separability)))) | \(worst) |"
  }

  /// A rate with Wilson's 95 % interval.
  private static func rate(_ count: Int, of all: Int) -> String {
    let n = Double(max(1, all))
    let p: Double = Double(count) / n
    let z: Double = 1.96
    let scale: Double = 1 + z * z / n
    let centre: Double = (p + z * z / (2 * n)) / scale
    let variance: Double = p * (1 - p) / n + z * z / (4 * n * n)
    let half: Double = z / scale * variance.squareRoot()
    func percent(_ value: Double) -> Int { Int((min(max(value, 0), 1) * 100).rounded()) }
    return "\(percent(p)) % (\(percent(centre - half)) to \(percent(centre + half)))"
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private static func text(_ value: Double) -> String { String(format: "%.2f", value) }
}
