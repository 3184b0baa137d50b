import Foundation
import Grid
import TestSupport
import Testing

@testable import Agronomy

@Suite struct ZoneTests {
  private func sample(_ seed: Int, count: Int) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      (Double.random(in: 0...1, using: &random) * Double.random(in: 0...1, using: &random) * 1000).rounded()
        / 1000
    }
  }

  @Test func `methods by hand`() throws {
    let values = ValueSample([1, 2, 4, 5, 7, 9, 10].map { ($0, 1) })
    #expect(try ZoneMethod.equalInterval.limits(of: values, zones: 3) == [4, 7])
    #expect(try ZoneMethod.quantiles.limits(of: values, zones: 7) == [1, 2, 4, 5, 7, 9])
    // {1,2,4,5} and {7,9,10}: 10 + 14/3; {1,2,4,5,7} and {9,10}: 22.8 + 0.5; {1,2}, the rest: 0.5 + 26.
    #expect(try ZoneMethod.jenks.limits(of: values, zones: 2) == [6])
    #expect(try ZoneMethod.kMeans.limits(of: values, zones: 2) == [(3 + 26.0 / 3) / 2])
    #expect([0.5, 4, 4.1, 99].map { ZoneMethod.zone(of: $0, limits: [4, 7]) } == [0, 0, 1, 2])
    #expect(throws: PrescriptionError.tooFewValues(zones: 3, distinct: 2)) {
      try ZoneMethod.kMeans.limits(of: ValueSample([(1, 1), (2, 1), (2, 5)]), zones: 3)
    }
  }

  private static func deviation(_ groups: [[Double]]) -> Double {
    groups.reduce(0) { sum, group in
      let mean = group.reduce(0, +) / Double(max(group.count, 1))
      return sum + group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
  }

  /// Against every possible division of a few values.
  @Test(arguments: 0..<30) func `natural breaks leave the least deviation`(seed: Int) throws {
    let values = sample(seed, count: 14)
    let distinct = Array(Set(values)).sorted()
    let limits = try ZoneMethod.jenks.limits(of: ValueSample(values.map { ($0, 1) }), zones: 3)
    func groups(_ limits: [Double]) -> [[Double]] {
      (0...2).map { zone in values.filter { ZoneMethod.zone(of: $0, limits: limits) == zone } }
    }
    var least = Double.infinity
    for first in 0..<distinct.count - 2 {
      for second in first + 1..<distinct.count - 1 {
        least = min(least, Self.deviation(groups([distinct[first], distinct[second]])))
      }
    }
    #expect(abs(Self.deviation(groups(limits)) - least) < 1e-12)
  }

  @Test(.enabled(if: Oracle.python != nil), arguments: 0..<4)
  func `natural breaks are those of jenkspy`(seed: Int) throws {
    let values = sample(seed, count: 400)
    let zones = 3 + seed
    let limits = try ZoneMethod.jenks.limits(of: ValueSample(values.map { ($0, 1) }), zones: zones)
    let code =
      "import jenkspy, json, sys; v = json.loads(sys.argv[1]); print(json.dumps(jenkspy.jenks_breaks(v, n_classes=int(sys.argv[2]))))"
    let text = "[" + values.map { "\($0)" }.joined(separator: ",") + "]"
    let output = try Oracle.tool(try #require(Oracle.python), ["-c", code, text, "\(zones)"])
    let breaks = try JSONDecoder().decode([Double].self, from: Data(output.utf8))
    // Theirs are the greatest values of classes, ours lie half way to the next.
    let greatest = limits.map { limit in values.filter { $0 <= limit }.max() ?? 0 }
    #expect(zip(greatest, breaks.dropFirst().dropLast()).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(breaks.count == zones + 1)
  }

  @Test(arguments: 0..<20) func `means stay where they are`(seed: Int) {
    var random = SeededGenerator(seed: seed + 100)
    let pairs = sample(seed, count: 500).map { ($0, Double.random(in: 0.5...2, using: &random)) }
    let zones = 2 + seed % 5
    let means = NearestMeans(ValueSample(pairs), zones: zones)
    let groups = Dictionary(grouping: pairs) { ZoneMethod.zone(of: $0.0, limits: means.limits) }
    #expect(groups.count == zones && means.means == means.means.sorted())
    for (zone, group) in groups {
      let weight = group.reduce(0) { $0 + $1.1 }
      #expect(abs(group.reduce(0) { $0 + $1.0 * $1.1 } / weight - means.means[zone]) < 1e-9)
      for (value, _) in group {
        let nearest = means.means.map { abs($0 - value) }.min() ?? 0
        #expect(abs(means.means[zone] - value) <= nearest + 1e-12)
      }
    }
  }

  @Test(arguments: 0..<10) func `quantiles share out the weight`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let values = (0..<1000).map { _ in Double.random(in: 0...1, using: &random) }
    let limits = try ZoneMethod.quantiles.limits(of: ValueSample(values.map { ($0, 1) }), zones: 4)
    for zone in 0..<4 {
      #expect(values.count { ZoneMethod.zone(of: $0, limits: limits) == zone } == 250)
    }
  }

  private func lattice(_ side: Int) throws -> MachineLattice {
    try MachineLattice(
      over: MachineLatticeTests.rectangle(width: Double(side), length: Double(side), bearing: 0),
      machine: try Machine(boomMetres: Double(side), sectionMetres: 1, stepMetres: 1), direction: .degrees(0))
  }

  @Test func `the majority of three by three, by hand`() throws {
    let weights = [UInt32](repeating: 1 << 24, count: 25)
    var zones = [UInt8](repeating: 0, count: 25)
    for row in 0..<5 { zones[row * 5 + 3] = 1; zones[row * 5 + 4] = 1 }
    zones[12] = 1  // A tooth of the right half: its neighbours are 3 of 9 in zone 0... of six to three.
    zones[6] = 1  // Alone in the left half.
    var smoothing = ZoneSmoothing(zones, lattice: try lattice(5), weights: weights)
    smoothing.takeMajority(columns: 3, rows: 3)
    #expect(smoothing.zones[6] == 0 && smoothing.zones[0] == 0 && smoothing.zones[24] == 1)
    #expect((0..<5).allSatisfy { smoothing.zones[$0 * 5] == 0 && smoothing.zones[$0 * 5 + 4] == 1 })
  }

  /// Against counting around each cell.
  @Test(arguments: 0..<10) func `the majority is that of counting`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let side = 12
    let weights = (0..<side * side).map { _ in UInt32(Int.random(in: 0...3, using: &random)) << 20 }
    let zones = (0..<side * side).map { _ in UInt8.random(in: 0...2, using: &random) }
    var smoothing = ZoneSmoothing(zones, lattice: try lattice(side), weights: weights)
    smoothing.takeMajority(columns: 5, rows: 3)
    for row in 0..<side {
      for column in 0..<side {
        var counts = [0, 0, 0]
        for y in max(0, row - 1)...min(side - 1, row + 1) {
          for x in max(0, column - 2)...min(side - 1, column + 2) {
            counts[Int(zones[y * side + x])] += Int(weights[y * side + x])
          }
        }
        let most = counts.max() ?? 0
        let own = Int(zones[row * side + column])
        let expected = counts[own] == most ? own : counts.firstIndex(of: most) ?? 0
        #expect(Int(smoothing.zones[row * side + column]) == expected)
      }
    }
  }

  @Test(arguments: 0..<10) func `no small zone is left`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let side = 20
    let weights = [UInt32](repeating: 1 << 24, count: side * side)
    let zones = (0..<side * side).map { _ in UInt8.random(in: 0...3, using: &random) }
    var smoothing = ZoneSmoothing(zones, lattice: try lattice(side), weights: weights)
    smoothing.dissolve(belowSquareMetres: 15)
    let regions = ZoneRegions(smoothing.zones, size: PixelSize(width: side, height: side), weights: weights)
    #expect(regions.areas.allSatisfy { $0 >= 15 << 24 })
  }

  @Test func `zones get their rates, a cap scales them, what was not seen its own`() throws {
    let weights = [UInt32](repeating: 1 << 24, count: 9)
    let values: [Double?] = [1, 1, 1, 5, 5, 5, 9, 9, nil]
    let request = try ZoneRequest(rates: [30, 20, 10], method: .kMeans, isSmoothed: false)
    let outcome = try Prescription.zones(
      field: "F", lattice: try lattice(3), weights: weights, unit: .kilograms, request: request,
      unseenRate: 30, blanketRate: 30
    ) { values[$0] }
    #expect(outcome.limits == [3, 7] && outcome.prescription.zones == [0, 0, 0, 1, 1, 1, 2, 2, 3])
    #expect(abs(outcome.prescription.product - (90 + 60 + 20 + 30) / 10_000) < 1e-12)
    var capped = request
    capped.cap = 0.01
    let scaled = try Prescription.zones(
      field: "F", lattice: try lattice(3), weights: weights, unit: .kilograms, request: capped,
      unseenRate: 30, blanketRate: 30
    ) { values[$0] }
    #expect(abs(scaled.scale - 0.5) < 1e-9 && scaled.prescription.product <= 0.01)
    #expect(throws: PrescriptionError.noValues(field: "F")) {
      _ = try Prescription.zones(
        field: "F", lattice: try lattice(3), weights: weights, unit: .kilograms, request: request,
        unseenRate: 0, blanketRate: 30
      ) { _ in nil }
    }
  }

  @Test func `a coarse raster leaves no cell without a value`() throws {
    var means = CellMeans(try lattice(6))
    // Four pixels of three metres.
    for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
      means.add(
        GroundPixel(
          centre: MapPoint(x: 1.5 + 3 * Double(column), y: 1.5 + 3 * Double(row)),
          column: MapPoint(x: 3, y: 0), row: MapPoint(x: 0, y: 3)), value: Double(10 * row + column))
    }
    let weights = [UInt32](repeating: 1 << 24, count: 36)
    #expect(means.seenCells(weights: weights).allSatisfy { $0 })
    #expect((0..<36).allSatisfy { abs((means.mean($0) ?? -1) - Double(10 * ($0 / 18) + $0 % 6 / 3)) < 1e-12 })
    #expect((0..<36).allSatisfy { abs(means.seenSquareMetres[$0] - 1) < 1e-12 })
  }
}
