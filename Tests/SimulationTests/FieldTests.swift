import Grid
import Pixels
import Simulation
import Testing

@Suite struct FieldTests {
  @Test func `every kind of field is there with its shape`() throws {
    let scene = try FarmScene(parameters: .fixture())
    let byKind = Dictionary(grouping: scene.fields, by: \.kind)
    #expect(Set(byKind.keys) == Set(SceneField.Kind.allCases))
    #expect(byKind[.pond]?.allSatisfy { $0.parts.count == 1 && $0.parts[0].holes.count == 1 } == true)
    #expect(byKind[.multipart]?.allSatisfy { $0.parts.count == 2 } == true)
    #expect(byKind[.irregular]?.allSatisfy { $0.parts[0].outer.count > 8 } == true)
    #expect(byKind[.rectangle]?.allSatisfy { $0.parts[0].outer.count == 4 } == true)
    #expect(byKind[.trialPlot]?.allSatisfy { abs($0.areaSquareMetres - 12) < 1e-6 } == true)
    #expect(Set(scene.fields.map(\.id)).count == scene.fields.count)
  }

  @Test func `fields of a large farm lie apart from one another and within the flight`() throws {
    let scene = try FarmScene(parameters: .benchmark(side: 16_384))
    #expect(scene.fields.count > 40)
    let parts = scene.fields.flatMap { field in field.parts.map { (field.id, $0) } }
    for (id, part) in parts {
      for corner in part.outer {
        #expect(contains(scene.coverageOutline.outer, corner))
        #expect(!parts.contains { $0.0 != id && contains($0.1.outer, corner) })
      }
    }
    let crosses = parts.contains { part in
      Set(part.1.outer.map { Int($0.column / 512) }).count > 1
    }
    #expect(crosses)
  }

  @Test func `rows bend gently and keep their spacing`() throws {
    let scene = try FarmScene(parameters: .benchmark(side: 8192))
    var bows: [Double] = []
    for line in scene.rowLines where line.points.count > 4 {
      let (a, b) = (line.points[0], line.points[line.points.count - 1])
      let middle = line.points[line.points.count / 2]
      let (x, y) = (b.column - a.column, b.row - a.row)
      let length = (x * x + y * y).squareRoot()
      bows.append(abs((middle.column - a.column) * y - (middle.row - a.row) * x) / length / length)
    }
    #expect(bows.allSatisfy { $0 < 0.03 } && bows.contains { $0 > 0.002 })
  }

  @Test func `a field passes to the pipeline with its attributes`() throws {
    let scene = try FarmScene(parameters: .fixture())
    let plot = try #require(scene.fields.first { $0.kind == .trialPlot })
    let field = scene.field(plot)
    #expect(field.id == plot.id && field.crop == plot.crop.name)
    #expect(field.rowSpacingMetres == plot.crop.rowSpacingMetres)
    #expect(abs(field.pixelAreaSquareMetres - 0.000_625) < 1e-12)
  }

  @Test func `parameters out of range and farms without room are refused`() {
    var parameters = SceneParameters.fixture()
    parameters.gapFraction = 1.5
    #expect(
      throws: SceneError.parameter(name: "gapFraction", value: "1.5", reason: "it must lie within 0.0...0.9")
    ) {
      try FarmScene(parameters: parameters)
    }
    parameters = .fixture()
    parameters.fieldSideMetres = 50
    #expect(throws: SceneError.noRoom(fieldSideMetres: 50)) { try FarmScene(parameters: parameters) }
    parameters = .fixture()
    parameters.crops = []
    #expect(throws: SceneError.self) { try FarmScene(parameters: parameters) }
    #expect(throws: SceneError.self) {
      try FarmScene(parameters: .fixture(), acquisition: Acquisition(daysAfter: -1))
    }
  }

  private func contains(_ ring: [GridPoint], _ point: GridPoint) -> Bool {
    var inside = false
    for (index, a) in ring.enumerated() {
      let b = ring[(index + 1) % ring.count]
      if (a.row > point.row) != (b.row > point.row),
        point.column < a.column + (point.row - a.row) * (b.column - a.column) / (b.row - a.row)
      {
        inside.toggle()
      }
    }
    return inside
  }
}
