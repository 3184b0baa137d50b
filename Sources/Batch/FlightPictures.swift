import GeoFiles
import Grid
import Pixels

/// The small pictures of a mosaic and of its mask, as PNG.
struct FlightPictures {
  /// The mosaic in the colours of its picture bands, transparent where it
  /// holds nothing.
  let mosaic: [UInt8]
  /// The mask in the legend's colours; the background class is transparent.
  let mask: [UInt8]
  /// The size of both.
  let size: PixelSize

  init(_ findings: MaskAssembly.Findings, legend: Legend, size: PixelSize) throws {
    self.size = size
    mosaic = try Self.png(Self.mosaicPixels(findings.preview, size: size), size: size)
    mask = try Self.png(Self.maskPixels(findings.maskPreview, legend: legend, size: size), size: size)
  }

  private static func png(_ pixels: [UInt8], size: PixelSize) throws -> [UInt8] {
    guard let png = pixels.withUnsafeBytes({ PNGEncoder.encode($0, size: size, channels: .rgba) }) else {
      throw FileAccessError(operation: "make", path: "picture", reason: "out of memory")
    }
    return png
  }

  /// Stretches each channel from its 1st to its 99th percentile.
  private static func mosaicPixels(_ sums: PreviewSums, size: PixelSize) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: size.pixelCount * 4)
    for channel in 0..<min(3, sums.channelCount) {
      let means = (0..<size.pixelCount).map {
        sums.mean(row: $0 / size.width, column: $0 % size.width, channel: channel)
      }
      let sorted = means.compactMap(\.self).sorted()
      guard let first = sorted.first, let last = sorted.last else { continue }
      let low = sorted.count > 100 ? sorted[sorted.count / 100] : first
      let high = sorted.count > 100 ? sorted[sorted.count - 1 - sorted.count / 100] : last
      let span = high > low ? high - low : 1
      for (place, mean) in means.enumerated() {
        guard let mean else { continue }
        pixels[place * 4 + channel] = UInt8((min(max((mean - low) / span, 0), 1) * 255).rounded())
        pixels[place * 4 + 3] = 255
      }
    }
    return pixels
  }

  /// Mixes the colours of the classes that were met, by how often.
  private static func maskPixels(_ sums: PreviewSums, legend: Legend, size: PixelSize) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: size.pixelCount * 4)
    let shown = legend.entries.enumerated().filter { $0.element.code != legend.background.code }
    for place in 0..<size.pixelCount {
      var (red, green, blue, opacity) = (0.0, 0.0, 0.0, 0.0)
      for (channel, entry) in shown {
        let share = sums.mean(row: place / size.width, column: place % size.width, channel: channel) ?? 0
        red += share * Double(entry.color.red)
        green += share * Double(entry.color.green)
        blue += share * Double(entry.color.blue)
        opacity += share
      }
      guard opacity > 0 else { continue }
      for (channel, value) in [red, green, blue].enumerated() {
        pixels[place * 4 + channel] = UInt8((value / opacity).rounded())
      }
      pixels[place * 4 + 3] = UInt8((min(opacity, 1) * 255).rounded())
    }
    return pixels
  }
}
