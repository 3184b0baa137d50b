import Foundation
import Grid
import Segmentation
import Testing
import TestSupport

@Suite struct FeatureFilterTests {
  @Test func `greatest and least of a square by hand`() throws {
    let scene = FeatureScene(rows: [
      [1, 2, 3, 0, -1],
      [4, .nan, 9, 0, 0],
      [5, 1, 1, 1, 7],
    ])
    let values = try scene.features(["maximum(a, 1)", "minimum(a, 1)"])
    #expect(agree(values[0], [4, 9, 9, 9, 0, 5, .nan, 9, 9, 7, 5, 9, 9, 9, 7], tolerance: 0))
    #expect(agree(values[1], [1, 1, 0, -1, -1, 1, .nan, 0, -1, -1, 1, 1, 0, 0, 0], tolerance: 0))
  }

  @Test(arguments: 0..<8) func `squares, distances and segments equal the slow way`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let size = randomSize(&generator)
    let scene = FeatureScene(size: size, missing: seed % 2 == 0 ? 0 : 0.2, &generator)
    let radius = [1, 2, 5, 19][seed % 4]
    let limit = [1, 2.5, 8, 30][seed % 4]
    let values = try scene.features([
      "maximum(a, \(radius))", "minimum(a, \(radius))", "distance(a > 0.5, \(limit))",
    ])
    let plane = scene.planes[0].values
    for index in plane.indices {
      guard !plane[index].isNaN else {
        #expect(values.allSatisfy { $0[index].isNaN })
        continue
      }
      let near = square(around: index, reach: radius, size: size).map { plane[$0] }.filter { !$0.isNaN }
      #expect(values[0][index] == near.max())
      #expect(values[1][index] == near.min())
      let squares = plane.indices.filter { !(plane[$0] > 0.5) && !plane[$0].isNaN }.map { other in
        let (dy, dx) = (other / size.width - index / size.width, other % size.width - index % size.width)
        return dx * dx + dy * dy
      }
      let distance = squares.min().map { Float($0).squareRoot() } ?? .infinity
      #expect(values[2][index] == min(distance, Float(limit)))
    }
  }

  @Test(arguments: 0..<5) func `objects equal a flood fill`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let size = randomSize(&generator, upTo: 60)
    let scene = FeatureScene(size: size, missing: 0.05, &generator)
    let values = try scene.features(["object_area(a > 0.4, 100)", "object_mean(b, a > 0.4, 100)"])
    let plane = scene.planes[0].values
    var owner = [Int](repeating: -1, count: plane.count)
    for start in plane.indices where plane[start] > 0.4 && owner[start] < 0 {
      var object = [start]
      owner[start] = start
      var next = 0
      while next < object.count {
        for other in square(around: object[next], reach: 1, size: size)
        where plane[other] > 0.4 && owner[other] < 0 {
          owner[other] = start
          object.append(other)
        }
        next += 1
      }
      let mean = object.reduce(0.0) { $0 + Double(scene.planes[1].values[$1]) } / Double(object.count)
      for pixel in object {
        #expect(values[0][pixel] == Float(object.count))
        #expect(abs(Double(values[1][pixel]) - mean) < 1e-6)
      }
    }
    for pixel in plane.indices where owner[pixel] < 0 && !plane[pixel].isNaN {
      #expect(values[0][pixel] == 0)
    }
  }

  @Test func `a small spread about a large mean is not lost`() throws {
    let rows = (0..<9).map { row in (0..<9).map { Float(4000 + (row + $0) % 2) } }
    let values = try FeatureScene(rows: rows).features(["deviation(a, 2)", "deviation(a, 9)"])
    #expect(values[0].allSatisfy { abs($0 - 0.5) < 0.01 })
    #expect(values[1].allSatisfy { abs($0 - 0.5) < 0.01 })
    let flat = [[Float]](repeating: [0.1, 0.1, 0.1, 0.1, 0.1], count: 5)
    let zero = try FeatureScene(rows: flat).features([
      "deviation(a, 1)", "coherence(a - a, 2)", "gradient(a, 1)",
    ])
    #expect(zero.allSatisfy { $0.allSatisfy { abs($0) < 1e-6 } })
  }

  @Test(arguments: [8.0, 12, 23, 40]) func `a wide bell over blocks is near the bell itself`(sigma: Double)
    throws
  {
    var generator = SeededGenerator(seed: 4)
    let scene = FeatureScene(size: PixelSize(width: 150, height: 130), missing: 0.1, &generator)
    let values = scene.planes[0].values
    let wide = GaussianFilter(sigma: sigma).filtered(values, size: scene.size)
    let exact = bell(values, size: scene.size, sigma: sigma)
    let known = values.filter { !$0.isNaN }
    let range = try #require(known.max()) - (try #require(known.min()))
    #expect(agree(wide, exact, tolerance: 0.01 * range))
    #expect(!agree(wide, exact, tolerance: 1e-6 * range))
    let flat = values.map { $0.isNaN ? $0 : Float(0.3) }
    let smooth = GaussianFilter(sigma: sigma).filtered(flat, size: scene.size)
    #expect(agree(smooth, flat, tolerance: 1e-6))
  }

  /// A bell, normalised by the values that there are, in double precision.
  private func bell(_ values: [Float], size: PixelSize, sigma: Double) -> [Float] {
    let known: [Double] = values.map { $0.isNaN ? 0 : Double($0) }
    let weights: [Double] = values.map { $0.isNaN ? 0 : 1 }
    let sums = [known, weights].map { plane in
      let rows = pass(plane, sigma: sigma, step: 1, extent: size.width) { $0 % size.width }
      return pass(rows, sigma: sigma, step: size.width, extent: size.height) { $0 / size.width }
    }
    return values.indices.map { values[$0].isNaN ? .nan : Float(sums[0][$0] / sums[1][$0]) }
  }

  private func pass(
    _ plane: [Double], sigma: Double, step: Int, extent: Int, place: (Int) -> Int
  ) -> [Double] {
    let reach = Int((3 * sigma).rounded(.up))
    var weights: [Double] = []
    for distance in 0...reach { weights.append(exp(-Double(distance * distance) / (2 * sigma * sigma))) }
    var result = plane
    for index in plane.indices {
      let own = place(index)
      var sum = 0.0
      for other in max(0, own - reach)...min(extent - 1, own + reach) {
        sum += weights[abs(other - own)] * plane[index + (other - own) * step]
      }
      result[index] = sum
    }
    return result
  }

  @Test func `a wide bell's curvature is that of a parabola`() throws {
    let line = (0..<160).map { Float(($0 - 80) * ($0 - 80)) / 2 }
    let rows = (0..<160).map { row in line.map { $0 + Float(row) } }
    let scene = FeatureScene(rows: rows)
    let core = PixelWindow(columns: 75..<85, rows: 75..<85)
    let values = try scene.features(
      ["laplacian(a, 12)", "hessian_high(a, 12)", "hessian_low(a, 12)"], core: core)
    #expect(agree(values[0], [Float](repeating: 144, count: 100), tolerance: 1.5))
    #expect(agree(values[1], [Float](repeating: 144, count: 100), tolerance: 1.5))
    #expect(agree(values[2], [Float](repeating: 0, count: 100), tolerance: 0.3))
    let near = try scene.features(["gradient(a, 4)", "laplacian(a, 4)"], core: core)
    #expect(agree(near[1], [Float](repeating: 16, count: 100), tolerance: 0.05))
    #expect(abs(near[0][5 * 10 + 5] - 4) < 0.01)
  }
}
