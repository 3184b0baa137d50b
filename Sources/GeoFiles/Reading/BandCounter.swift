import Pixels

/// Counts the samples of one band.
struct BandCounter<Sample: SummarySample> {
  private var band: MosaicSummary.Band
  private let nodata: Sample?
  private let isNodataNaN: Bool
  private var table: [Int]
  private var sum = 0.0
  private var (low, high) = (Double.infinity, -Double.infinity)

  init(_ description: BandDescription) {
    band = MosaicSummary.Band(number: description.number)
    nodata = description.nodata.flatMap { Sample.nodata($0) }
    isNodataNaN = description.nodata?.isNaN ?? false
    table = [Int](repeating: 0, count: Sample.countTableSize)
  }

  /// Counts a window and adds one to `missing` where a covered sample is
  /// nodata or not finite.
  mutating func add(
    _ samples: UnsafeBufferPointer<Sample>, covered: UnsafeBufferPointer<UInt8>, nodata missing: inout [UInt8]
  ) {
    for index in 0..<samples.count where covered[index] != 0 {
      let sample = samples[index]
      if isNodata(sample) {
        band.nodataCount += 1
        missing[index] &+= 1
      } else if !sample.isFiniteSample {
        band.nonFiniteCount += 1
        missing[index] &+= 1
      } else if Sample.isCountable {
        table[sample.countIndex] += 1
      } else {
        let value = sample.double
        band.validCount += 1
        sum += value
        low = min(low, value)
        high = max(high, value)
      }
    }
  }

  @inline(__always)
  private func isNodata(_ sample: Sample) -> Bool {
    if let nodata, sample == nodata { return true }
    return isNodataNaN && sample.isNaNSample
  }

  /// Prepares bins between the bounds that the first reading found.
  mutating func startHistogram() {
    guard band.validCount > 0 else { return }
    band.histogram = [Int](repeating: 0, count: MosaicSummary.binCount)
    (band.histogramLower, band.histogramUpper) = (low, high)
  }

  /// Counts a window's valid samples into the bins.
  mutating func addToHistogram(
    _ samples: UnsafeBufferPointer<Sample>, covered: UnsafeBufferPointer<UInt8>
  ) {
    for index in 0..<samples.count where covered[index] != 0 {
      let sample = samples[index]
      guard !isNodata(sample), sample.isFiniteSample else { continue }
      band.histogram[bin(of: sample.double)] += 1
    }
  }

  private func bin(of value: Double) -> Int {
    let width = band.histogramUpper - band.histogramLower
    guard width > 0 else { return 0 }
    let share = (value - band.histogramLower) / width
    return min(MosaicSummary.binCount - 1, Int(share * Double(MosaicSummary.binCount)))
  }

  /// The figures, once everything has been counted.
  var result: MosaicSummary.Band {
    Sample.isCountable ? fromTable() : finished(band, sum: sum, low: low, high: high)
  }

  private func fromTable() -> MosaicSummary.Band {
    var copy = self
    var total = 0.0
    let used = table.indices.filter { table[$0] > 0 }
    guard let first = used.first, let last = used.last else { return band }
    copy.band.validCount = used.reduce(0) { $0 + table[$1] }
    copy.low = Sample.value(atCountIndex: first)
    copy.high = Sample.value(atCountIndex: last)
    copy.startHistogram()
    if Sample.countTableSize == MosaicSummary.binCount {
      (copy.band.histogramLower, copy.band.histogramUpper) = (0, 256)
    }
    for index in used {
      let value = Sample.value(atCountIndex: index)
      total += value * Double(table[index])
      copy.band.histogram[copy.bin(of: value)] += table[index]
    }
    if let top = Sample.top, copy.high >= top * 0.999 { copy.band.saturatedCount = table[last] }
    copy.band.isTwoValued = used.count == 2 && copy.low == 0 && copy.high == Sample.top
    return finished(copy.band, sum: total, low: copy.low, high: copy.high)
  }

  private func finished(_ band: MosaicSummary.Band, sum: Double, low: Double, high: Double)
    -> MosaicSummary.Band
  {
    guard band.validCount > 0 else { return band }
    var band = band
    (band.minimum, band.maximum, band.mean) = (low, high, sum / Double(band.validCount))
    return band
  }
}
