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

  /// Makes both, side by side where there are workers.
  init(
    _ findings: MaskAssembly.Findings, legend: Legend, isNatural: Bool, size: PixelSize, workerCount: Int
  ) throws {
    let pictures = try WorkerPool(workerCount: workerCount).map(2) { task, _ in
      let pixels =
        task == 0
        ? Self.mosaicPixels(findings.preview, isNatural: isNatural, size: size)
        : Self.maskPixels(findings.maskPreview, legend: legend, size: size)
      return try Self.png(pixels, size: size)
    }
    self.size = size
    (mosaic, mask) = (pictures[0], pictures[1])
  }

  /// The bytes of a PNG file; pixels of four channels.
  static func png(_ pixels: [UInt8], size: PixelSize) throws -> [UInt8] {
    guard let png = pixels.withUnsafeBytes({ PNGEncoder.encode($0, size: size, channels: .rgba) }) else {
      throw FileAccessError(operation: "make", path: "picture", reason: "out of memory")
    }
    return png
  }

  private static func mosaicPixels(_ sums: PreviewSums, isNatural: Bool, size: PixelSize) -> [UInt8] {
    let channels = (0..<min(3, sums.channelCount)).map { channel in
      (0..<size.pixelCount).map { place in
        Float(sums.mean(row: place / size.width, column: place % size.width, channel: channel) ?? .nan)
      }
    }
    return stretched(channels, isNatural: isNatural, size: size)
  }

  /// Stretches the channels from their 1st to their 99th percentile: together
  /// where they are natural colours, each by itself else. NaN is transparent.
  static func stretched(_ channels: [[Float]], isNatural: Bool, size: PixelSize) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: size.pixelCount * 4)
    let together = isNatural ? range(of: channels) : nil
    for (channel, means) in channels.enumerated() {
      guard let range = together ?? range(of: [means]) else { continue }
      for (place, mean) in means.enumerated() where !mean.isNaN {
        let share = (mean - range.lowerBound) / max(range.upperBound - range.lowerBound, 1e-9)
        pixels[place * 4 + channel] = UInt8((min(max(share, 0), 1) * 255).rounded())
        pixels[place * 4 + 3] = 255
      }
    }
    return pixels
  }

  /// The 1st and the 99th percentile of every fourth value.
  private static func range(of channels: [[Float]]) -> ClosedRange<Float>? {
    let values = channels.flatMap { means in stride(from: 0, to: means.count, by: 4).map { means[$0] } }
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return nil }
    let margin = sorted.count / 100
    return sorted[margin]...sorted[sorted.count - 1 - margin]
  }

  /// Mixes the colours of the classes that were met, by how often.
  private static func maskPixels(_ sums: ClassPreview, legend: Legend, size: PixelSize) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: size.pixelCount * 4)
    let shown = legend.entries.enumerated().filter { $0.element.code != legend.background.code }
    var shares = [Double](repeating: 0, count: legend.entries.count)
    for place in 0..<size.pixelCount {
      var (red, green, blue, opacity) = (0.0, 0.0, 0.0, 0.0)
      sums.shares(row: place / size.width, column: place % size.width, into: &shares)
      for (channel, entry) in shown {
        let share = shares[channel]
        red += share * Double(entry.color.red)
        green += share * Double(entry.color.green)
        blue += share * Double(entry.color.blue)
        opacity += share
      }
      guard opacity > 0 else { continue }
      pixels[place * 4] = UInt8((red / opacity).rounded())
      pixels[place * 4 + 1] = UInt8((green / opacity).rounded())
      pixels[place * 4 + 2] = UInt8((blue / opacity).rounded())
      pixels[place * 4 + 3] = UInt8((min(opacity, 1) * 255).rounded())
    }
    return pixels
  }
}
