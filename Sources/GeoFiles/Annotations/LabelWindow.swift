import CGDAL
import Grid
import Pixels

/// What a pixel of a label raster says.
enum LabelSample {
  case unlabelled
  case value(LabelValue, ClassCode?)
}

/// Reads windows of an open label raster in its own pixels.
struct LabelWindow {
  let dataset: LabelDataset
  let layout: LabelLayout
  let values: LabelValues

  /// Gives the class of each pixel, row by row, to `take`; unmapped values go
  /// to `unmapped` and count as not labelled.
  func read(
    _ window: PixelWindow, take: (_ index: Int, _ code: ClassCode) -> Void,
    unmapped: (_ index: Int, _ value: LabelValue) -> Void
  ) throws {
    switch layout {
    case .integers(let nodata):
      let samples: [Int32] = try samples(window, [1], GDT_Int32, 0)
      let numbers = NumberClasses(values, nodata: nodata)
      for (index, sample) in samples.enumerated() {
        numbers.classify(Double(sample), index, take, unmapped)
      }
    case .numbers(let nodata):
      let samples: [Double] = try samples(window, [1], GDT_Float64, 0)
      let numbers = NumberClasses(values, nodata: nodata)
      for (index, sample) in samples.enumerated() { numbers.classify(sample, index, take, unmapped) }
    case .palette(let colors):
      let samples: [UInt8] = try samples(window, [1], GDT_Byte, 0)
      for (index, sample) in samples.enumerated() {
        classify(colors[Int(sample)], index, take, unmapped)
      }
    case .colors(let alpha):
      try readColors(window, alpha: alpha, take, unmapped)
    }
  }

  private func readColors(
    _ window: PixelWindow, alpha: Int32?, _ take: (Int, ClassCode) -> Void,
    _ unmapped: (Int, LabelValue) -> Void
  ) throws {
    let samples: [UInt8] = try samples(window, [1, 2, 3] + (alpha.map { [$0] } ?? []), GDT_Byte, 0)
    let plane = window.pixelCount
    for index in 0..<plane {
      let isClear = alpha != nil && samples[3 * plane + index] == 0
      let color = Legend.Color(
        red: samples[index], green: samples[plane + index], blue: samples[2 * plane + index])
      classify(isClear ? nil : color, index, take, unmapped)
    }
  }

  private func classify(
    _ color: Legend.Color?, _ index: Int, _ take: (Int, ClassCode) -> Void,
    _ unmapped: (Int, LabelValue) -> Void
  ) {
    guard let color else { return take(index, .nodata) }
    if let code = values.code(color) { return take(index, code) }
    unmapped(index, .color(color))
    take(index, .nodata)
  }

  /// Reads bands of a window, one plane after another (`GDALDatasetRasterIOEx`).
  private func samples<Sample: BitwiseCopyable>(
    _ window: PixelWindow, _ bands: [Int32], _ type: GDALDataType, _ zero: Sample
  ) throws(MosaicError) -> [Sample] {
    var samples = [Sample](repeating: zero, count: window.pixelCount * bands.count)
    let (status, messages) = GDALLibrary.collecting {
      var extra = furrow_raster_io_extra()
      var map = bands
      return GDALDatasetRasterIOEx(
        dataset.raster.handle, GF_Read, Int32(window.columns.lowerBound), Int32(window.rows.lowerBound),
        Int32(window.width), Int32(window.height), &samples, Int32(window.width), Int32(window.height),
        type, Int32(map.count), &map, 0, 0, 0, &extra)
    }
    guard status == CE_None else {
      throw .unreadable(
        file: dataset.raster.name, window: window, reason: messages.errors.first ?? messages.reason)
    }
    return samples
  }
}

/// The classes of numbers; nodata, NaN and an unmapped 255 have none.
private struct NumberClasses {
  let values: LabelValues
  let nodata: Double?

  init(_ values: LabelValues, nodata: Double?) {
    self.values = values
    self.nodata = nodata
  }

  func classify(
    _ sample: Double, _ index: Int, _ take: (Int, ClassCode) -> Void, _ unmapped: (Int, LabelValue) -> Void
  ) {
    if sample == nodata || sample.isNaN { return take(index, .nodata) }
    if let code = values.code(sample) { return take(index, code) }
    if nodata != nil || sample != 255 { unmapped(index, .number(sample)) }
    take(index, .nodata)
  }
}
