import FieldStatistics
import Foundation
import Grid
import TestSupport
import Testing

@testable import Agronomy

@Suite struct MachineLatticeTests {
  /// A rectangle of a width and a length, its length along a bearing.
  static func rectangle(width: Double, length: Double, bearing: Double) -> GroundArea {
    let heading = Heading(bearing)
    let corners = [(0.0, 0.0), (0, width), (length, width), (length, 0)].map { (u: Double, v: Double) in
      MapPoint(x: u * heading.ahead.x + v * heading.right.x, y: u * heading.ahead.y + v * heading.right.y)
    }
    return GroundArea([GroundArea.Polygon(outer: corners)])
  }

  @Test func `three by three cells by hand`() throws {
    let machine = try Machine(boomMetres: 3, sectionMetres: 1, stepMetres: 2)
    let field = Self.rectangle(width: 3, length: 6, bearing: 0)
    let lattice = try MachineLattice(over: field, machine: machine, direction: .degrees(0))
    #expect(lattice.size == PixelSize(width: 3, height: 3) && lattice.swathCount == 1)
    #expect(lattice.cell(at: MapPoint(x: 2.5, y: 0.5)) == PixelPoint(column: 2, row: 0))
    #expect(lattice.cell(at: MapPoint(x: 0.5, y: 5.5)) == PixelPoint(column: 0, row: 2))
    #expect(lattice.cell(at: MapPoint(x: 3.5, y: 1)) == nil)
    #expect(try lattice.coverage(of: field) == Array(repeating: 1 << 24, count: 9))
    // Eastwards the first section is the northernmost: left of the way.
    let turned = try MachineLattice(over: field, machine: machine, direction: .degrees(90))
    #expect(turned.size == PixelSize(width: 6, height: 2))
    #expect(turned.cell(at: MapPoint(x: 0.5, y: 5.5)) == PixelPoint(column: 0, row: 0))
  }

  @Test(arguments: [0.0, 17, 45, 89.5, 90, 133, 179]) func `a long field is driven along its length`(
    bearing: Double
  ) throws {
    let field = Self.rectangle(width: 40, length: 200, bearing: bearing)
    let found = SwathDirection.automatic.bearing(over: field)
    let apart = abs(found - bearing)
    #expect(min(apart, 180 - apart) < 1e-6)
    let machine = try Machine(boomMetres: 24, sectionMetres: 0.5, stepMetres: 1)
    let lattice = try MachineLattice(over: field, machine: machine, direction: .automatic)
    #expect(lattice.swathCount == 2 && lattice.size.height == 200)
  }

  /// No other way among many covers a field's hull with fewer swaths.
  @Test(arguments: 0..<20) func `no way is narrower`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let points = (0..<12).map { _ in
      MapPoint(x: .random(in: -100...100, using: &random), y: .random(in: -60...60, using: &random))
    }
    let hull = SwathDirection.convexHull(of: points)
    let best = Extent(of: hull, bearing: SwathDirection.narrowest(of: points)).width
    for tenth in 0..<1800 { #expect(Extent(of: points, bearing: Double(tenth) / 10).width > best - 2e-3) }
  }

  @Test func `what covers the field has the field's area`() throws {
    let field = GroundArea([
      GroundArea.Polygon(
        outer: [.init(x: 0, y: 0), .init(x: 90, y: 12), .init(x: 70, y: 80), .init(x: 5, y: 60)],
        holes: [[.init(x: 30, y: 30), .init(x: 40, y: 30), .init(x: 35, y: 41)]])
    ])
    let machine = try Machine(boomMetres: 12, sectionMetres: 0.75, stepMetres: 0.6)
    let lattice = try MachineLattice(over: field, machine: machine, direction: .degrees(33))
    let units = try lattice.coverage(of: field).reduce(UInt64(0)) { $0 + UInt64($1) }
    let area = Double(units) * 0x1p-24 * machine.cellSquareMetres
    #expect(abs(area / field.squareMetres - 1) < 1e-7)
  }

  @Test func `bad machines are refused`() {
    #expect(throws: PrescriptionError.sectionsDoNotFit(boomMetres: 24, sectionMetres: 0.7)) {
      try Machine(boomMetres: 24, sectionMetres: 0.7, stepMetres: 1)
    }
    #expect(throws: PrescriptionError.notPositive(what: "cell length", value: 0)) {
      try Machine(boomMetres: 24, sectionMetres: 0.5, stepMetres: 0)
    }
    #expect(throws: PrescriptionError.self) {
      let field = Self.rectangle(width: 5000, length: 5000, bearing: 0)
      _ = try MachineLattice(
        over: field, machine: try Machine(boomMetres: 24, sectionMetres: 0.5, stepMetres: 0.5),
        direction: .automatic)
    }
  }
}
