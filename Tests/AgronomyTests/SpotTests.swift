import Grid
import TestSupport
import Testing

@testable import Agronomy

@Suite struct SpotTests {
  /// Three by three cells of one metre, driven northwards from (0, 0).
  private func lattice() throws -> MachineLattice {
    try MachineLattice(
      over: MachineLatticeTests.rectangle(width: 3, length: 3, bearing: 0),
      machine: try Machine(boomMetres: 3, sectionMetres: 1, stepMetres: 1), direction: .degrees(0))
  }

  /// A pixel of 10 cm around a place.
  private func pixel(_ across: Double, _ along: Double, side: Double = 0.1) -> GroundPixel {
    GroundPixel(
      centre: MapPoint(x: across, y: along), column: MapPoint(x: side, y: 0), row: MapPoint(x: 0, y: -side))
  }

  private func marked(_ pixels: [GroundPixel], buffer: Double) throws -> [Int] {
    var marks = try SpotMarks(try lattice(), bufferMetres: buffer)
    for pixel in pixels { marks.add(pixel) }
    return marks.isMarked.indices.filter { marks.isMarked[$0] }
  }

  @Test func `a spot marks its cell and those that its buffer reaches`() throws {
    #expect(try marked([pixel(1.5, 1.5)], buffer: 0) == [4])
    // The pixel's edge is 0.45 m from each side of its cell.
    #expect(try marked([pixel(1.5, 1.5)], buffer: 0.44) == [4])
    #expect(try marked([pixel(1.5, 1.5)], buffer: 0.46) == [1, 3, 4, 5, 7])
    // Corners are 0.45 * sqrt 2 = 0.636 m away.
    #expect(try marked([pixel(1.5, 1.5)], buffer: 0.63) == [1, 3, 4, 5, 7])
    #expect(try marked([pixel(1.5, 1.5)], buffer: 0.64) == Array(0..<9))
    // A pixel up to a cell's border does not mark the cell behind it; one across it does.
    #expect(try marked([pixel(0.95, 0.5)], buffer: 0) == [0])
    #expect(try marked([pixel(1, 0.5)], buffer: 0) == [0, 1])
    // Outside of the lattice only the buffer counts.
    #expect(try marked([pixel(-0.3, 0.5)], buffer: 0.2) == [])
    #expect(try marked([pixel(-0.3, 0.5)], buffer: 0.3) == [0])
  }

  @Test func `a pixel larger than cells marks all that it covers`() throws {
    #expect(try marked([pixel(1.5, 1.5, side: 2)], buffer: 0) == Array(0..<9))
    // A diamond of half a diagonal of 1.4 covers no corner cell's middle but reaches into all.
    let diamond = GroundPixel(
      centre: MapPoint(x: 1.5, y: 1.5), column: MapPoint(x: 0.9, y: 0.9), row: MapPoint(x: 0.9, y: -0.9))
    #expect(try marked([diamond], buffer: 0) == [1, 3, 4, 5, 7])
  }

  @Test func `the area of spots is counted where they lie`() throws {
    var marks = try SpotMarks(try lattice(), bufferMetres: 1)
    marks.add(pixel(2.5, 0.5))
    marks.add(pixel(2.5, 0.6), share: 0.5)
    #expect(abs(marks.infestedSquareMetres[2] - 0.015) < 1e-12)
    #expect(marks.infestedSquareMetres.reduce(0, +) == marks.infestedSquareMetres[2])
  }

  /// Against the distance between the two shapes found by trying many points.
  @Test(arguments: 0..<20) func `distances are those between the shapes`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
    let pixel = GroundPixel(
      centre: MapPoint(x: number(-3...4), y: number(-3...4)),
      column: MapPoint(x: number(0.2...1), y: number(-0.5...0.5)),
      row: MapPoint(x: number(-0.5...0.5), y: number(-1...(-0.2))))
    let box = GroundBox(low: MapPoint(x: 0, y: 0), high: MapPoint(x: 1, y: 1))
    var least = Double.infinity
    for a in stride(from: -0.5, through: 0.5, by: 0.01) {
      for b in stride(from: -0.5, through: 0.5, by: 0.01) {
        let x = pixel.centre.x + a * pixel.column.x + b * pixel.row.x
        let y = pixel.centre.y + a * pixel.column.y + b * pixel.row.y
        let (dx, dy) = (max(0, max(-x, x - 1)), max(0, max(-y, y - 1)))
        least = min(least, (dx * dx + dy * dy).squareRoot())
      }
    }
    #expect(pixel.reaches(box, buffer: least + 0.02))
    if least > 0.02 { #expect(!pixel.reaches(box, buffer: least - 0.02)) }
  }

