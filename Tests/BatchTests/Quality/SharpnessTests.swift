import Foundation
import TestSupport
import Testing

@testable import Batch

@Suite struct SharpnessTests {
  private func plane(_ width: Int, _ height: Int, _ value: (_ column: Int, _ row: Int) -> Float) -> [Float] {
    (0..<height).flatMap { row in (0..<width).map { value($0, row) } }
  }

  /// Numbers of no pattern, from 0 to 1.
  private func noise(_ width: Int, _ height: Int, seed: Int) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return plane(width, height) { _, _ in Float.random(in: 0..<1, using: &generator) }
  }

  @Test func `planes that can be worked out by hand`() {
    // Neighbours of +1 are -1: the Laplacian is -8 or 8, its variance 64, that of the plane 1.
    let board = Sharpness.of(plane(40, 40) { ($0 + $1).isMultiple(of: 2) ? 1 : -1 }, width: 40)
    #expect(abs((board ?? 0) - 64) < 1e-9)
    #expect(Sharpness.of(plane(40, 40) { Float(3 * $0 - $1) }, width: 40) == 0)
    #expect(Sharpness.of(plane(40, 40) { _, _ in 7 }, width: 40) == nil)
    #expect(
      Sharpness.of(plane(33, 34) { column, _ in Float(column % 2) }, width: 33) == nil, "31 x 32 pixels")
    #expect(Sharpness.of([], width: 0) == nil)
  }

  @Test func `contrast, units and nodata do not count`() throws {
    let noise = noise(128, 128, seed: 1)
    let figure = try #require(Sharpness.of(noise, width: 128))
    #expect(abs(figure - 20) < 1, "20 for white noise: 16 + 4 x 1")
    let other = try #require(Sharpness.of(noise.map { $0 * 65_536 + 4096 }, width: 128))
    #expect(abs(other / figure - 1) < 1e-4)
    var cut = noise
    for place in cut.indices where place % 128 < 40 { cut[place] = .nan }
    #expect(abs(try #require(Sharpness.of(cut, width: 128)) - 20) < 1)
  }

  @Test(.enabled(if: Oracle.python != nil), arguments: [2, 3, 4])
  func `numpy finds the same figure`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let noise = noise(70, 60, seed: seed)
    // Smooth and broken places, so that the figure is not that of noise alone.
    var values = noise.enumerated().map { $1 + sin(Float($0 % 70) / Float(seed)) * 3 }
    for _ in 0..<50 { values[Int.random(in: 0..<values.count, using: &generator)] = .nan }
    let script = """
      import sys, numpy
      a = numpy.array(sys.stdin.read().split(), dtype=numpy.float32).astype(float).reshape(60, 70)
      l = a[1:-1, :-2] + a[1:-1, 2:] + a[:-2, 1:-1] + a[2:, 1:-1] - 4 * a[1:-1, 1:-1]
      ok = numpy.isfinite(l)
      print(l[ok].var() / a[1:-1, 1:-1][ok].var())
      """
    let folder = try TemporaryFolder()
    let input = folder.url.appendingPathComponent("plane").path
    try values.map { "\($0)" }.joined(separator: " ").write(toFile: input, atomically: true, encoding: .utf8)
    let python = try #require(Oracle.python)
    let text = try Oracle.tool("sh", ["-c", "'\(python)' -c '\(script)' < '\(input)'"])
    let expected = try #require(Double(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(abs(try #require(Sharpness.of(values, width: 70)) / expected - 1) < 1e-9)
  }

  @Test func `a simulated farm is sharp in every window of its sample`() throws {
    let sample = try MosaicSample(
      SeamScene(seed: 1).plan(SeamCut(tileSize: 128, workerCount: 2)), measuresQuality: true)
    let figures = sample.quality.compactMap(\.sharpness)
    // The windows at the right edge are too narrow.
    #expect(figures.count >= 6 && figures.allSatisfy { $0 > 0.02 }, "\(figures)")
    #expect(sample.quality.reduce(0) { $0 + $1.pixelCount } == 391 * 340)
  }
}
