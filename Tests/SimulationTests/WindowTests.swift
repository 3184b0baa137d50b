import Grid
import Pixels
import Simulation
import TestSupport
import Testing

@Suite struct WindowTests {
  @Test func `any window equals the same window of the whole`() throws {
    let scene = try Shared.first.get()
    let whole = try Shared.firstRendering.get()
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<14 {
      let column = Int.random(in: 0..<400, using: &generator)
      let row = Int.random(in: 0..<340, using: &generator)
      let window = PixelWindow(
        columns: column..<Int.random(in: column + 1...min(420, column + 150), using: &generator),
        rows: row..<Int.random(in: row + 1...min(360, row + 40), using: &generator))
      let part = Rendering(scene, window)
      for (index, row) in window.rows.enumerated() {
        for band in 0..<5 {
          let start = band * 420 * 360 + row * 420
          let partStart = band * window.pixelCount + index * window.width
          #expect(
            Array(whole.samples[start + window.columns.lowerBound..<start + window.columns.upperBound])
              == Array(part.samples[partStart..<partStart + window.width]))
        }
        #expect(
          Array(whole.labels[row * 420 + window.columns.lowerBound..<row * 420 + window.columns.upperBound])
            == Array(part.labels[index * window.width..<(index + 1) * window.width]))
      }
    }
  }

  @Test func `a grid offset moves the scene by whole pixels`() throws {
    var acquisition = Acquisition.first
    acquisition.gridOffset = PixelPoint(column: 17, row: -9)
    let scene = try FarmScene(parameters: .small(), acquisition: acquisition)
    let moved = Rendering(scene, PixelWindow(columns: 60..<160, rows: 80..<120))
    let still = Rendering(try Shared.first.get(), PixelWindow(columns: 77..<177, rows: 71..<111))
    #expect(moved.samples == still.samples)
    #expect(moved.labels == still.labels)
    let field = try #require(scene.fields.first?.parts.first?.outer.first)
    let place = try #require(try Shared.first.get().fields.first?.parts.first?.outer.first)
    #expect(abs(field.column - place.column + 17) < 1e-9)
    let there = scene.transform.mapPoint(field)
    let here = try Shared.first.get().transform.mapPoint(place)
    #expect(abs(there.x - here.x) < 1e-6 && abs(there.y - here.y) < 1e-6)
  }

  @Test func `equal parameters give equal scenes and other seeds other ones`() throws {
    let window = PixelWindow(columns: 100..<200, rows: 100..<150)
    let again = Rendering(try FarmScene(parameters: .small()), window)
    let other = Rendering(try FarmScene(parameters: .small(seed: 4)), window)
    let first = Rendering(try Shared.first.get(), window)
    #expect(again.samples == first.samples && again.labels == first.labels)
    #expect(other.samples != first.samples && other.labels != first.labels)
  }

  @Test func `a strip of a scene 50000 pixels wide is rendered alone`() throws {
    let scene = try FarmScene(parameters: .benchmark(side: 50_000))
    let strip = PixelWindow(columns: 0..<50_000, rows: 25_000..<25_002)
    let labels = Rendering(scene, strip).labels
    #expect(Set(labels).isSuperset(of: [0, 1, 2, .nodata]))
    let part = Rendering(scene, PixelWindow(columns: 24_000..<24_100, rows: 24_990..<25_002))
    #expect(Array(part.labels.suffix(200).prefix(100)) == Array(labels[24_000..<24_100]))
  }
}
