import Foundation
import Grid
import Pixels
import Testing

@testable import GeoFiles

@Suite
struct ReadingSummaryTests {
  private func summary(
    _ raw: RawRaster, options: [String] = [], arguments: [String] = RawRaster.standardPlace,
    maximumPixels: Int = 64_000_000
  ) throws -> MosaicSummary {
    let folder = try TemporaryFolder()
    let path = try raw.writeTIFF("a.tif", in: folder, options: options, arguments: arguments)
    return try MosaicSummary.make(
      of: MosaicFile.open(RasterLocator(path: path)), maximumPixels: maximumPixels)
  }

  @Test func `figures of a small mosaic are those counted by hand`() throws {
    let values: [[Double]] = [[0, 1, 2, 255, 255, 9], [9, 9, 9, 9, 9, 9]]
    let raw = RawRaster(PixelSize(width: 3, height: 2), bands: 2, type: .uint8) { band, column, row in
      values[band - 1][row * 3 + column]
    }
    let result = try summary(raw, arguments: RawRaster.standardPlace + ["-a_nodata", "2"])
    #expect(result.pixelCount == 6)
    #expect(!result.isSample)
    #expect(result.partlyNodataCount == 1)
    let first = result.bands[0]
    #expect((first.validCount, first.nodataCount, first.saturatedCount) == (5, 1, 2))
    #expect((first.minimum, first.maximum, first.mean) == (0, 255, 104))
    #expect(first.histogram.count == 256)
    #expect(first.histogram[0] == 1 && first.histogram[255] == 2 && first.histogram[2] == 0)
    #expect((first.histogramLower, first.histogramUpper) == (0, 256))
    #expect(result.bands[1].histogram[9] == 6)
    #expect(
      result.warnings == [
        "16.7 % of pixels are without data in some bands only",
        "band 1 is saturated in 40.0 % of pixels", "band 2 is 9.0 everywhere",
      ])
  }

  @Test func `floats count what is no number and nodata may be NaN`() throws {
    let values: [Double] = [1, .nan, .infinity, -3, 5, -1]
    let raw = RawRaster(PixelSize(width: 3, height: 2), bands: 1, type: .float32) { _, column, row in
      values[row * 3 + column]
    }
    let plain = try summary(raw).bands[0]
    #expect((plain.validCount, plain.nodataCount, plain.nonFiniteCount) == (4, 0, 2))
    #expect((plain.minimum, plain.maximum, plain.mean) == (-3, 5, 0.5))
    #expect((plain.histogramLower, plain.histogramUpper) == (-3, 5))
    #expect([0, 64, 128, 255].map { plain.histogram[$0] } == [1, 1, 1, 1])
    let other = try summary(raw, arguments: RawRaster.standardPlace + ["-a_nodata", "nan"]).bands[0]
    #expect((other.validCount, other.nodataCount, other.nonFiniteCount) == (4, 1, 1))
  }

  @Test func `masked pixels do not count`() throws {
    let raw = RawRaster(PixelSize(width: 10, height: 10), bands: 4, type: .uint8) { band, column, row in
      band == 4 ? (column < 3 ? 0 : 255) : column < 3 ? 200 : Double(row)
    }
    let result = try summary(raw, options: ["ALPHA=YES", "PHOTOMETRIC=RGB"])
    #expect(result.maskedCount == 30)
    #expect(result.bands.map(\.number) == [1, 2, 3])
    #expect(result.bands.allSatisfy { $0.validCount == 70 && $0.maximum == 9 && $0.mean == 4.5 })
  }

  @Test func `a mosaic without valid pixels says so`() throws {
    let clear = RawRaster(PixelSize(width: 5, height: 5), bands: 4, type: .uint8) { band, _, _ in
      band == 4 ? 0 : 77
    }
    let masked = try summary(clear, options: ["ALPHA=YES", "PHOTOMETRIC=RGB"])
    #expect(masked.warnings == ["no valid pixels"])
    #expect(!masked.hasValidPixels)
    let empty = RawRaster(PixelSize(width: 5, height: 5), bands: 1, type: .float32) { _, _, _ in -10_000 }
    let nodata = try summary(empty, arguments: RawRaster.standardPlace + ["-a_nodata", "-10000"])
    #expect(nodata.warnings == ["no valid pixels"])
    #expect(nodata.bands[0].histogram.isEmpty)
  }

  @Test func `16-bit samples that fit 8 bits and 12-bit saturation are told`() throws {
    let small = RawRaster(PixelSize(width: 20, height: 20), bands: 1, type: .uint16) { _, column, row in
      Double(column + row)
    }
    #expect(try summary(small).warnings == ["samples are 16 bits wide but never above 255"])
    let twelve = RawRaster(PixelSize(width: 20, height: 20), bands: 1, type: .uint16) { _, column, row in
      column == 0 ? 65_520 : Double(column * 16 + row)
    }
    let result = try summary(twelve)
    #expect(result.bands[0].saturatedCount == 20)
    #expect(result.warnings == ["band 1 is saturated in 5.0 % of pixels"])
  }

  @Test func `a band of nothing but 0 and 255 may be alpha`() throws {
    let raw = RawRaster(PixelSize(width: 10, height: 10), bands: 2, type: .uint8) { band, column, row in
      band == 2 ? (column < 3 ? 0 : 255) : Double(column + row)
    }
    let result = try summary(raw)
    #expect(result.bands.map(\.isTwoValued) == [false, true])
    #expect(result.warnings == ["band 2 holds nothing but 0 and the top of its type: is it alpha?"])
  }

  @Test(arguments: SampleType.allCases)
  func `tiles, strips and types give the figures of the raw samples`(type: SampleType) throws {
    let raw = RawRaster(pattern: PixelSize(width: 1300, height: 70), bands: 2, type: type)
    let tiled = try summary(raw, options: ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=32"])
    let strips = try summary(raw, options: ["INTERLEAVE=BAND", "BLOCKYSIZE=9"])
    for (one, two) in zip(tiled.bands, strips.bands) {
      #expect(one.validCount == 1300 * 70)
      #expect(one.histogram == two.histogram)
      #expect(one.histogram.reduce(0, +) == one.validCount)
      #expect(abs((one.mean ?? 0) - (two.mean ?? 1)) < 1e-9)
      #expect((one.minimum, one.maximum) == (two.minimum, two.maximum))
    }
  }

  @Test func `a large mosaic is sampled on the same lattice each time`() throws {
    let raw = RawRaster(pattern: PixelSize(width: 3000, height: 2500), bands: 1, type: .uint8)
    let options = ["TILED=YES", "COMPRESS=DEFLATE", "BLOCKXSIZE=256", "BLOCKYSIZE=256"]
    let one = try summary(raw, options: options, maximumPixels: 2_200_000)
    let two = try summary(raw, options: options, maximumPixels: 2_200_000)
    #expect(one == two)
    #expect(one.isSample)
    #expect(one.pixelCount > 0 && one.pixelCount <= 4_400_000)
    #expect(one.warnings.first == "figures are of a sample of \(one.pixelCount) pixels")
    #expect(one.bands[0].validCount == one.pixelCount)
  }

  @Test func `windows follow blocks, do not overlap and cover the mosaic`() {
    for (size, block) in [
      (PixelSize(width: 5000, height: 3000), PixelSize(width: 512, height: 512)),
      (PixelSize(width: 90_000, height: 40), PixelSize(width: 90_000, height: 1)),
      (PixelSize(width: 700, height: 9000), PixelSize(width: 700, height: 9000)),
    ] {
      let mosaic = MosaicDescription(
        size: size, bands: [], sampleType: .uint8, blockSize: block, mask: .none)
      let plan = SummaryPlan(mosaic, maximumPixels: .max)
      #expect(plan.windows.reduce(0) { $0 + $1.pixelCount } == size.pixelCount)
      #expect(plan.windows.allSatisfy { $0.columns.lowerBound % block.width == 0 })
      #expect(plan.windows.allSatisfy { $0.pixelCount <= SummaryPlan.windowPixels })
      let sample = SummaryPlan(mosaic, maximumPixels: size.pixelCount / 3)
      #expect(!sample.windows.isEmpty && sample.windows.count < plan.windows.count || plan.windows.count == 1)
    }
  }
}
