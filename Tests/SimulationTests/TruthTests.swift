import Grid
import Pixels
import Simulation
import Testing

@Suite struct TruthTests {
  /// The spans of pixel centres inside a ring, found anew for one row.
  private func columns(of ring: [GridPoint], row: Int) -> [Int] {
    let middle = Double(row) + 0.5
    var crossings: [Double] = []
    for (index, a) in ring.enumerated() {
      let b = ring[(index + 1) % ring.count]
      if (a.row > middle) != (b.row > middle) {
        crossings.append(a.column + (middle - a.row) * (b.column - a.column) / (b.row - a.row))
      }
    }
    crossings.sort()
    return stride(from: 0, to: crossings.count - 1, by: 2).flatMap { index in
      let from = Int((crossings[index] + 0.5).rounded(.down))
      let to = Int((crossings[index + 1] + 0.5).rounded(.down))
      return Array(from..<max(from, to))
    }
  }

  @Test(arguments: [0, 16])
  func `labels are the outlines filled by pixel centre`(day: Int) throws {
    let scene = try (day == 0 ? Shared.first : Shared.second).get()
    let rendering = try (day == 0 ? Shared.firstRendering : Shared.secondRendering).get()
    let (width, height) = (scene.size.width, scene.size.height)
    var crop = [Bool](repeating: false, count: width * height)
    var weed = crop
    for instance in scene.instances(in: PixelWindow(scene.size)) {
      var count = 0
      let rows = instance.outline.outer.map(\.row)
      let first = Int((rows.min() ?? 0).rounded(.down))
      for row in first...Int((rows.max() ?? 0).rounded(.up)) {
        for column in columns(of: instance.outline.outer, row: row) {
          count += 1
          guard (0..<width).contains(column), (0..<height).contains(row) else { continue }
          if instance.code == 1 {
            crop[row * width + column] = true
          } else {
            weed[row * width + column] = true
          }
        }
      }
      #expect(count == instance.areaPixels)
    }
    var wrong = 0
    for index in 0..<width * height {
      switch rendering.labels[index] {
      case 0: if crop[index] || weed[index] { wrong += 1 }
      case 1, 3: if !crop[index] { wrong += 1 }
      case 2: if !weed[index] { wrong += 1 }
      default: break
      }
    }
    #expect(wrong == 0)
  }

  @Test func `the four classes and nodata are there`() throws {
    let labels = try Shared.firstRendering.get().labels
    for code: ClassCode in [0, 1, 2, 3, .nodata] { #expect(labels.count { $0 == code } > 50) }
    #expect(Set(labels).count == 5)
    let legend = try FarmScene.legend()
    #expect(legend.entries.map(\.name) == ["soil", "crop", "weed", "disease"])
  }

  @Test func `windows divide the instances of the mosaic`() throws {
    let scene = try Shared.first.get()
    let whole = scene.instances(in: PixelWindow(scene.size))
    var parts: [SceneInstance] = []
    for row in stride(from: 0, to: 360, by: 90) {
      for column in stride(from: 0, to: 420, by: 140) {
        parts += scene.instances(
          in: PixelWindow(columns: column..<column + 140, rows: row..<row + 90))
      }
    }
    #expect(parts.count == whole.count)
    #expect(Set(parts) == Set(whole))
    #expect(Set(whole.map(\.id)).count == whole.count)
  }

  @Test func `gaps come up as often as asked and every other place has a plant`() throws {
    for gapFraction in [0.0, 0.08, 0.3] {
      var parameters = SceneParameters.benchmark(side: 2048)
      parameters.fieldSideMetres = 30
      parameters.gapFraction = gapFraction
      parameters.weedsPerSquareMetre = 0
      let scene = try FarmScene(parameters: parameters)
      let lines = scene.rowLines
      let sown = lines.map(\.sownCount).reduce(0, +)
      let missing = lines.map(\.missingCount).reduce(0, +)
      #expect(sown > 10_000)
      #expect(abs(Double(missing) / Double(sown) - gapFraction) < 0.02)
      var plants = 0
      scene.forEachInstance(in: PixelWindow(scene.size)) { _ in plants += 1 }
      #expect(plants == sown - missing)
    }
  }

  @Test func `plants stand on their rows`() throws {
    let scene = try Shared.first.get()
    let lines = Dictionary(grouping: scene.rowLines) { "\($0.fieldID) \($0.row)" }
    for instance in scene.instances(in: PixelWindow(scene.size)) where instance.kind == .crop {
      let id = try #require(instance.fieldID)
      let row = try #require(instance.row)
      let nearest = try #require(lines["\(id) \(row)"]).flatMap { line in
        zip(line.points, line.points.dropFirst()).map { distance(instance.centre, $0, $1) }
      }.min()
      #expect(try #require(nearest) * 0.03 < 0.2)
    }
  }

  private func distance(_ point: GridPoint, _ a: GridPoint, _ b: GridPoint) -> Double {
    let (x, y) = (b.column - a.column, b.row - a.row)
    let along = ((point.column - a.column) * x + (point.row - a.row) * y) / (x * x + y * y)
    let part = max(0, min(1, along))
    let dx = point.column - a.column - part * x
    let dy = point.row - a.row - part * y
    return (dx * dx + dy * dy).squareRoot()
  }

  @Test func `weeds are about as dense as asked`() throws {
    var parameters = SceneParameters.benchmark(side: 3000)
    parameters.fieldSideMetres = 40
    parameters.weedsPerSquareMetre = 1
    let scene = try FarmScene(parameters: parameters)
    var count = 0
    scene.forEachInstance(in: PixelWindow(columns: 600..<2400, rows: 600..<2400)) {
      if $0.kind != .crop { count += 1 }
    }
    #expect((0.6...1.4).contains(Double(count) / (90 * 90)))
  }
}