  @Test func `product, area and saving by hand`() throws {
    let lattice = try lattice()
    let weights = [UInt32](repeating: 1 << 24, count: 9)
    let marks = (0..<9).map { $0 == 4 || $0 == 8 }
    let outcome = try Prescription.spots(
      marks, infested: Array(repeating: 0, count: 9), lattice: lattice, weights: weights, unit: .litres,
      request: try SpotRequest(spotRate: 200))
    let plan = outcome.prescription
    // Two square metres at 200 l/ha, of nine.
    #expect(plan.product == 0.04 && plan.treatedSquareMetres == 2 && plan.workingSquareMetres == 9)
    #expect(abs(plan.blanketProduct - 0.18) < 1e-12 && abs(plan.saving - 7.0 / 9) < 1e-12)
    #expect(plan.rate(at: MapPoint(x: 1.5, y: 1.5)) == 200 && plan.rate(at: MapPoint(x: 0.5, y: 1.5)) == 0)
  }

  @Test func `short runs are lengthened within the field`() throws {
    let lattice = try lattice()
    var weights = [UInt32](repeating: 1 << 24, count: 9)
    weights[8] = 0
    let outcome = try Prescription.spots(
      [true, false, false, false, true, false, false, false, false].enumerated().map {
        $0.element || $0.offset == 5
      },
      infested: Array(repeating: 0, count: 9), lattice: lattice, weights: weights, unit: .litres,
      request: try SpotRequest(spotRate: 100, minimumLengthMetres: 1.2))
    // Column 0: ahead, since behind is the edge. Column 1: ahead. Column 2: back, since ahead is no field.
    #expect(outcome.prescription.zones == [1, 0, 1, 1, 1, 1, 0, 1, 0])
  }

  @Test func `the cap leaves out the least infested runs`() throws {
    let weights = [UInt32](repeating: 1 << 24, count: 9)
    let infested = [0.5, 0.01, 0.2, 0, 0, 0, 0, 0, 0]
    let request = try SpotRequest(spotRate: 100, cap: 0.025)
    let outcome = try Prescription.spots(
      (0..<9).map { $0 < 3 }, infested: infested, lattice: try lattice(), weights: weights, unit: .kilograms,
      request: request)
    #expect(outcome.prescription.zones == [1, 0, 1, 0, 0, 0, 0, 0, 0])
    #expect(outcome.forgoneRuns == 1 && outcome.forgoneSquareMetres == 0.01)
    #expect(throws: PrescriptionError.self) {
      _ = try Prescription.spots(
        (0..<9).map { $0 < 3 }, infested: infested, lattice: try lattice(), weights: weights,
        unit: .kilograms,
        request: try SpotRequest(baseRate: 50, spotRate: 100, cap: 0.025))
    }
  }

  /// Random fields of marks: nothing marked is lost, runs are long enough, caps hold.
  @Test(arguments: 0..<30) func `what a machine needs holds for any field`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let machine = try Machine(boomMetres: 6, sectionMetres: 0.5, stepMetres: 0.25)
    let field = GroundArea([
      GroundArea.Polygon(
        outer: (0..<9).map { corner in
          let angle = Double(corner) * 0.698, reach = Double.random(in: 6...20, using: &random)
          return MapPoint(x: reach * Heading(angle * 57.3).ahead.x, y: reach * Heading(angle * 57.3).ahead.y)
        })
    ])
    let lattice = try MachineLattice(over: field, machine: machine, direction: .automatic)
    let weights = try lattice.coverage(of: field)
    let marks = weights.map { $0 > 0 && Int.random(in: 0..<40, using: &random) == 0 }
    let infested = marks.map { $0 ? Double.random(in: 0...0.1, using: &random) : 0 }
    let length = Double.random(in: 0...3, using: &random)
    let free = try Prescription.spots(
      marks, infested: infested, lattice: lattice, weights: weights, unit: .litres,
      request: try SpotRequest(spotRate: 150, minimumLengthMetres: length)
    ).prescription
    #expect(zip(marks, free.zones).allSatisfy { !$0 || $1 == 1 })
    let tracks = SectionTracks(lattice: lattice, weights: weights)
    let least = Int((length / 0.25).rounded(.up))
    for run in tracks.runs(of: free.zones) where run.count < least {
      // Only where the field itself is shorter.
      for next in [run[0] - lattice.size.width, run[run.count - 1] + lattice.size.width] {
        #expect(!weights.indices.contains(next) || weights[next] == 0)
      }
    }
    let cap = free.product * Double.random(in: 0.1...0.9, using: &random)
    guard cap > 0 else { return }
    let capped = try Prescription.spots(
      marks, infested: infested, lattice: lattice, weights: weights, unit: .litres,
      request: try SpotRequest(spotRate: 150, minimumLengthMetres: length, cap: cap)
    ).prescription
    #expect(capped.product <= cap * (1 + 1e-9))
    // What is left out is given up as whole runs.
    let runs = Set(tracks.runs(of: free.zones))
    #expect(tracks.runs(of: capped.zones).allSatisfy(runs.contains))
  }
}
