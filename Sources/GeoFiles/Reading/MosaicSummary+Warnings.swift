import Pixels

extension MosaicSummary {
  /// What a person should know of the pixels.
  static func warnings(
    _ bands: [Band], type: SampleType, pixels: Int, partly: Int, isSample: Bool
  ) -> [String] {
    var warnings: [String] = []
    if isSample { warnings.append("figures are of a sample of \(pixels) pixels") }
    guard bands.contains(where: { $0.validCount > 0 }) else { return warnings + ["no valid pixels"] }
    if partly > 0 {
      warnings.append("\(percent(partly, of: pixels)) of pixels are without data in some bands only")
    }
    if type == .uint16, bands.allSatisfy({ ($0.maximum ?? 0) <= 255 }) {
      warnings.append("samples are 16 bits wide but never above 255")
    }
    return warnings + bands.flatMap(bandWarnings)
  }

  private static func bandWarnings(_ band: Band) -> [String] {
    guard band.validCount > 0, let minimum = band.minimum else {
      return ["band \(band.number) has no valid pixels"]
    }
    var warnings: [String] = []
    if band.minimum == band.maximum { warnings.append("band \(band.number) is \(minimum) everywhere") }
    if band.isTwoValued {
      warnings.append("band \(band.number) holds nothing but 0 and the top of its type: is it alpha?")
    } else if band.saturatedShare > 0.01 {
      warnings.append(
        "band \(band.number) is saturated in \(percent(band.saturatedCount, of: band.validCount)) of pixels")
    }
    if band.nonFiniteCount > 0 {
      warnings.append("band \(band.number) holds \(band.nonFiniteCount) samples that are not numbers")
    }
    return warnings
  }

  /// "1.3 %".
  private static func percent(_ part: Int, of whole: Int) -> String {
    let tenths = (Double(part) / Double(max(1, whole)) * 1000).rounded()
    return tenths < 1 && part > 0 ? "under 0.1 %" : "\(tenths / 10) %"
  }
}
