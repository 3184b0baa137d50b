import FieldStatistics
import Foundation
import Pixels
import Spectral

/// What a sample says of a mosaic's quality; shares are from 0 to 1.
struct QualityFigures: Hashable, Sendable {
  /// The share of pixels of which any band is overexposed.
  var overexposed: Double?
  /// The share of pixels of which every band is underexposed.
  var underexposed: Double?
  /// The share of pixels of which any band has a reflectance that no ground has.
  var implausible: Double?
  /// The middle sharpness of the windows; `nil` where none has any contrast.
  var sharpness: Double?
  /// The share of pixels without data.
  var nodata = 0.0
  /// The share of the fields' area that holds data; `nil` without fields.
  var coverage: Double?

  /// Works the figures out.
  ///
  /// - Parameters:
  ///   - sample: A sample with its windows' quality.
  ///   - calibration: What its values mean.
  ///   - sampleType: The type of the stored samples.
  ///   - coverages: The fields; empty where the job has none.
  init(
    _ sample: MosaicSample, calibration: MosaicCalibration, sampleType: SampleType, coverages: [FieldCoverage]
  ) {
    let pixels = sample.quality.reduce(0) { $0 + $1.pixelCount }
    let valid = sample.bands.first?.count ?? 0
    nodata = pixels > 0 ? 1 - Double(valid) / Double(pixels) : 1
    sharpness = Self.median(sample.quality.compactMap(\.sharpness))
    coverage = Self.coverage(sample, coverages)
    if valid > 0 { expose(sample, calibration, sampleType) }
  }

  private static func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// The share of the fields on the raster, times the share of it that holds
  /// data where it was sampled.
  private static func coverage(_ sample: MosaicSample, _ coverages: [FieldCoverage]) -> Double? {
    let area = coverages.reduce(0) { $0 + $1.polygonPixelArea }
    guard area > 0 else { return nil }
    let inside = coverages.reduce(0) { $0 + $1.coveredFraction() * $1.polygonPixelArea } / area
    let units = sample.quality.reduce(UInt64(0)) { $0 + $1.fieldUnits }
    let valid = sample.quality.reduce(UInt64(0)) { $0 + $1.validFieldUnits }
    return units > 0 ? inside * Double(valid) / Double(units) : inside
  }

  private mutating func expose(
    _ sample: MosaicSample, _ calibration: MosaicCalibration, _ sampleType: SampleType
  ) {
    let bands = sample.roles.indices.filter { sample.roles[$0].isOptical }
    guard !bands.isEmpty else { return }
    let limits = bands.map {
      Exposure(calibration[sample.roles[$0]], sampleType: sampleType, values: sample.bands[$0])
    }
    let canBeDark = limits.allSatisfy { $0.dark != nil }
    let hasRange = limits.contains { $0.plausible != nil }
    var (over, under, beyond) = (0, 0, 0)
    let count = sample.bands[0].count
    for pixel in 0..<count {
      var (isBright, isDark, isBeyond) = (false, true, false)
      for (limit, band) in zip(limits, bands) {
        let value = sample.bands[band][pixel]
        isBright = isBright || value >= limit.bright
        isDark = isDark && value <= limit.dark ?? -.infinity
        if let plausible = limit.plausible, !value.isNaN, !plausible.contains(value) { isBeyond = true }
      }
      over += isBright ? 1 : 0
      under += isDark ? 1 : 0
      beyond += isBeyond ? 1 : 0
    }
    overexposed = Double(over) / Double(count)
    underexposed = canBeDark ? Double(under) / Double(count) : nil
    implausible = hasRange ? Double(beyond) / Double(count) : nil
  }
}
