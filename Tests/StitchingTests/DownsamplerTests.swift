import Grid
import Pixels
import TestSupport
import Testing

@testable import Stitching

@Suite struct DownsamplerTests {
  /// Halves a whole raster by a definition on the block's samples.
  private func halve<Sample>(
    _ samples: [Sample], _ size: PixelSize, by reduce: ([Sample]) -> Sample
  ) -> [Sample] {
    var result: [Sample] = []
    for row in stride(from: 0, to: size.height, by: 2) {
      for column in stride(from: 0, to: size.width, by: 2) {
        var block: [Sample] = []
        for y in row..<min(row + 2, size.height) {
          for x in column..<min(column + 2, size.width) { block.append(samples[y * size.width + x]) }
        }
        result.append(reduce(block))
      }
    }
    return result
  }

  private func stream<Reduction: BlockReduction>(
    _ samples: [Reduction.Sample], _ size: PixelSize, by reduction: Reduction.Type
  ) -> [Reduction.Sample] {
    var sampler = Downsampler<Reduction>(width: size.width)
    var result: [Reduction.Sample] = []
    samples.withUnsafeBufferPointer { all in
      for row in 0..<size.height {
        let line = UnsafeBufferPointer(rebasing: all[(row * size.width)..<((row + 1) * size.width)])
        if sampler.push(line) { sampler.withOutput { result += $0 } }
      }
    }
    if sampler.finish() { sampler.withOutput { result += $0 } }
    return result
  }

  private func mode(_ block: [ClassCode]) -> ClassCode {
    let counts = Dictionary(grouping: block.filter { $0 != .nodata }) { $0 }.mapValues(\.count)
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? .nodata
  }

  private func mean(_ block: [Float]) -> Float {
    let valid = block.filter { !$0.isNaN }
    return Float(valid.reduce(0.0) { $0 + Double($1) } / Double(valid.count))
  }

  private func confidence(_ block: [UInt8]) -> UInt8 {
    let valid = block.filter { $0 != 255 }
    let mean = valid.reduce(0.0) { $0 + Double($1) } / Double(valid.count)
    return valid.isEmpty ? 255 : UInt8((mean + 0.5).rounded(.down))
  }

  private func randomSize(_ random: inout SeededGenerator) -> PixelSize {
    PixelSize(width: .random(in: 1...19, using: &random), height: .random(in: 1...19, using: &random))
  }

  @Test(arguments: 0..<100)
  func `classes are halved by the mode`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let size = randomSize(&random)
    let palette: [ClassCode] = [0, 1, 2, 254, 255]
    let codes = (0..<size.pixelCount).map { _ in palette.randomElement(using: &random) ?? 0 }
    #expect(stream(codes, size, by: ModeReduction.self) == halve(codes, size, by: mode))
  }

  @Test(arguments: 0..<100)
  func `values are halved by the mean without NaN`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let size = randomSize(&random)
    let values = (0..<size.pixelCount).map { _ in
      Int.random(in: 0..<3, using: &random) == 0 ? Float.nan : Float.random(in: -1...1, using: &random)
    }
    let expected = halve(values, size, by: mean)
    let streamed = stream(values, size, by: MeanReduction.self)
    #expect(streamed.map(\.isNaN) == expected.map(\.isNaN))
    #expect(streamed.filter { !$0.isNaN } == expected.filter { !$0.isNaN })
  }

  @Test(arguments: 0..<100)
  func `confidence is halved by the mean without 255`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let size = randomSize(&random)
    let bytes = (0..<size.pixelCount).map { _ in
      UInt8.random(in: 0...255, using: &random) | (Bool.random(using: &random) ? 0 : 255)
    }
    #expect(stream(bytes, size, by: ConfidenceReduction.self) == halve(bytes, size, by: confidence))
  }

  @Test func `ties go to the higher code and nodata never wins`() {
    let codes: [ClassCode] = [1, 1, 1, 2, 255, 255, 2, 2, 3, 4, 255, 0]
    let size = PixelSize(width: 6, height: 2)
    #expect(stream(codes, size, by: ModeReduction.self) == [2, 4, 0])
  }

  @Test(arguments: [(1, 1, 1), (5, 9, 1), (16, 16, 4), (37, 21, 3), (64, 1, 2), (1, 33, 2), (8, 8, 8)])
  func `a pyramid's levels are each half of the one before`(width: Int, height: Int, smallest: Int) {
    var random = SeededGenerator(seed: width * 100 + height)
    let size = PixelSize(width: width, height: height)
    let codes = (0..<size.pixelCount).map { _ in ClassCode.random(in: 0...3, using: &random) }
    var pyramid = OverviewPyramid<ModeReduction>(size: size, smallestSide: smallest)
    var levels = [[ClassCode]](repeating: [], count: pyramid.sizes.count)
    codes.withUnsafeBufferPointer { all in
      for row in 0..<height {
        let line = UnsafeBufferPointer(rebasing: all[(row * width)..<((row + 1) * width)])
        pyramid.push(line) { level, row in levels[level] += row }
      }
    }
    pyramid.finish { level, row in levels[level] += row }
    var (expected, current) = (codes, size)
    for (level, reached) in zip(levels, pyramid.sizes) {
      expected = halve(expected, current, by: mode)
      current = PixelSize(width: (current.width + 1) / 2, height: (current.height + 1) / 2)
      #expect(level == expected)
      #expect(reached == current)
    }
    #expect(max(current.width, current.height) <= smallest)
  }
}
