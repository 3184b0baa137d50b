import Grid
import Pixels

/// One reading of a mosaic for its summary, for one type of sample.
///
/// Windows are read in raster order and sums run in that order, so the result
/// does not depend on the machine. Integers need one reading, since their
/// samples are counted value by value; floats need a second for the histogram.
struct SummaryPass<Sample: SummarySample> {
  private let mosaic: MosaicDescription
  private let plan: SummaryPlan
  private let bands: [BandDescription]

  init(_ mosaic: MosaicDescription, _ plan: SummaryPlan) {
    self.mosaic = mosaic
    self.plan = plan
    bands = mosaic.bands.filter { $0.role != .alpha }
  }

  /// Reads and sums up.
  func run(_ reader: any TileReader) throws -> MosaicSummary {
    var counters = bands.map { BandCounter<Sample>($0) }
    var (pixels, masked, partly) = (0, 0, 0)
    try forEachWindow(reader) { window, planes, covered in
      pixels += window.pixelCount
      masked += covered.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
      var nodata = [UInt8](repeating: 0, count: window.pixelCount)
      for index in counters.indices {
        counters[index].add(planes[index], covered: covered, nodata: &nodata)
      }
      let all = UInt8(clamping: bands.count)
      partly += nodata.reduce(0) { $0 + ($1 > 0 && $1 < all ? 1 : 0) }
    }
    if !Sample.isCountable {
      for index in counters.indices { counters[index].startHistogram() }
      try forEachWindow(reader) { _, planes, covered in
        for index in counters.indices { counters[index].addToHistogram(planes[index], covered: covered) }
      }
    }
    let results = counters.map(\.result)
    return MosaicSummary(
      bands: results, pixelCount: pixels, mosaicPixelCount: mosaic.size.pixelCount,
      maskedCount: masked, partlyNodataCount: partly,
      warnings: MosaicSummary.warnings(
        results, type: mosaic.sampleType, pixels: pixels, partly: partly,
        isSample: pixels < mosaic.size.pixelCount))
  }

  private func forEachWindow(
    _ reader: any TileReader,
    _ body: (PixelWindow, [UnsafeBufferPointer<Sample>], UnsafeBufferPointer<UInt8>) -> Void
  ) throws {
    let capacity = plan.largest.pixelCount
    let numbers = bands.map(\.number) + alphaBand
    let samples = UnsafeMutableBufferPointer<Sample>.allocate(capacity: capacity * max(1, numbers.count))
    let covered = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacity)
    defer {
      samples.deallocate()
      covered.deallocate()
    }
    guard let base = samples.baseAddress, let mask = covered.baseAddress else { return }
    for window in plan.windows {
      let count = window.pixelCount
      try reader.read(
        window, bands: numbers, into: base, rowStride: window.width * MemoryLayout<Sample>.stride,
        planeStride: count * MemoryLayout<Sample>.stride)
      let planes = numbers.indices.map { UnsafeBufferPointer(start: base + $0 * count, count: count) }
      try fillMask(reader, window, alpha: alphaBand.isEmpty ? nil : planes.last, into: mask)
      body(window, planes, UnsafeBufferPointer(start: mask, count: count))
    }
  }

  private var alphaBand: [Int] {
    if case .alpha(let band) = mosaic.mask { return [band] }
    return []
  }

  private func fillMask(
    _ reader: any TileReader, _ window: PixelWindow, alpha: UnsafeBufferPointer<Sample>?,
    into mask: UnsafeMutablePointer<UInt8>
  ) throws {
    if let alpha {
      for index in 0..<alpha.count { mask[index] = alpha[index] == 0 ? 0 : 1 }
    } else if mosaic.mask == .file {
      try reader.readMask(window, into: mask, rowStride: window.width)
    } else {
      mask.update(repeating: 1, count: window.pixelCount)
    }
  }
}
