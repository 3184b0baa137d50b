import Grid
public import Pixels

extension RasterLabels {
  /// Reads the whole raster once, strip by strip, and counts the values that
  /// no class has.
  ///
  /// - Returns: A finding for each such value, the commonest first, with the
  ///   number of the raster's own pixels; after the hundredth one for the rest.
  /// - Throws: `MosaicError` where the raster cannot be read.
  public func findings() throws -> [AnnotationFinding] {
    let window = LabelWindow(
      dataset: try LabelDataset(path, policy: policy), layout: layout, values: values)
    let size = window.dataset.raster.size
    var counts: [LabelValue: Int] = [:]
    var uncounted = 0
    let height = max(1, min(size.height, (4 << 20) / size.width))
    for top in stride(from: 0, to: size.height, by: height) {
      let strip = PixelWindow(columns: 0..<size.width, rows: top..<min(size.height, top + height))
      try window.read(
        strip, take: { _, _ in },
        unmapped: { _, value in
          if counts.count < Self.valueLimit || counts[value] != nil {
            counts[value, default: 0] += 1
          } else {
            uncounted += 1
          }
        })
    }
    return findings(counts, uncounted: uncounted)
  }

  /// The most values that are told apart; a photograph has millions.
  private static let valueLimit = 1 << 16

  private func findings(_ counts: [LabelValue: Int], uncounted: Int) -> [AnnotationFinding] {
    let ranked = counts.sorted { ($1.value, $0.key.description) < ($0.value, $1.key.description) }
    var findings = ranked.prefix(100).map { value, count in
      AnnotationFinding(
        .unmappedValue, .error, className: value.description, count: count, pixelCount: count,
        sentence: "'\(path)' holds the value \(value) on \(count) pixels, which is no class")
    }
    let rest = ranked.dropFirst(100)
    if !rest.isEmpty {
      let count = rest.reduce(uncounted) { $0 + $1.value }
      findings.append(
        AnnotationFinding(
          .unmappedValue, .error, count: rest.count, pixelCount: count,
          sentence: "'\(path)' holds \(rest.count) more values on \(count) pixels, which are no class"))
    }
    return findings
  }
}
